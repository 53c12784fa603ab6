import type { Translated } from '../../catalogue.ts'
import type { connection as english } from '../../en/problems/connection.ts'

const APP = 'Microsoft Entra Admin Center > App-Registrierungen > Ihre App'
const CONNECT =
  'Geben Sie auf der Seite „Verbindung“ die Anwendungs-ID und den geheimen Clientschlüssel ein, testen und speichern Sie.'
const ADD_MISSING = `Fügen Sie unter ${APP} > API-Berechtigungen die fehlenden als Anwendungsberechtigungen von Microsoft Graph hinzu, und wählen Sie als globaler Administrator oder Administrator für privilegierte Rollen „Administratoreinwilligung erteilen“. Das kann eine Minute dauern.`
const MAILBOX =
  'Geben Sie eine Person mit Exchange Online-Postfach und Teams-Lizenz ein, oder weisen Sie beides im Microsoft 365 Admin Center zu.'
const SAME_APP =
  'Prüfen Sie, ob das Neue derselben App hinzugefügt wurde und ob die Administratoreinwilligung noch erteilt ist.'
const REPLACE =
  'Ersetzen Sie ihn auf der Seite „Verbindung“. Der bisherige bleibt in Gebrauch, bis der neue funktioniert.'
const REPLACE_IT =
  'Ersetzen Sie es auf der Seite „Verbindung“. Das bisherige bleibt in Gebrauch, bis das neue funktioniert.'
const STOP = 'Danach wird nicht mehr gesichert.'
const NEXT_CHECK =
  'Sie müssen nichts tun: Die nächste Prüfung fragt wieder nach. Prüfen Sie die Verbindung selbst, um es jetzt zu wissen.'
const LOOK_UP =
  'Sehen Sie in der App-Registrierung unter „Zertifikate & Geheimnisse“ nach, und geben Sie das Datum auf der Seite „Verbindung“ ein.'
const CLOCK =
  'Lassen Sie sie von einem Zeitserver stellen (NTP; unter Linux systemd-timesyncd oder chrony). Bis dahin richten sich Sicherungen und der Monat des Limits nach der Zeit von Microsoft.'

export const connection: Translated<typeof english> = {
  'application-accepted': { text: 'Microsoft Entra hat die Anwendung angenommen.' },
  'permissions-granted': { text: 'Chat.Read.All und User.Read.All sind erteilt.' },
  'missing-permission': { text: 'Der App fehlt {{names}}.', hint: ADD_MISSING },
  'consent-not-given': {
    text: 'Ein Administrator hat noch nicht in die Anwendung eingewilligt. Ihr fehlt {{names}}.',
    hint: ADD_MISSING,
  },
  'organization-connected': { text: 'Verbunden mit {{name}}.' },
  'mailbox-found': { text: '{{name}} hat ein Postfach in dieser Organisation.' },
  'mailbox-not-found': {
    text: 'Niemand in dieser Organisation hat die Adresse {{address}}.',
    hint: 'Geben Sie den Anmeldenamen oder die E-Mail-Adresse einer Person dieser Organisation ein, so wie sie unter Microsoft Entra Admin Center > Benutzer steht.',
  },
  'mailbox-guest': {
    text: '{{name}} ist ein Gast: Das Postfach und damit die Chats gehören einer anderen Organisation.',
    hint: 'Geben Sie ein Mitglied dieser Organisation ein.',
  },
  'mailbox-disabled': {
    text: 'Das Konto von {{name}} ist deaktiviert.',
    hint: 'Geben Sie eine Person ein, die sich anmelden kann, oder aktivieren Sie das Konto unter Microsoft Entra Admin Center > Benutzer.',
  },
  'mailbox-missing': { text: '{{name}} hat kein Postfach, und dort liegen die Chats.', hint: MAILBOX },
  'export-works': { text: 'Der Export funktioniert; eine Nachricht wurde gelesen und gezählt.' },
  'export-works-unread': {
    text: 'Der Export funktioniert; diese Person hatte am letzten Tag keine Nachricht, daher wurde nichts gezählt.',
  },
  'backup-read-people': { text: 'Eine Sicherung konnte Personen und Nachrichten lesen.' },
  'backup-read-messages': { text: 'Eine Sicherung konnte Nachrichten lesen.' },
  'limit-blocks-test': {
    text: 'Ein Test liest eine Nachricht, und das Limit dieses Monats (UTC) ist erreicht.',
    hint: 'Erhöhen Sie zuerst das Limit (ändern Sie auf der Seite „Verbindung“ nur das Limit), und versuchen Sie es dann erneut. Oder warten Sie auf den nächsten Monat (UTC).',
  },
  'test-message-spent': {
    text: 'Ein Verbindungstest darf höchstens eine Nachricht kosten, und die ist gebucht.',
    hint: 'Testen Sie die Verbindung erneut.',
  },

  'not-connected': { text: 'Chatvault ist nicht mit Ihrem Mandanten verbunden.', hint: CONNECT },
  'cost-not-acknowledged': {
    text: 'Es wurde nicht bestätigt, dass Nachrichten Geld kosten können und Sicherungen beim Limit anhalten.',
    hint: 'Aktivieren Sie das Kästchen zu den Kosten, und speichern Sie dann erneut.',
  },
  'connection-test-failed': {
    text: 'Eine Prüfung der Verbindung ist fehlgeschlagen. Es wurde nichts gespeichert.',
    hint: 'Was zu tun ist, steht bei der Prüfung.',
  },
  'connection-in-use': {
    text: 'Eine laufende Sicherung braucht die Verbindung noch.',
    hint: 'Brechen Sie die Sicherung ab, oder warten Sie auf ihr Ende, und trennen Sie die Verbindung dann.',
  },
  'connection-changed': {
    text: 'Jemand hat die Verbindung inzwischen geändert oder getrennt.',
    hint: 'Laden Sie die Seite neu, und sehen Sie sich die Verbindung an.',
  },
  'credential-ambiguous': {
    text: 'Es wurden ein geheimer Clientschlüssel und ein Zertifikat angegeben.',
    hint: 'Geben Sie nur eines davon an.',
  },
  'credential-missing': {
    text: 'Es wurde weder ein geheimer Clientschlüssel noch ein Zertifikat angegeben.',
    hint: 'Geben Sie den geheimen Clientschlüssel ein, oder fügen Sie das Zertifikat mit seinem privaten Schlüssel ein.',
  },
  'no-certificate-made': {
    text: 'Dafür wurde noch kein Zertifikat erstellt.',
    hint: 'Lassen Sie Chatvault zuerst ein Zertifikat erstellen, und fügen Sie seinen öffentlichen Teil der App-Registrierung hinzu.',
  },
  'new-credential-refused': {
    text: 'Der neue Schlüssel oder das neue Zertifikat funktioniert nicht. Der alte bleibt in Gebrauch. {{because}}',
    hint: '{{becauseHint}}',
  },
  'new-credential-not-tested': {
    text: 'Der neue Schlüssel oder das neue Zertifikat ließ sich nicht prüfen. Der alte bleibt in Gebrauch. {{because}}',
    hint: 'Versuchen Sie es in einigen Minuten erneut.',
  },
  'permission-lost': { text: 'Mit dem neuen Schlüssel oder Zertifikat fehlt: {{names}}.', hint: SAME_APP },
  'permissions-kept': {
    text: 'Mit dem neuen Schlüssel oder Zertifikat gelten dieselben Berechtigungen wie mit dem alten.',
  },

  'secret-valid': {
    text_one: 'Der geheime Clientschlüssel gilt noch {{n}} Tag.',
    text_other: 'Der geheime Clientschlüssel gilt noch {{n}} Tage.',
  },
  'secret-expires': {
    text_one: 'Der geheime Clientschlüssel läuft in {{n}} Tag ab',
    text_other: 'Der geheime Clientschlüssel läuft in {{n}} Tagen ab',
    hint: `Planen Sie den Ersatz ein. ${REPLACE}`,
  },
  'secret-expires-this-month': {
    text_one: 'Der geheime Clientschlüssel läuft in {{n}} Tag ab',
    text_other: 'Der geheime Clientschlüssel läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das in diesem Monat. ${REPLACE}`,
  },
  'secret-expires-soon': {
    text_one: 'Der geheime Clientschlüssel läuft in {{n}} Tag ab',
    text_other: 'Der geheime Clientschlüssel läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das in dieser Woche. ${REPLACE} ${STOP}`,
  },
  'secret-expires-now': {
    text_one: 'Der geheime Clientschlüssel läuft in {{n}} Tag ab',
    text_other: 'Der geheime Clientschlüssel läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das heute. ${REPLACE} ${STOP}`,
  },
  'secret-expires-tomorrow': {
    text: 'Der geheime Clientschlüssel läuft morgen ab',
    hint: `Erledigen Sie das heute. ${REPLACE} ${STOP}`,
  },
  'secret-expires-today': {
    text: 'Der geheime Clientschlüssel läuft heute ab',
    hint: `Erledigen Sie das heute. ${REPLACE} ${STOP}`,
  },
  'secret-expired': {
    text: 'Der geheime Clientschlüssel ist abgelaufen',
    hint: `Es wird nicht mehr gesichert. ${REPLACE}`,
  },
  'secret-end-unknown': {
    text: 'Wann der geheime Clientschlüssel abläuft, ist nicht bekannt. Chatvault kann daher nicht rechtzeitig warnen.',
    hint: LOOK_UP,
  },
  'certificate-valid': {
    text_one: 'Das Zertifikat gilt noch {{n}} Tag.',
    text_other: 'Das Zertifikat gilt noch {{n}} Tage.',
  },
  'certificate-expires': {
    text_one: 'Das Zertifikat läuft in {{n}} Tag ab',
    text_other: 'Das Zertifikat läuft in {{n}} Tagen ab',
    hint: `Planen Sie den Ersatz ein. ${REPLACE_IT}`,
  },
  'certificate-expires-this-month': {
    text_one: 'Das Zertifikat läuft in {{n}} Tag ab',
    text_other: 'Das Zertifikat läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das in diesem Monat. ${REPLACE_IT}`,
  },
  'certificate-expires-soon': {
    text_one: 'Das Zertifikat läuft in {{n}} Tag ab',
    text_other: 'Das Zertifikat läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das in dieser Woche. ${REPLACE_IT} ${STOP}`,
  },
  'certificate-expires-now': {
    text_one: 'Das Zertifikat läuft in {{n}} Tag ab',
    text_other: 'Das Zertifikat läuft in {{n}} Tagen ab',
    hint: `Erledigen Sie das heute. ${REPLACE_IT} ${STOP}`,
  },
  'certificate-expires-tomorrow': {
    text: 'Das Zertifikat läuft morgen ab',
    hint: `Erledigen Sie das heute. ${REPLACE_IT} ${STOP}`,
  },
  'certificate-expires-today': {
    text: 'Das Zertifikat läuft heute ab',
    hint: `Erledigen Sie das heute. ${REPLACE_IT} ${STOP}`,
  },
  'certificate-expired': {
    text: 'Das Zertifikat ist abgelaufen',
    hint: `Es wird nicht mehr gesichert. ${REPLACE_IT}`,
  },
  'certificate-end-unknown': {
    text: 'Wann das Zertifikat abläuft, ist nicht bekannt. Chatvault kann daher nicht rechtzeitig warnen.',
    hint: LOOK_UP,
  },

  'not-reached': {
    text: 'Das wurde nicht geprüft, weil eine frühere Prüfung fehlgeschlagen ist.',
    hint: 'Lösen Sie zuerst diese, und prüfen Sie dann erneut.',
  },
  'not-in-time': {
    text: 'Das konnte nicht rechtzeitig geprüft werden: Microsoft 365 hat nicht geantwortet oder um Aufschub gebeten.',
    hint: 'Sie müssen nichts tun: Chatvault prüft automatisch wieder. Prüfen Sie die Verbindung selbst, um es früher zu wissen.',
  },
  'backup-reads-now': {
    text: 'Gerade liest eine Sicherung Nachrichten, daher wurde für diese Prüfung keine gelesen.',
    hint: NEXT_CHECK,
  },
  'check-read-already': {
    text: 'Diese Prüfung wurde abgebrochen und wiederholt; eine zweite Nachricht wird dafür nicht gelesen.',
    hint: NEXT_CHECK,
  },
  'backup-read-lately': {
    text: 'Am letzten Tag hat eine Sicherung Nachrichten gelesen, daher wurde für diese Prüfung keine gelesen.',
  },
  'optional-permissions-granted': { text: 'Alle Berechtigungen, die Chatvault nutzen kann, sind erteilt.' },
  'optional-permissions-missing': { text: 'Nicht erteilt und zurzeit nicht nötig: {{names}}.' },
  'group-permission-missing': {
    text: 'Personen sind nach Gruppen ausgewählt, aber die App darf keine Gruppen lesen (GroupMember.Read.All).',
    hint: 'Fügen Sie GroupMember.Read.All als Anwendungsberechtigung hinzu und erteilen Sie die Administratoreinwilligung, oder wählen Sie Personen ohne Gruppen aus.',
  },
  'billing-not-required': {
    text: 'Microsoft verlangt keine Abrechnung, und Nachrichten zählen als nicht berechnet.',
  },
  'billing-counted': {
    text: 'Microsoft verlangt keine Abrechnung. Nachrichten zählen als berechnet, weil das hier so eingestellt ist.',
  },
  'billing-not-linked': {
    text: 'Microsoft verlangt, dass für diese Anwendung die Abrechnung eingerichtet wird.',
    hint: 'Verknüpfen Sie die Anwendung mit einem Azure-Abonnement: Der Schritt „Abrechnung“ der Einrichtung erledigt oder zeigt das.',
  },
  'billing-linked': {
    text: 'Microsoft verlangt, dass für diese Anwendung die Abrechnung eingerichtet wird.',
    hint: 'Die Anwendung ist schon verknüpft. Prüfen Sie, ob das Azure-Abonnement aktiv ist; eine neue Verknüpfung kann einige Minuten brauchen.',
  },
  'clock-right': { text: 'Die Uhr dieses Servers stimmt mit der von Microsoft überein.' },
  'clock-ahead': {
    text: 'Die Uhr dieses Servers geht {{by}} vor, verglichen mit der von Microsoft.',
    hint: CLOCK,
  },
  'clock-behind': {
    text: 'Die Uhr dieses Servers geht {{by}} nach, verglichen mit der von Microsoft.',
    hint: CLOCK,
  },
}
