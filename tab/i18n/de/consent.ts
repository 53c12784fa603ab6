import type { Translated } from '../catalogue.ts'
import type { consent as english } from '../en/consent.ts'

export const consent: Translated<typeof english> = {
  title: 'Berechtigungen',
  intro:
    'Mit diesen Berechtigungen in Microsoft 365 liest Chatvault Chats. Ein Administrator erteilt sie einmal für die ganze Organisation, auf einer Seite von Microsoft.',
  who: 'Dazu braucht es einen globalen Administrator oder einen Administrator für privilegierte Rollen Ihrer Organisation.',
  enterId: 'Geben Sie zuerst die Anwendungs-ID ein',
  enterIdText: 'Geben Sie oben die Anwendungs-ID ein, um zu sehen, welche Berechtigungen die App hat.',
  list: 'Berechtigungen der App',
  loading: 'Berechtigungen',
  stake: 'Chats können erst gesichert werden, wenn die fehlenden Berechtigungen erteilt sind.',
  grant: 'Administratoreinwilligung erteilen',
  opening: 'Microsofts Seite wird geöffnet …',
  checkAgain: 'Erneut prüfen',
  checked: 'Zuletzt geprüft:',
  optional: 'optional',
  notKnown: 'Was erteilt ist, lässt sich prüfen, sobald die Verbindung gespeichert ist.',
  row: { granted: 'Erteilt', missing: 'Fehlt', unproven: 'Noch nicht bestätigt' },
  permission: {
    'Chat.Read.All': 'Chatnachrichten lesen',
    'User.Read.All': 'Personen Ihrer Organisation auflisten',
    'Organization.Read.All': 'Namen Ihrer Organisation anzeigen',
    'GroupMember.Read.All': 'Personen nach Gruppen auswählen',
    'Chat.ReadWrite.All': 'Bestehende Chats ändern; noch nicht genutzt',
    'Reports.Read.All': 'Limits nach Ihrem Nutzungsbericht vorschlagen',
    'Mail.Send': 'Benachrichtigungen per E-Mail aus einem Postfach senden',
    other: 'Weitere Berechtigung',
  },
  test: 'Verbindung testen',
  stop: 'Nicht länger warten',
  newTab: 'Microsofts Seite in einem neuen Tab öffnen',
  answered: 'Beantwortet {{when}}, angefragt von {{who}}.',
  state: {
    waiting: {
      title: 'Warten auf Microsoft …',
      text: 'Schließen Sie den Vorgang im geöffneten Fenster ab. Ihre Entscheidung erscheint hier automatisch.',
    },
    proving: {
      title: 'Microsoft hat die Berechtigungen erteilt. Sie werden geprüft …',
      text: 'Eine neue Berechtigung kann eine Minute brauchen, bis sie wirkt.',
    },
    granted: {
      title: 'Die Berechtigungen sind erteilt.',
      text: 'Die App kann jetzt Chats lesen. Testen Sie die Verbindung, um sicher zu sein, dass alles funktioniert.',
    },
    accepted: {
      title: 'Microsoft meldet, dass die Berechtigungen erteilt sind.',
      text: 'Chatvault kann es prüfen, sobald es den Schlüssel oder das Zertifikat der App hat und die Verbindung getestet wird.',
    },
    late: {
      title: 'Microsoft hat die Einwilligung, aber eine Berechtigung fehlt noch.',
      text: 'Das kann einige Minuten dauern. Prüfen Sie erneut. Fehlt sie weiterhin, fügen Sie sie der App in Entra unter „API-Berechtigungen“ hinzu, und erteilen Sie die Administratoreinwilligung noch einmal.',
    },
    blocked: {
      title: 'Ihr Browser hat das Fenster blockiert.',
      text: 'Öffnen Sie Microsofts Seite stattdessen in einem neuen Tab. Ihre Entscheidung erscheint hier automatisch.',
    },
    closed: {
      title: 'Das Fenster wurde geschlossen, bevor Microsoft geantwortet hat.',
      text: 'Wenn Sie dort zugestimmt haben, prüfen Sie erneut. Sonst erteilen Sie die Administratoreinwilligung noch einmal.',
    },
    silent: {
      title: 'Von Microsofts Seite kam keine Antwort zurück.',
      text: 'Wenn Sie dort zugestimmt haben, prüfen Sie erneut. Sonst erteilen Sie die Administratoreinwilligung noch einmal.',
    },
    declined: {
      title: 'Die Einwilligung wurde abgelehnt.',
      text: 'Es wurde nichts erteilt, und ohne Einwilligung kann kein Chat gesichert werden. Erteilen Sie die Administratoreinwilligung, wenn Ihre Organisation einverstanden ist.',
    },
    'not-enough-rights': {
      title: 'Dieses Konto darf die Einwilligung nicht erteilen.',
      text: 'Erteilen Sie die Administratoreinwilligung noch einmal, und melden Sie sich als globaler Administrator oder Administrator für privilegierte Rollen an, oder bitten Sie eine solche Person, diese Seite zu öffnen.',
    },
    'wrong-tenant': {
      title: 'Dieses Konto gehört zu einer anderen Organisation.',
      text: 'In Ihrer hat sich nichts geändert. Erteilen Sie die Administratoreinwilligung noch einmal mit einem Konto der Organisation, deren Chats hier gesichert werden.',
    },
    expired: {
      title: 'Die Anfrage ist nach zehn Minuten abgelaufen.',
      text: 'Der Link zurück von Microsoft gilt nicht mehr. Erteilen Sie die Administratoreinwilligung noch einmal.',
    },
    replayed: {
      title: 'Diese Antwort wurde schon verwendet.',
      text: 'Jede Antwort von Microsoft lässt sich nur einmal verwenden. Prüfen Sie erneut. Fehlt eine Berechtigung, erteilen Sie die Administratoreinwilligung noch einmal.',
    },
    forged: {
      title: 'Unerwartete Antwort von Microsoft.',
      text: 'Chatvault hat nicht danach gefragt und sie nicht beachtet. Erteilen Sie die Administratoreinwilligung von hier aus noch einmal.',
    },
    error: {
      title: 'Microsofts Seite hat einen Fehler gemeldet.',
      text: 'Prüfen Sie in Entra, ob die Anwendungs-ID stimmt und die App die Adresse von Chatvault als Umleitungs-URI hat. Erteilen Sie dann die Administratoreinwilligung noch einmal.',
    },
  },
}
