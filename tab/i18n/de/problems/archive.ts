import type { Translated } from '../../catalogue.ts'
import type { archive as english } from '../../en/problems/archive.ts'

const LATEST = 'Eine Nachricht, die nach der letzten Sicherung gesendet wurde, kommt mit der nächsten.'
const NEW_EXPORT = 'Starten Sie einen neuen Export: Die Nachrichten sind weiter im Archiv.'
const DOWNLOAD = 'Gehen Sie zurück zu Chatvault, und laden Sie den Export noch einmal herunter.'
const SPACE =
  'Löschen Sie einen Export, der nicht mehr gebraucht wird, oder exportieren Sie weniger auf einmal.'
const ADMIN = 'Bitten Sie die Person, die Chatvault für Sie betreibt,'
const VERIFY = 'das Archiv mit „npm run archive -- verify“ zu prüfen.'
const SECOND = 'nachzusehen, ob ein zweites Chatvault in dasselbe Archiv schreibt.'

export const archive: Translated<typeof english> = {
  'message-unknown': {
    text: 'Diese Unterhaltung enthält im Archiv keine solche Nachricht.',
    hint: `Öffnen Sie die Unterhaltung ohne sie. ${LATEST}`,
  },
  'conversation-unknown': {
    text: 'Im Archiv gibt es keine solche Unterhaltung.',
    hint: `Wählen Sie eine aus der Liste. ${LATEST}`,
  },
  'hosted-content-unknown': { text: 'Im Archiv gibt es kein solches Bild.', hint: LATEST },
  'archive-of-tenant-unknown': {
    text: 'Für diesen Mandanten gibt es noch kein Archiv.',
    hint: 'Starten Sie die erste Sicherung.',
  },
  'hosted-content-not-archived': {
    text: 'Dieses Bild ist nicht archiviert.',
    hint: 'Entweder holt es die nächste Sicherung, oder Microsoft 365 hat es verweigert. Der Text ist archiviert.',
  },
  'hosted-content-waits': { text: 'Die nächste Sicherung holt es.' },
  'cursor-invalid': {
    text: 'Die Liste lässt sich an dieser Stelle nicht fortsetzen.',
    hint: 'Laden Sie sie von vorn.',
  },
  'catalog-astray': {
    text: 'Das Verzeichnis passt nicht zum Archiv. Das Archiv selbst ist nicht betroffen.',
    hint: `${ADMIN} das Verzeichnis mit „npm run catalog:rebuild“ neu aufzubauen.`,
  },
  'reading-not-approved': {
    text: 'Um das zu lesen, brauchen Sie eine Leseanfrage, die es umfasst.',
    hint: 'Geben Sie an, was Sie lesen möchten und warum. Ihre Anfrage erscheint im Protokoll.',
  },
  'reading-needs-reviewer': {
    text: 'In Ihrer Organisation sehen Administratoren, dass es Nachrichten gibt, können sie aber nicht lesen.',
    hint: 'Wenden Sie sich an einen Prüfer oder lassen Sie sich in Microsoft Entra die Rolle Vault.Reviewer geben.',
  },
  'reading-request-unknown': {
    text: 'Diese Leseanfrage gibt es nicht, oder sie ist nicht von Ihnen.',
    hint: 'Wählen Sie eine aus der Liste.',
  },
  'reading-request-decided': {
    text: 'Über diese Leseanfrage ist schon entschieden, oder ihre Zeit ist abgelaufen.',
    hint: 'Laden Sie die Liste neu, um zu sehen, wer entschieden hat. Die Person kann erneut anfragen.',
  },
  'search-too-wide': {
    text: 'Zu viele verschiedene Wörter beginnen mit „{{name}}“.',
    hint: 'Geben Sie vor dem Stern mehr Buchstaben ein.',
  },
  'search-behind': {
    text: 'Einige Nachrichten werden noch für die Suche vorbereitet.',
    hint: 'Versuchen Sie es in einigen Minuten noch einmal.',
  },

  'hold-unknown': { text: 'Diese Sperre gibt es nicht.', hint: 'Wählen Sie eine aus der Liste.' },
  'hold-released': { text: 'Diese Sperre wurde bereits aufgehoben.' },
  'erasure-unknown': { text: 'Diese Löschung gibt es nicht.', hint: 'Wählen Sie eine aus der Liste.' },
  'erasure-answered': {
    text: 'Diese Löschung wurde bereits genehmigt oder abgelehnt.',
    hint: 'Bei der Löschung steht, was daraus wurde.',
  },
  'selection-empty': {
    text: 'Es fehlt die Angabe, welche Nachrichten gelöscht werden.',
    hint: 'Wählen Sie Personen, Unterhaltungen, einen Zeitraum oder Wörter.',
  },

  'verification-unknown': {
    text: 'Diese Prüfung des Archivs gibt es nicht.',
    hint: 'Starten Sie eine neue.',
  },
  'export-unknown': {
    text: 'Diesen Export gibt es nicht.',
    hint: 'Starten Sie einen neuen Export aus dem Archiv.',
  },
  'export-not-ready': {
    text: 'Dieser Export ist noch nicht fertig oder fehlgeschlagen.',
    hint: 'Warten Sie, bis er abgeschlossen ist, oder starten Sie einen neuen.',
  },
  'export-expired': {
    text: 'Dieser Export ist abgelaufen und wurde vom Server gelöscht.',
    hint: NEW_EXPORT,
  },
  'export-erased': {
    text: 'Nachrichten aus diesem Export wurden inzwischen gelöscht, deshalb auch der Export.',
    hint: 'Starten Sie einen neuen Export: Er enthält, was noch im Archiv ist.',
  },
  'export-not-yours': {
    text: 'Diesen Export hat eine andere Person angefordert.',
    hint: 'Bitten Sie diese Person oder einen Chatvault-Administrator, ihn zu löschen.',
  },
  'export-file-gone': { text: 'Die Datei dieses Exports wurde vom Server entfernt.', hint: NEW_EXPORT },
  'saved-search-unknown': {
    text: 'Diese gespeicherte Suche gibt es nicht mehr',
    hint: 'Schließen Sie die Liste, und öffnen Sie sie erneut.',
  },
  'saved-searches-full': {
    text_one: 'Mehr als {{n}} gespeicherte Suche ist nicht möglich',
    text_other: 'Mehr als {{n}} gespeicherte Suchen sind nicht möglich',
    hint: 'Löschen Sie eine, die Sie nicht mehr brauchen, oder speichern Sie diese unter einem vorhandenen Namen.',
  },
  'exports-too-many': {
    text_one: 'Ihre Organisation hat {{n}} Export; mehr werden nicht aufbewahrt.',
    text_other: 'Ihre Organisation hat {{n}} Exporte; mehr werden nicht aufbewahrt.',
    hint: SPACE,
  },
  'exports-full': {
    text: 'Die Exporte Ihrer Organisation belegen {{size}}; mehr wird nicht aufbewahrt.',
    hint: SPACE,
  },
  'exports-too-many-yours': {
    text_one: 'Sie haben {{n}} Export; mehr kann eine Person nicht aufbewahren.',
    text_other: 'Sie haben {{n}} Exporte; mehr kann eine Person nicht aufbewahren.',
    hint: SPACE,
  },
  'exports-full-yours': {
    text: 'Ihre Exporte belegen {{size}}; mehr kann eine Person nicht aufbewahren.',
    hint: SPACE,
  },
  'export-too-large': {
    text: 'Die Exporte dieser Organisation würden damit mehr als {{size}} belegen, und mehr wird nicht aufbewahrt.',
    hint: SPACE,
  },
  'export-disk-low': {
    text: 'Der Datenträger des Servers ist fast voll.',
    hint: `${ADMIN} Platz zu schaffen, oder löschen Sie Exporte, die nicht mehr gebraucht werden.`,
  },
  'range-not-satisfiable': {
    text: 'Die Datei endet vor dem verlangten Teil.',
    hint: 'Laden Sie die Datei von Anfang an herunter.',
  },
  'ticket-unknown': { text: 'Dieser Downloadlink ist nicht gültig.', hint: DOWNLOAD },
  'ticket-used': {
    text: 'Über diesen Link wurde die ganze Datei schon gesendet. Jeder gilt für einen Download.',
    hint: DOWNLOAD,
  },
  'ticket-expired': {
    text: 'Dieser Link ist abgelaufen: Er gilt eine Minute, ein abgebrochener Download eine Viertelstunde.',
    hint: DOWNLOAD,
  },

  'store-failed': {
    text: 'Der Speicherort des Archivs hat einen Fehler gemeldet.',
    hint: `${ADMIN} zu prüfen, ob der Speicherort erreichbar und beschreibbar ist.`,
  },
  'store-access': {
    text: 'Das Archiv in Azure Blob Storage ist nicht zugänglich.',
    hint: `${ADMIN} die Einstellungen zu prüfen.`,
  },
  'archive-url': {
    text: 'Die Adresse des Archivs ist nicht gültig.',
    hint: `${ADMIN} ARCHIVE_URL zu korrigieren.`,
  },
  'archive-missing': {
    text: 'An diesem Ort liegt kein Archiv.',
    hint: `${ADMIN} ARCHIVE_URL zu prüfen.`,
  },
  'tenant-missing': {
    text: 'Das Archiv enthält diesen Mandanten nicht.',
    hint: `${ADMIN} ARCHIVE_URL zu prüfen.`,
  },
  'archive-damaged': {
    text: 'Eine Datei des Archivs ist beschädigt: {{name}}. Die anderen sind nicht betroffen.',
    hint: `${ADMIN} die Datei aus einer Kopie des Archivs zu holen und ${VERIFY}`,
  },
  'object-missing': { text: 'Eine Datei des Archivs fehlt: {{name}}.', hint: `${ADMIN} ${VERIFY}` },
  'object-exists': {
    text: 'Eine Datei des Archivs gibt es schon mit anderem Inhalt: {{name}}. Es wurde nichts überschrieben.',
    hint: `${ADMIN} ${SECOND}`,
  },
  'object-short': {
    text: 'Eine Datei des Archivs ist abgeschnitten: {{name}}.',
    hint: `${ADMIN} ${VERIFY}`,
  },
  'object-name': {
    text: 'Der Name einer Datei des Archivs ist nicht erlaubt.',
    hint: 'Melden Sie das dem Hersteller von Chatvault.',
  },
  'segment-exists': {
    text: 'Dieser Abschnitt des Archivs ist schon versiegelt: {{name}}. Es wurde nichts überschrieben.',
    hint: `${ADMIN} ${SECOND}`,
  },
  'run-closed': {
    text: 'Diese Sicherung ist im Archiv schon mit anderem Inhalt abgeschlossen: {{name}}.',
    hint: `${ADMIN} ${VERIFY}`,
  },
  'chain-broken': {
    text: 'Die Datenbank und das Archiv passen bei {{name}} nicht zusammen.',
    hint: `${ADMIN} ${VERIFY}`,
  },
  'seal-broken': {
    text: 'Etwas Versiegeltes lässt sich nicht öffnen: Es wurde verändert, verschoben oder abgeschnitten, oder der Hauptschlüssel ist ein anderer.',
    hint: `${ADMIN} die Datei oder den Schlüssel aus einer Kopie wiederherzustellen.`,
  },
  'key-vault': {
    text: 'Azure Key Vault hat den Hauptschlüssel nicht herausgegeben.',
    hint: `${ADMIN} den Schlüsseltresor und seine Berechtigungen zu prüfen.`,
  },
  'key-url': {
    text: 'Die Adresse des Hauptschlüssels ist nicht gültig.',
    hint: `${ADMIN} KEY_VAULT_KEY_URL zu korrigieren.`,
  },
}
