import type { Translated } from '../../catalogue.ts'
import type { restores as english } from '../../en/problems/restores.ts'

const NEW_CHAT = 'Stellen Sie die Unterhaltung in einem neuen Gruppenchat wieder her.'

export const restores: Translated<typeof english> = {
  'restore-unknown': {
    text: 'Ihre Organisation hat keine solche Wiederherstellung.',
    hint: 'Wählen Sie eine aus der Liste der Wiederherstellungen.',
  },
  'restore-not-waiting': {
    text: 'Diese Wiederherstellung wartet nicht auf eine Genehmigung.',
    hint: 'Laden Sie die Seite neu, um den Stand zu sehen.',
  },
  'restore-ended': {
    text: 'Diese Wiederherstellung ist schon beendet.',
    hint: 'Es gibt nichts abzubrechen.',
  },
  'restores-too-many': {
    text: 'Zu viele Wiederherstellungen sind noch nicht beendet.',
    hint: 'Brechen Sie ab, was niemand braucht, oder warten Sie, bis eine beendet ist.',
  },
  'restore-permission': {
    text: 'Der App fehlt {{names}}.',
    hint: 'Fügen Sie die Berechtigung der App in Microsoft Entra hinzu, erteilen Sie die Administratoreinwilligung, und versuchen Sie es noch einmal.',
  },
  'restore-incomplete': {
    text: 'Nicht alle Chats wurden wiederhergestellt.',
    hint: 'In der Liste sehen Sie bei jedem Chat, was geschehen ist.',
  },
  'restore-chat-refused': {
    text: 'Microsoft 365 lässt nicht zu, dass Chatvault Nachrichten in diesen Chat importiert.',
    hint: `${NEW_CHAT} Oder exportieren Sie sie.`,
  },
  'restore-chat-gone': { text: 'Diesen Chat gibt es in Microsoft 365 nicht mehr.', hint: NEW_CHAT },
  'restore-chat-wedged': {
    text: 'Ein früherer Import in diesen Chat wurde nie beendet, und nur Microsoft kann ihn beenden.',
    hint: `${NEW_CHAT} Melden Sie den Chat dem Microsoft-Support.`,
  },
  'restore-chat-differs': {
    text: 'Dieser Chat weicht vom Plan ab: {{missing}} fehlen, {{extra}} sind zu viel. Er wurde offen gelassen.',
    hint: 'Vergleichen Sie den Chat mit dem Archiv. Beenden Sie danach den Import, oder stellen Sie die Unterhaltung erneut wieder her.',
  },
  'restore-chat-open': {
    text: 'Alle Nachrichten sind wiederhergestellt, aber Microsoft 365 beendet den Import nicht.',
    hint: 'Die Mitglieder sehen, dass ein Import läuft. Beenden Sie den Import später, oder melden Sie den Chat dem Microsoft-Support.',
  },
  'restore-chat-not-open': {
    text: 'Dieser Chat ist nicht mehr für einen Import offen, oder die Wiederherstellung läuft noch.',
    hint: 'Laden Sie die Seite neu, um den Stand zu sehen.',
  },
}
