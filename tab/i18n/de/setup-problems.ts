import type { Cause, ServerWords } from '../server-words.ts'

const REGISTRATIONS = 'Microsoft Entra Admin Center > App-Registrierungen'
const PERMISSIONS = `${REGISTRATIONS} > Ihre App > API-Berechtigungen`
const CONSENT = `Wählen Sie unter ${PERMISSIONS} als globaler Administrator oder Administrator für privilegierte Rollen „Administratoreinwilligung erteilen“.`
const REPLACE =
  'Ersetzen Sie auf der Seite „Verbindung“ den Schlüssel oder das Zertifikat. Was bisher gilt, bleibt in Gebrauch, bis das Neue funktioniert.'
const SEE = 'Öffnen Sie die Seite „Verbindung“, und prüfen Sie die Verbindung, um zu sehen, was zu tun ist.'

const NEXT_LOOK =
  'Sie müssen nichts tun: Die nächste Prüfung fragt wieder nach. Prüfen Sie die Verbindung selbst, um es jetzt zu wissen.'
const SECRET = 'Der geheime Clientschlüssel'
const CERTIFICATE = 'Das Zertifikat'
const ENDING = 'Der geheime Clientschlüssel oder das Zertifikat läuft ab'
const STOPS = 'Danach wird nicht mehr gesichert.'

/** The same end is told more urgently the nearer it is: what to do first is how the server's advice begins. */
const ADVICE = [
  ['Plan the replacement', `Planen Sie den Ersatz ein. ${REPLACE}`],
  ['Do it this month', `Erledigen Sie das in diesem Monat. ${REPLACE}`],
  ['Do it this week', `Erledigen Sie das in dieser Woche. ${REPLACE} ${STOPS}`],
  ['Do it today', `Erledigen Sie das heute. ${REPLACE} ${STOPS}`],
  ['Backups have stopped', `Es wird nicht mehr gesichert. ${REPLACE}`],
] as const

const ENDS = [
  ['expires in (?<n>\\d+) days', 'läuft in {{n}} Tagen ab'],
  ['expires tomorrow', 'läuft morgen ab'],
  ['expires today', 'läuft heute ab'],
  ['has expired', 'ist abgelaufen'],
] as const

const ends: readonly Cause[] = ADVICE.flatMap(([advice, hint]) =>
  ENDS.flatMap(([end, ending]) => [
    { says: new RegExp(`^The client secret ${end}\\.? ${advice}`), text: `${SECRET} ${ending}`, hint },
    { says: new RegExp(`^The certificate ${end}\\.? ${advice}`), text: `${CERTIFICATE} ${ending}`, hint },
  ]),
)

/** What the server says while the connection is set up and looked after: told apart by its words. */
export const setupOccasions: readonly Cause[] = [
  { says: /^Your organization knows the application\./, text: 'Ihre Organisation kennt die Anwendung.' },
  {
    says: /^Your organization does not know this application\. .*must be (?<tenant>[0-9a-f-]{36})/,
    text: 'Ihre Organisation kennt diese Anwendung nicht.',
    hint: `Kopieren Sie die Anwendungs-ID (Client) noch einmal aus ${REGISTRATIONS} > Ihre App > Übersicht. Die Verzeichnis-ID (Mandant) dort muss {{tenant}} sein: Ist sie eine andere, wurde die App in einer anderen Organisation registriert. Eine neue Registrierung kann eine Minute brauchen.`,
  },
  {
    says: /^Microsoft Entra accepted the client secret/,
    text: 'Microsoft Entra hat den geheimen Clientschlüssel angenommen.',
  },
  {
    says: /^Microsoft Entra accepted the certificate/,
    text: 'Microsoft Entra hat das Zertifikat angenommen.',
  },
  {
    says: /^All permissions are there/,
    text: 'Alle Berechtigungen sind da, und zwar als Anwendungsberechtigungen.',
  },
  {
    says: /^The app does not have (?<names>.+) as an application permission/,
    text: 'Der App fehlt als Anwendungsberechtigung: {{names}}.',
    hint: `Sehen Sie unter ${PERMISSIONS} in die Spalte „Typ“: Dort muss „Anwendung“ stehen, nicht „Delegiert“. Fügen Sie die fehlenden unter Microsoft Graph > Anwendungsberechtigungen hinzu, und erteilen Sie die Administratoreinwilligung erneut.`,
  },
  {
    says: /^An admin consented: a token holds every permission/,
    text: 'Ein Administrator hat eingewilligt: Microsoft bestätigt alle Berechtigungen.',
  },
  {
    says: /^Consent does not cover (?<names>.+)\. A permission/,
    text: 'Die Einwilligung umfasst nicht: {{names}}.',
    hint: `Eine Berechtigung, die nach der Einwilligung hinzukam, braucht eine neue. ${CONSENT}`,
  },
  {
    says: /^Microsoft answered an export and asked for no billing/,
    text: 'Microsoft hat die App lesen lassen und keine Abrechnung verlangt. Es ist nichts zu tun.',
  },
  { says: /^The setup has begun/, text: 'Die Einrichtung hat begonnen.' },
  {
    says: /^The connection is saved, and its last test went well/,
    text: 'Die Verbindung ist gespeichert, und ihr letzter Test war erfolgreich.',
  },
  {
    says: /^A backup read messages in the last day/,
    text: 'Am letzten Tag hat eine Sicherung Nachrichten gelesen, daher wurde für diese Prüfung keine gelesen.',
  },
  {
    says: /^Every permission that Chatvault can use is granted/,
    text: 'Alle Berechtigungen, die Chatvault nutzen kann, sind erteilt.',
  },
  {
    says: /^Not granted, and not needed now: (?<names>.+)\.$/,
    text: 'Nicht erteilt und zurzeit nicht nötig: {{names}}.',
  },
  {
    says: /^Microsoft asks for no billing\. Messages are counted as charged/,
    text: 'Microsoft verlangt keine Abrechnung. Nachrichten zählen als berechnet, weil das hier so eingestellt ist.',
  },
  {
    says: /^Microsoft asks for no billing/,
    text: 'Microsoft verlangt keine Abrechnung, und Nachrichten zählen als nicht berechnet.',
  },
  {
    says: /^Microsoft asks for billing to be set up for this application\. Associate/,
    text: 'Microsoft verlangt, dass für diese Anwendung die Abrechnung eingerichtet wird.',
    hint: 'Verknüpfen Sie die Anwendung mit einem Azure-Abonnement: Der Schritt „Abrechnung“ der Einrichtung erledigt oder zeigt das.',
  },
  {
    says: /^Microsoft asks for billing to be set up for this application\. The application is associated/,
    text: 'Microsoft verlangt, dass für diese Anwendung die Abrechnung eingerichtet wird.',
    hint: 'Die Anwendung ist schon verknüpft. Prüfen Sie, ob das Azure-Abonnement aktiv ist; eine neue Verknüpfung kann einige Minuten brauchen.',
  },
  ...ends,
  {
    says: /^Rights of (?<who>.+) are still lent A setup/,
    text: 'Von {{who}} überlassene Rechte bestehen noch',
    hint: 'Eine Einrichtung wurde abgebrochen, bevor sie sie zurückgab. Melden Sie sich dort noch einmal an, und geben Sie sie zurück.',
  },
  {
    says: /^A backup is reading messages now/,
    text: 'Gerade liest eine Sicherung Nachrichten, daher wurde für diese Prüfung keine gelesen.',
    hint: NEXT_LOOK,
  },
  {
    says: /^This look was cut off and made again/,
    text: 'Diese Prüfung wurde abgebrochen und wiederholt; eine zweite Nachricht wird dafür nicht gelesen.',
    hint: NEXT_LOOK,
  },
  {
    says: /^A backup could read people and messages/,
    text: 'Eine Sicherung konnte Personen und Nachrichten lesen.',
  },
  { says: /^A backup could read messages/, text: 'Eine Sicherung konnte Nachrichten lesen.' },
  {
    says: /^The client secret lasts (?<n>\d+) more days?/,
    text: 'Der geheime Clientschlüssel gilt noch {{n}} Tage.',
  },
  { says: /^The certificate lasts (?<n>\d+) more days?/, text: 'Das Zertifikat gilt noch {{n}} Tage.' },
  {
    says: /^The new credential gets the same permissions/,
    text: 'Mit dem neuen Schlüssel oder Zertifikat gelten dieselben Berechtigungen wie mit dem alten.',
  },
  {
    says: /^The new credential does not get (?<names>.+)\. Make/,
    text: 'Mit dem neuen Schlüssel oder Zertifikat fehlt: {{names}}.',
    hint: 'Prüfen Sie, ob das Neue derselben App hinzugefügt wurde und ob die Administratoreinwilligung noch erteilt ist.',
  },
]

/** And by code. */
export const setupCodes: ServerWords['codes'] = {
  'application-id-missing': {
    text: 'Es ist noch keine Anwendungs-ID bekannt.',
    hint: `Registrieren Sie die App unter ${REGISTRATIONS}, und geben Sie dann ihre Anwendungs-ID (Client) ein.`,
  },
  'application-unknown': {
    text: 'Ihre Organisation kennt diese Anwendung nicht.',
    hint: `Kopieren Sie die Anwendungs-ID (Client) noch einmal aus ${REGISTRATIONS} > Ihre App > Übersicht.`,
  },
  'no-credential-yet': {
    text: 'Es gibt noch weder einen geheimen Clientschlüssel noch ein Zertifikat.',
    hint: 'Erstellen Sie einen geheimen Clientschlüssel und fügen Sie seinen Wert ein, oder lassen Sie Chatvault ein Zertifikat erstellen.',
  },
  'waits-for-application': {
    text: 'Das lässt sich prüfen, sobald Ihre Organisation die Anwendung kennt.',
    hint: 'Schließen Sie zuerst die Registrierung ab.',
  },
  'waits-for-credential': {
    text: 'Das lässt sich prüfen, sobald Microsoft Entra den Schlüssel oder das Zertifikat annimmt.',
    hint: 'Schließen Sie zuerst den Schritt mit dem Schlüssel ab.',
  },
  'waits-for-consent': {
    text: 'Microsoft zeigt die Berechtigungen einer App erst, wenn ein Administrator eingewilligt hat.',
    hint: 'Fügen Sie die Berechtigungen hinzu, und erteilen Sie dann die Administratoreinwilligung.',
  },
  'credential-waits-for-consent': {
    text: 'Microsoft Entra prüft den Schlüssel oder das Zertifikat erst, wenn ein Administrator eingewilligt hat.',
    hint: 'Erteilen Sie die Administratoreinwilligung, und prüfen Sie dann erneut.',
  },
  'microsoft-not-reached': {
    text: 'Microsoft ließ sich nicht fragen.',
    hint: 'Dafür müssen Sie nichts ändern. Prüfen Sie in einigen Minuten erneut.',
    more: true,
  },
  'waits-for-permissions': {
    text: 'Ob Microsoft eine Abrechnung verlangt, zeigt sich, sobald die App Nachrichten lesen darf.',
    hint: 'Schließen Sie zuerst Berechtigungen und Einwilligung ab.',
  },
  'permission-not-added': {
    text: 'Der App fehlt eine Anwendungsberechtigung.',
    hint: `Fügen Sie sie unter ${PERMISSIONS} als Anwendungsberechtigung hinzu, und erteilen Sie die Administratoreinwilligung erneut.`,
    more: true,
  },
  'delegated-permissions': {
    text: 'Ein Administrator hat eingewilligt, aber die App hat keine Anwendungsberechtigung.',
    hint: `Unter ${PERMISSIONS} steht in der Spalte „Typ“ vermutlich „Delegiert“. Fügen Sie die Berechtigungen noch einmal unter Microsoft Graph > Anwendungsberechtigungen hinzu, und erteilen Sie dann die Administratoreinwilligung. Direkt nach der Einwilligung kann es eine Minute dauern, bis sie zu sehen ist.`,
  },
  'wider-permission-missing': {
    text: 'Der App fehlt Chat.ReadWrite.All. Sicherungen gehen auch ohne.',
    hint: 'Wählen Sie „Nur die nötigen“, um ohne sie weiterzumachen. Oder fügen Sie sie als Anwendungsberechtigung hinzu, und erteilen Sie die Administratoreinwilligung erneut.',
  },
  'consent-missing': {
    text: 'Die Einwilligung in Anwendungsberechtigungen fehlt, daher darf die App nichts.',
    hint: `Unter ${PERMISSIONS} muss in der Spalte „Typ“ „Anwendung“ stehen: Eine Einwilligung in delegierte Berechtigungen ist hier nicht zu sehen. ${CONSENT} Es kann eine Minute dauern, bis das zu sehen ist.`,
  },
  'consent-incomplete': {
    text: 'Die Einwilligung umfasst nicht alle Berechtigungen.',
    hint: `Eine Berechtigung, die nach der Einwilligung hinzukam, braucht eine neue. ${CONSENT}`,
    more: true,
  },
  'no-mailbox-to-try': {
    text: 'Chatvault hat niemanden gefunden, an dessen Chats sich prüfen lässt, ob Microsoft eine Abrechnung verlangt.',
    hint: 'Geben Sie ein Testpostfach an: eine Person mit Exchange Online-Postfach und Teams-Lizenz.',
  },
  'secret-id-pasted': {
    text: 'Das ist die ID eines geheimen Clientschlüssels, nicht der Schlüssel selbst.',
    hint: 'Kopieren Sie die Spalte „Wert“, nicht „Geheime ID“. Der Wert ist nur direkt nach dem Erstellen sichtbar: Ist er verdeckt, erstellen Sie einen neuen geheimen Clientschlüssel.',
  },
  'tenant-id-pasted': {
    text: 'Das ist die Verzeichnis-ID (Mandant) Ihrer Organisation, nicht die ID der Anwendung.',
    hint: 'Kopieren Sie die „Anwendungs-ID (Client)“. Sie steht auf der Übersicht der App-Registrierung über der Verzeichnis-ID.',
  },
  'not-reached': {
    text: 'Das wurde nicht geprüft, weil eine frühere Prüfung fehlgeschlagen ist.',
    hint: 'Lösen Sie zuerst diese, und prüfen Sie dann erneut.',
  },
  'not-asked': { text: 'Danach wurde dieses Mal nicht gefragt.', hint: NEXT_LOOK },
  'not-in-time': {
    text: 'Das konnte nicht rechtzeitig geprüft werden: Microsoft 365 hat nicht geantwortet oder um Aufschub gebeten.',
    hint: 'Sie müssen nichts tun: Chatvault prüft von selbst wieder. Prüfen Sie die Verbindung selbst, um es früher zu wissen.',
  },
  'rights-still-lent': {
    text: 'Überlassene Rechte wurden noch nicht zurückgegeben',
    hint: 'Melden Sie sich in der automatischen Einrichtung noch einmal an, und geben Sie sie zurück.',
  },
  'credential-expires': { text: ENDING, hint: ADVICE[0][1] },
  'credential-expires-this-month': { text: ENDING, hint: ADVICE[1][1] },
  'credential-expires-soon': { text: ENDING, hint: ADVICE[2][1] },
  'credential-expires-now': { text: ENDING, hint: ADVICE[3][1] },
  'credential-expired': {
    text: 'Der geheime Clientschlüssel oder das Zertifikat ist abgelaufen',
    hint: ADVICE[4][1],
  },
  'credential-end-unknown': {
    text: 'Niemand hat angegeben, wann der Schlüssel abläuft. Chatvault kann daher nicht rechtzeitig warnen.',
    hint: 'Sehen Sie in der App-Registrierung unter „Zertifikate & Geheimnisse“ nach, und geben Sie das Datum auf der Seite „Verbindung“ ein.',
  },
  'permission-lost': {
    text: 'Mit dem neuen Schlüssel oder Zertifikat fehlt eine Berechtigung.',
    hint: 'Prüfen Sie, ob das Neue derselben App hinzugefügt wurde und ob die Administratoreinwilligung noch erteilt ist.',
    more: true,
  },
  'no-certificate-made': {
    text: 'Dafür wurde noch kein Zertifikat erstellt.',
    hint: 'Lassen Sie Chatvault zuerst ein Zertifikat erstellen, und fügen Sie seinen öffentlichen Teil der App-Registrierung hinzu.',
  },
  'new-credential-refused': {
    text: 'Der neue Schlüssel oder das neue Zertifikat funktioniert nicht. Der alte bleibt in Gebrauch.',
    hint: 'Was zu tun ist, steht bei der Prüfung.',
    more: true,
  },
  'new-credential-not-tested': {
    text: 'Microsoft ließ sich nicht nach dem neuen Schlüssel oder Zertifikat fragen. Der alte bleibt in Gebrauch.',
    hint: 'Versuchen Sie es in einigen Minuten erneut.',
    more: true,
  },
  'connection-changed': {
    text: 'Jemand hat die Verbindung inzwischen geändert oder getrennt.',
    hint: 'Laden Sie die Seite neu, und sehen Sie sich die Verbindung an.',
  },
  'billing-asked-for': {
    text: 'Microsoft verlangt eine Abrechnung, bevor es Nachrichten herausgibt',
    hint: 'Der Schritt „Abrechnung“ der Einrichtung zeigt, was zu tun ist.',
  },
  'permission-revoked': { text: 'Der App wurde eine Berechtigung entzogen', hint: SEE },
  'credential-gone': {
    text: 'Der geheime Clientschlüssel oder das Zertifikat der App funktioniert nicht mehr',
    hint: REPLACE,
  },
  'application-gone': { text: 'Die App wurde in Ihrer Organisation entfernt oder deaktiviert', hint: SEE },
}
