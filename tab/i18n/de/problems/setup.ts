import type { Translated } from '../../catalogue.ts'
import type { setup as english } from '../../en/problems/setup.ts'

const REGISTRATIONS = 'Microsoft Entra Admin Center > App-Registrierungen'
const PERMISSIONS = `${REGISTRATIONS} > Ihre App > API-Berechtigungen`
const GRANT = `Wählen Sie unter ${PERMISSIONS} als globaler Administrator oder Administrator für privilegierte Rollen „Administratoreinwilligung erteilen“.`

export const setup: Translated<typeof english> = {
  'setup-begun': { text: 'Die Einrichtung hat begonnen.' },
  'application-known': { text: 'Ihre Organisation kennt die Anwendung.' },
  'application-unknown': {
    text: 'Ihre Organisation kennt diese Anwendung nicht.',
    hint: `Kopieren Sie die Anwendungs-ID (Client) noch einmal aus ${REGISTRATIONS} > Ihre App > Übersicht. Die Verzeichnis-ID (Mandant) dort muss {{tenant}} sein: Ist sie eine andere, wurde die App in einer anderen Organisation registriert. Eine neue Registrierung kann eine Minute brauchen.`,
  },
  'application-id-missing': {
    text: 'Es ist noch keine Anwendungs-ID bekannt.',
    hint: `Registrieren Sie die App unter ${REGISTRATIONS}, und geben Sie dann ihre Anwendungs-ID (Client) ein.`,
  },
  'application-not-named': {
    text: 'Es ist keine Anwendung angegeben und keine Verbindung gespeichert.',
    hint: 'Geben Sie zuerst auf der Seite „Verbindung“ die Anwendungs-ID ein.',
  },
  'tenant-id-pasted': {
    text: 'Das ist die Verzeichnis-ID (Mandant) Ihrer Organisation, nicht die ID der Anwendung.',
    hint: 'Kopieren Sie die „Anwendungs-ID (Client)“. Sie steht auf der Übersicht der App-Registrierung über der Verzeichnis-ID.',
  },
  'secret-accepted': { text: 'Microsoft Entra hat den geheimen Clientschlüssel angenommen.' },
  'certificate-accepted': { text: 'Microsoft Entra hat das Zertifikat angenommen.' },
  'no-credential-yet': {
    text: 'Es gibt noch weder einen geheimen Clientschlüssel noch ein Zertifikat.',
    hint: 'Erstellen Sie einen geheimen Clientschlüssel und fügen Sie seinen Wert ein, oder lassen Sie Chatvault ein Zertifikat erstellen.',
  },
  'credential-waits-for-consent': {
    text: 'Microsoft Entra prüft den Schlüssel oder das Zertifikat erst, wenn ein Administrator eingewilligt hat.',
    hint: 'Erteilen Sie die Administratoreinwilligung, und prüfen Sie dann erneut.',
  },
  'application-permissions-present': {
    text: 'Alle Berechtigungen sind da, und zwar als Anwendungsberechtigungen.',
  },
  'permission-not-added': {
    text: 'Der App fehlt als Anwendungsberechtigung: {{names}}.',
    hint: `Sehen Sie unter ${PERMISSIONS} in die Spalte „Typ“: Dort muss „Anwendung“ stehen, nicht „Delegiert“. Fügen Sie die fehlenden unter Microsoft Graph > Anwendungsberechtigungen hinzu, und erteilen Sie die Administratoreinwilligung erneut.`,
  },
  'delegated-permissions': {
    text: 'Ein Administrator hat eingewilligt, aber die App hat keine Anwendungsberechtigung.',
    hint: `Unter ${PERMISSIONS} steht in der Spalte „Typ“ vermutlich „Delegiert“. Fügen Sie die Berechtigungen noch einmal unter Microsoft Graph > Anwendungsberechtigungen hinzu, und erteilen Sie dann die Administratoreinwilligung. Direkt nach der Einwilligung kann es eine Minute dauern, bis sie zu sehen ist.`,
  },
  'wider-permission-missing': {
    text: 'Der App fehlt Chat.ReadWrite.All. Sicherungen gehen auch ohne.',
    hint: 'Wählen Sie „Nur die nötigen“, um ohne sie weiterzumachen. Oder fügen Sie sie als Anwendungsberechtigung hinzu, und erteilen Sie die Administratoreinwilligung erneut.',
  },
  'consent-complete': {
    text: 'Ein Administrator hat eingewilligt: Microsoft bestätigt alle Berechtigungen.',
  },
  'consent-missing': {
    text: 'Die Einwilligung in Anwendungsberechtigungen fehlt, daher darf die App nichts.',
    hint: `Unter ${PERMISSIONS} muss in der Spalte „Typ“ „Anwendung“ stehen: Eine Einwilligung in delegierte Berechtigungen ist hier nicht zu sehen. ${GRANT} Es kann eine Minute dauern, bis das zu sehen ist.`,
  },
  'consent-incomplete': {
    text: 'Die Einwilligung umfasst nicht: {{names}}.',
    hint: `Eine Berechtigung, die nach der Einwilligung hinzukam, braucht eine neue. ${GRANT}`,
  },
  'billing-not-asked': {
    text: 'Microsoft hat die App lesen lassen und keine Abrechnung verlangt. Es ist nichts zu tun.',
  },
  'no-mailbox-to-try': {
    text: 'Chatvault hat niemanden gefunden, an dessen Chats sich prüfen lässt, ob Microsoft eine Abrechnung verlangt.',
    hint: 'Geben Sie ein Testpostfach an: eine Person mit Exchange Online-Postfach und Teams-Lizenz.',
  },
  'connection-saved': {
    text: 'Die Verbindung ist gespeichert, und ihr letzter Test war erfolgreich.',
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
  'waits-for-permissions': {
    text: 'Ob Microsoft eine Abrechnung verlangt, zeigt sich, sobald die App Nachrichten lesen darf.',
    hint: 'Schließen Sie zuerst Berechtigungen und Einwilligung ab.',
  },
  'microsoft-not-reached': {
    text: 'Chatvault konnte bei Microsoft nicht nachfragen. {{because}}',
    hint: 'Dafür müssen Sie nichts ändern. Prüfen Sie in einigen Minuten erneut.',
  },
  'still-asking': {
    text: 'Microsoft Entra hat noch nicht geantwortet.',
    hint: 'Prüfen Sie in einer Minute erneut.',
  },
}
