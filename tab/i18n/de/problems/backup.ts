import type { Translated } from '../../catalogue.ts'
import type { backup as english } from '../../en/problems/backup.ts'

const NOTHING = 'Sie müssen nichts tun.'
const RAISE =
  'Erhöhen Sie das Limit auf der Seite „Verbindung“, oder warten Sie: Die Sicherung geht im nächsten Monat (UTC) automatisch weiter.'
const REPORT = 'Melden Sie das dem Hersteller von Chatvault.'

export const backup: Translated<typeof english> = {
  'run-not-found': { text: 'Diese Sicherung gibt es nicht.', hint: 'Öffnen Sie die Liste der Sicherungen.' },
  'run-under-way': {
    text: 'Eine Sicherung läuft bereits.',
    hint: 'Verfolgen Sie diese, oder brechen Sie sie zuerst ab.',
  },
  'run-ended': { text: 'Diese Sicherung ist bereits beendet.', hint: NOTHING },
  'run-lost': {
    text: 'Ein anderer Prozess hat diese Sicherung übernommen.',
    hint: `${NOTHING} Er macht weiter.`,
  },
  'source-not-claimed': {
    text: 'Ein anderer Prozess liest die Nachrichten dieser Person.',
    hint: 'Nichts wurde doppelt gezählt.',
  },
  'scope-unknown': {
    text: 'In diesem Mandanten gibt es jemanden aus der Auswahl nicht.',
    hint: 'Wählen Sie aus der Liste der Personen. Neue Personen erscheinen dort nach der nächsten Sicherung oder dem nächsten Test der Verbindung.',
  },
  'forecast-too-slow': {
    text: 'Microsoft 365 hat nicht rechtzeitig gemeldet, welche Chats es gibt. Deshalb gibt es keine Vorhersage.',
    hint: 'Versuchen Sie es in einer Minute noch einmal.',
  },
  'schedule-unreadable': {
    text: 'Diese Cron-Zeile kann Chatvault nicht lesen.',
    hint: 'Geben Sie fünf Felder ein: Minute, Stunde, Tag des Monats, Monat, Wochentag. „17 2 * * *“ ist jeden Tag um 02:17 Uhr.',
  },
  'schedule-too-often': {
    text: 'Zwischen diesen Zeiten liegt weniger als eine Stunde.',
    hint: 'Geben Sie im ersten Feld eine einzige Minute ein. „0 * * * *“ ist jede Stunde.',
  },
  'schedule-never': {
    text: 'Zu diesen Zeiten passt kein Datum.',
    hint: 'Wählen Sie einen Tag, den es in dem Monat gibt.',
  },
  'schedule-zone-unknown': {
    text: 'Diese Zeitzone gibt es nicht.',
    hint: 'Wählen Sie eine Zeitzone aus der Liste.',
  },

  'quota-reached': {
    text: 'Das Limit an Nachrichten für diesen Monat (UTC) ist erreicht. Was gelesen ist, bleibt erhalten.',
    hint: RAISE,
  },
  'quota-nearly-reached': {
    text_one:
      'Vom Limit dieses Monats (UTC) ist noch {{n}} Nachricht übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten.',
    text_other:
      'Vom Limit dieses Monats (UTC) sind noch {{n}} Nachrichten übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten.',
    hint: RAISE,
  },
  'reservation-ended': {
    text: 'Eine Reservierung im Nachrichtenkonto war schon beendet.',
    hint: 'Nichts wurde doppelt gebucht.',
  },
  'over-delivered': {
    text: 'Es kamen mehr Nachrichten, als reserviert waren.',
    hint: `Alle sind gebucht. ${REPORT}`,
  },
  'disk-filling': {
    text: 'Auf dem Datenträger von {{folder}} sind noch {{left}} frei',
    hint: 'Schaffen Sie dort Platz, oder vergrößern Sie den Datenträger. Sind weniger als {{kept}} frei, warten Sicherungen.',
  },
  'disk-low': {
    text: 'Auf dem Datenträger von {{folder}} sind noch {{left}} frei; Chatvault hält {{kept}} frei. Was gelesen ist, bleibt erhalten.',
    hint: 'Schaffen Sie dort Platz, oder vergrößern Sie den Datenträger. Die Sicherung sieht jede Minute nach und geht automatisch weiter.',
  },

  'no-mailbox': {
    text: 'Diese Person hat kein Postfach, aus dem Microsoft 365 Chats exportieren kann.',
    hint: 'Chats liegen im Postfach; ohne Postfach gibt es nichts zu exportieren. Weisen Sie eine Lizenz mit Exchange Online zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  'no-licence': {
    text: 'Diese Person hat keine Teams-Lizenz, daher exportiert Microsoft 365 ihre Chats nicht.',
    hint: 'Weisen Sie eine Teams-Lizenz zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  'media-notes-to-self': {
    text: 'Ein Bild oder anderer Inhalt in Notizen an sich selbst ist nicht verfügbar.',
    hint: 'Microsoft verweigert jeder App Bilder und andere Inhalte aus Notizen an sich selbst. Der Text ist archiviert.',
  },
  'media-foreign-tenant': {
    text: 'Ein Bild oder anderer Inhalt ist nicht verfügbar: Der Chat gehört einer anderen Organisation.',
    hint: 'Sie behält ihre Bilder und anderen Inhalte für sich. Der Text ist archiviert.',
  },
  'media-gone': {
    text: 'Microsoft 365 hat ein Bild oder einen anderen Inhalt nicht mehr.',
    hint: 'Der Text ist archiviert.',
  },
  'media-too-many': {
    text_one:
      'Eine Nachricht verweist auf mehr als {{most}} Bilder und andere Inhalte. {{n}} davon wird nicht abgerufen.',
    text_other:
      'Eine Nachricht verweist auf mehr als {{most}} Bilder und andere Inhalte. {{n}} davon werden nicht abgerufen.',
    hint: 'Solche Nachrichten schreibt niemand von Hand. Der Text ist archiviert. Lesen Sie den Rest bei Bedarf in Teams.',
  },
  'media-later': {
    text_one:
      'In der vorgesehenen Zeit wurde {{n}} Bild oder anderer Inhalt einer Nachricht nicht abgerufen.',
    text_other:
      'In der vorgesehenen Zeit wurden {{n}} Bilder und andere Inhalte von Nachrichten nicht abgerufen.',
    hint: 'Die nächste Sicherung macht damit weiter.',
  },
  'media-failed': {
    text: 'Ein Bild oder anderer Inhalt einer Nachricht ließ sich nicht abrufen. {{because}}',
    hint: '{{becauseHint}}',
  },
  'members-missing': {
    text: 'In der Beschreibung einer Unterhaltung fehlen die Mitglieder nach dem 25. {{because}}',
    hint: 'Die Nachrichten sind nicht betroffen. Die nächste Sicherung versucht es erneut.',
  },
  'unexpected-row': {
    text_one:
      '{{n}} Zeile ist keine Nachricht mit ID, Chat, Version und Zeit. Sie ist archiviert, wie sie kam, und wird in Unterhaltungen nicht gezeigt.',
    text_other:
      '{{n}} Zeilen sind keine Nachrichten mit ID, Chat, Version und Zeit. Sie sind archiviert, wie sie kamen, und werden in Unterhaltungen nicht gezeigt.',
    hint: `Alles danach ist gesichert. ${REPORT}`,
  },
  'coverage-hole': {
    text: 'Eine Nachricht von {{at}} fehlt: Die Postfächer, die sie enthalten, waren nicht lesbar.',
    hint: 'Das nächste Backup fragt sie erneut an.',
  },
  'senders-refused': {
    text: 'Microsoft 365 hat nicht nur die Nachrichten ausgewählter Absender geliefert, deshalb wurde dieses Postfach vollständig gelesen.',
    hint: `${NOTHING} Nachrichten, die mehrere Personen haben, werden mehrfach geliefert und gezählt.`,
  },
  'window-restarted': {
    text: 'Microsoft 365 hat die Stelle, an der das Lesen angehalten hatte, nicht mehr angenommen. Dieser Zeitraum wurde von vorn gelesen.',
    hint: `${NOTHING} Nachrichten dieses Zeitraums wurden zweimal geliefert und gezählt; keine ist doppelt archiviert.`,
  },
  'watermark-ahead': {
    text: 'Laut der Datenbank ist diese Person bis zu einem Zeitpunkt gelesen, der bei Microsoft noch nicht gekommen ist.',
    hint: `${NOTHING} Die nächste Sicherung liest ab der letzten Nachricht, die sie kennt. Kommt das wieder, sehen Sie nach den Uhren aller Server von Chatvault.`,
  },
  'read-again': {
    text_one:
      'Die Uhr dieses Servers ging bei einer früheren Sicherung vor. {{n}} Person wird ab ihrer letzten Nachricht davor noch einmal gelesen.',
    text_other:
      'Die Uhr dieses Servers ging bei einer früheren Sicherung vor. {{n}} Personen werden ab ihrer letzten Nachricht davor noch einmal gelesen.',
    hint: `${NOTHING} Einige Nachrichten werden zweimal geliefert und gezählt; keine ist doppelt archiviert.`,
  },
  'clock-unchecked': {
    text: 'Die Antworten von Microsoft 365 enthalten kein Datum; diese Sicherung richtet sich ungeprüft nach der Uhr dieses Servers.',
    hint: 'Ein Proxy zwischen hier und Microsoft entfernt die Kopfzeile „Date“: Lassen Sie sie durch. Halten Sie die Uhr bis dahin mit einem Zeitserver richtig.',
  },
  'segment-missing': {
    text: 'Dem Archiv fehlt {{file}}. Die Datei wurde geschrieben und ist nicht mehr da.',
    hint: 'Holen Sie die Datei aus einer Kopie des Archivs zurück, und führen Sie dann „npm run archive -- verify“ aus.',
  },
  'books-lost': {
    text: 'Während dieser Sicherung ging die Datenbank verloren. Was schon archiviert war, ist noch da.',
    hint: `${NOTHING} Chatvault versucht es automatisch erneut.`,
  },

  'tenant-not-connected': {
    text: 'Chatvault ist nicht mit Ihrem Mandanten verbunden',
    hint: 'Geben Sie die Anwendungs-ID und den geheimen Clientschlüssel ein, testen und speichern Sie.',
  },
  'connection-failing': {
    text: 'Microsoft 365 lehnt die Verbindung ab',
    hint: 'Testen Sie die Verbindung, um zu sehen, was abgelehnt wird.',
  },
  'connection-refused': {
    text: 'Microsoft 365 lehnt die Verbindung ab',
    hint: '{{because}} {{becauseHint}}',
  },
  'billing-asked-for': {
    text: 'Microsoft verlangt eine Abrechnung, bevor es Nachrichten herausgibt',
    hint: '{{becauseHint}}',
  },
  'permission-revoked': {
    text: 'Der App wurde eine Berechtigung entzogen',
    hint: '{{because}} {{becauseHint}}',
  },
  'credential-gone': {
    text: 'Der geheime Clientschlüssel oder das Zertifikat der App funktioniert nicht mehr',
    hint: '{{becauseHint}}',
  },
  'application-gone': {
    text: 'Die App wurde in Ihrer Organisation entfernt oder deaktiviert',
    hint: '{{becauseHint}}',
  },
  'rights-still-lent': {
    text: 'Vorübergehende Berechtigungen von {{people}} bestehen noch',
    hint: 'Eine Einrichtung wurde abgebrochen, bevor sie sie entfernt hat. Melden Sie sich dort noch einmal an, und entfernen Sie sie.',
  },
  'backup-waits': { text: 'Die Sicherung wartet', hint: '{{because}} {{becauseHint}}' },
  'limit-reached': {
    text: 'Die Sicherung wartet: Das Limit des Monats ist erreicht',
    hint: 'Erhöhen Sie das Limit, oder warten Sie auf den nächsten Monat (UTC). Die Sicherung geht dann automatisch weiter.',
  },
  'run-failed': {
    text: 'Die letzte Sicherung ist fehlgeschlagen',
    hint: 'Öffnen Sie die Sicherung, um den Grund zu sehen.',
  },
  'run-failed-because': {
    text: 'Die letzte Sicherung ist fehlgeschlagen',
    hint: '{{because}} {{becauseHint}}',
  },
  'backup-gap': {
    text_one: 'Die letzte gute Sicherung ist {{n}} Tag alt',
    text_other: 'Die letzte gute Sicherung ist {{n}} Tage alt',
    hint: 'Starten Sie jetzt eine: Nachrichten, die vor mehr als 21 Tagen gelöscht wurden, sind nicht mehr lesbar.',
  },
  'backup-late': {
    text: 'Seit {{since}} ist keine Sicherung gelungen, obwohl zwei geplant waren',
    hint: 'Öffnen Sie die letzten Sicherungen, um den Grund zu sehen, oder starten Sie jetzt eine.',
  },
  'people-failing': {
    text_one: '{{n}} Person konnte nicht vollständig gesichert werden',
    text_other: '{{n}} Personen konnten nicht vollständig gesichert werden',
    hint: 'Die nächste Sicherung versucht es erneut. Die Gründe stehen in der Liste.',
  },
  'archive-has-damage': {
    text_one: '{{n}} Datei des Archivs ist nicht mehr, wie sie geschrieben wurde',
    text_other: '{{n}} Dateien des Archivs sind nicht mehr, wie sie geschrieben wurden',
    hint: 'Unter „Integrität“ sehen Sie, was sie enthalten und was zu tun ist. Alles andere ist weiterhin lesbar.',
  },
  'retention-stopped': {
    text_one: '{{n}} Nachricht mehr als erwartet ist zu alt',
    text_other: '{{n}} Nachrichten mehr als erwartet sind zu alt',
    hint: 'Nichts wurde entfernt. Prüfen Sie die Vorschau unter „Aufbewahrung“, und speichern Sie die Frist noch einmal.',
  },
  'scope-group-gone': {
    text_one: '{{n}} ausgewählte Gruppe gibt es nicht mehr',
    text_other: '{{n}} ausgewählte Gruppen gibt es nicht mehr',
    hint: 'Darüber wird niemand gesichert. Wählen Sie neu aus, wer gesichert wird.',
  },
}
