import type { Translated } from '../../catalogue.ts'
import type { microsoft as english } from '../../en/problems/microsoft.ts'

const APP = 'Microsoft Entra Admin Center > App-Registrierungen > Ihre App'
const SECRETS = `${APP} > Zertifikate & Geheimnisse`
const GRANT = `Wählen Sie unter ${APP} > API-Berechtigungen „Administratoreinwilligung erteilen“. Testen Sie die Verbindung dann erneut.`
const PERMIT = `Fügen Sie unter ${APP} > API-Berechtigungen die fehlende Anwendungsberechtigung hinzu, und wählen Sie „Administratoreinwilligung erteilen“. Testen Sie die Verbindung dann erneut.`
const BILLING =
  'Microsofts Teams-APIs brauchen seit dem 25. August 2025 keine Abrechnungsverknüpfung mehr. Legen Sie im Azure-Portal ein Konto vom Typ Microsoft.GraphServices für diese Anwendungs-ID in einem aktiven Abonnement an, oder fragen Sie den Microsoft-Support, warum diese Anwendung noch berechnet wird.'
const NOTHING = 'Sie müssen nichts tun: Chatvault versucht es automatisch erneut.'
const ADMIN = 'Bitten Sie die Person, die Chatvault für Sie betreibt,'
const REPORT = 'Melden Sie das dem Hersteller von Chatvault.'

const otherCloud = {
  text: 'Die Organisation liegt in einer anderen Microsoft-Cloud.',
  hint: `${ADMIN} M365_CLOUD auf gcc-high, dod oder china zu setzen.`,
}
const otherCertificate = {
  text: 'Die Anwendung kennt das Zertifikat nicht, oder der Schlüssel passt nicht dazu.',
  hint: `Laden Sie den öffentlichen Teil dieses Zertifikats unter ${SECRETS} > Zertifikate hoch, oder fügen Sie das PEM eines dort aufgeführten ein.`,
}

export const microsoft: Translated<typeof english> = {
  AADSTS7000215: {
    text: 'Der geheime Clientschlüssel ist falsch.',
    hint: `Kopieren Sie den Wert des Schlüssels, nicht seine ID, aus ${SECRETS}. Er wird nur einmal angezeigt: Ist er verdeckt, erstellen Sie einen neuen. Ein neuer Schlüssel kann eine Minute brauchen, bis er gilt.`,
  },
  'secret-id-pasted': {
    text: 'Das ist die ID eines geheimen Clientschlüssels, nicht der Schlüssel selbst.',
    hint: `Kopieren Sie unter ${SECRETS} die Spalte „Wert“, nicht „Geheime ID“. Der Wert ist nur direkt nach dem Erstellen sichtbar: Ist er verdeckt, wählen Sie „Neuer geheimer Clientschlüssel“.`,
  },
  AADSTS7000222: {
    text: 'Der geheime Clientschlüssel ist abgelaufen.',
    hint: `Erstellen Sie unter ${SECRETS} einen neuen, und fügen Sie seinen Wert hier ein.`,
  },
  AADSTS7000218: {
    text: 'Microsoft Entra hat weder einen geheimen Clientschlüssel noch ein Zertifikat erhalten.',
    hint: 'Fügen Sie einen geheimen Clientschlüssel oder ein Zertifikat ein.',
  },
  AADSTS700027: otherCertificate,
  AADSTS50012: otherCertificate,
  AADSTS700016: {
    text: 'Ihre Organisation kennt diese Anwendung nicht.',
    hint: `Prüfen Sie die Anwendungs-ID (Client) unter ${APP} > Übersicht und ob die App in dieser Organisation registriert oder zugelassen wurde.`,
  },
  AADSTS7000229: {
    text: 'Die Anwendung gibt es, aber sie wurde Ihrer Organisation noch nicht hinzugefügt.',
    hint: GRANT,
  },
  AADSTS90002: {
    text: 'Microsoft kennt diese Organisation in dieser Cloud nicht.',
    hint: 'Prüfen Sie die Verzeichnis-ID (Mandant). Bei einem US-Behörden- oder 21Vianet-Mandanten muss die Person, die Chatvault betreibt, M365_CLOUD setzen.',
  },
  AADSTS900023: {
    text: 'Die Mandanten-ID ist weder eine GUID noch eine Domäne.',
    hint: 'Prüfen Sie die Verzeichnis-ID (Mandant) unter Microsoft Entra Admin Center > Übersicht.',
  },
  AADSTS70011: {
    text: 'Microsoft Entra nimmt den angeforderten Bereich nicht an.',
    hint: `${ADMIN} M365_CLOUD und GRAPH_URL zu prüfen.`,
  },
  AADSTS900144: {
    text: 'Ein notwendiger Teil der Tokenanforderung fehlt.',
    hint: 'Prüfen Sie, ob alle Felder ausgefüllt sind.',
  },
  AADSTS500011: {
    text: 'Microsoft Graph ist in dieser Organisation oder Cloud nicht verfügbar.',
    hint: `${ADMIN} M365_CLOUD zu prüfen.`,
  },
  AADSTS65001: { text: 'Kein Administrator hat in die Anwendung eingewilligt.', hint: GRANT },
  AADSTS65004: { text: 'Der Administrator hat die Einwilligung abgelehnt.', hint: GRANT },
  AADSTS650053: {
    text: 'Die App fordert eine Berechtigung an, die es so nicht gibt.',
    hint: `Fügen Sie unter ${APP} > API-Berechtigungen Chat.Read.All und User.Read.All als Anwendungsberechtigungen hinzu, nicht als delegierte.`,
  },
  AADSTS90038: otherCloud,
  AADSTS900382: otherCloud,
  AADSTS900432: otherCloud,
  AADSTS53003: {
    text: 'Eine Richtlinie für bedingten Zugriff für Workloadidentitäten blockiert die Anwendung.',
    hint: 'Lassen Sie diese Anwendung unter Microsoft Entra Admin Center > Bedingter Zugriff von der Adresse dieses Servers aus zu.',
  },
  AADSTS7000112: {
    text: 'Die Anwendung ist in Ihrer Organisation deaktiviert.',
    hint: 'Setzen Sie unter Microsoft Entra Admin Center > Unternehmensanwendungen > Ihre App > Eigenschaften „Aktiviert für die Benutzeranmeldung“ auf „Ja“.',
  },
  'entra-refused': {
    text: 'Microsoft Entra hat die Anmeldung der Anwendung abgelehnt.',
    hint: 'Schlagen Sie den Code unter https://login.microsoftonline.com/error nach, und testen Sie die Verbindung dann erneut.',
  },
  'entra-unavailable': {
    text: 'Microsoft Entra ist vorübergehend nicht verfügbar (Status {{status}}).',
    hint: NOTHING,
  },
  'credential-spreading': {
    text: 'Microsoft Entra kennt den neuen Schlüssel oder das neue Zertifikat noch nicht überall.',
    hint: `${NOTHING} Das kann zwei Minuten dauern.`,
  },
  'token-request': {
    text: 'Chatvault hat kein Zugriffstoken bekommen.',
    hint: 'Prüfen Sie die Anwendungs-ID, den Mandanten und den geheimen Clientschlüssel oder das Zertifikat.',
  },
  'bad-certificate': {
    text: 'Das Zertifikat lässt sich nicht lesen.',
    hint: 'Fügen Sie einen PEM-Text mit beiden Blöcken ein: BEGIN CERTIFICATE und ein unverschlüsselter BEGIN PRIVATE KEY.',
  },

  'request-not-understood': {
    text: 'Microsoft 365 hat die Anforderung nicht verstanden.',
    hint: 'Das ist wahrscheinlich ein Fehler von Chatvault oder eine Änderung bei Microsoft. Melden Sie es mit dem Code.',
  },
  'teams-switched-off': {
    text: 'Teams ist in dieser Organisation abgeschaltet.',
    hint: 'Erlauben Sie im Microsoft Entra Admin Center > Unternehmensanwendungen bei „Microsoft Teams Services“ die Anmeldung wieder. Am Schlüssel oder Zertifikat von Chatvault liegt es nicht.',
  },
  'access-token-refused': {
    text: 'Microsoft 365 hat das Zugriffstoken nicht angenommen.',
    hint: `Testen Sie die Verbindung. Passiert das öfter, prüfen Sie unter ${APP}, ob es die Anwendung noch gibt und ihr Schlüssel oder Zertifikat gültig ist.`,
  },
  'evaluation-used-up': {
    text: 'Das Testkontingent von Microsoft mit 500 Nachrichten im Monat ist aufgebraucht.',
    hint: BILLING,
  },
  'communications-dlp-required': {
    text: 'Microsoft verlangt für diese Person eine Lizenz mit Communications DLP.',
    hint: BILLING,
  },
  'billing-required': {
    text: 'Microsoft verlangt, dass für diese Anwendung eine Abrechnung eingerichtet wird.',
    hint: BILLING,
  },
  'chat-of-other-organization': {
    text: 'Der Chat gehört einer anderen Organisation.',
    hint: 'Microsoft lässt das nur die Organisation lesen, der er gehört. Die Nachrichten selbst sind gesichert.',
  },
  'directory-refused': { text: 'Die Anwendung darf das Verzeichnis nicht lesen.', hint: PERMIT },
  'permission-not-granted': {
    text: 'Der Anwendung fehlt eine Berechtigung, die ein Administrator erteilen muss.',
    hint: PERMIT,
  },
  'person-without-license': {
    text: 'Diese Person hat keine Teams-Lizenz.',
    hint: 'Weisen Sie im Microsoft 365 Admin Center eine Lizenz mit Teams zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  'access-refused': {
    text: 'Microsoft 365 hat den Zugriff verweigert.',
    hint: `Der Grund steht in den Worten von Microsoft. Nennen sie eine Berechtigung, fügen Sie sie unter ${APP} > API-Berechtigungen hinzu, und wählen Sie „Administratoreinwilligung erteilen“; sonst sehen Sie nach, welche Richtlinie Ihrer Organisation das betrifft.`,
  },
  'application-not-known': {
    text: 'Microsoft 365 kennt die Anwendung in dieser Organisation nicht.',
    hint: 'Sehen Sie im Microsoft Entra Admin Center > Unternehmensanwendungen nach, ob es die App noch gibt und sie aktiviert ist. Fehlt sie, erteilen Sie die Administratoreinwilligung erneut.',
  },
  'conditional-access-blocks': {
    text: 'Eine Richtlinie für bedingten Zugriff lässt die Anwendung von hier aus nicht zu.',
    hint: 'Sehen Sie im Microsoft Entra Admin Center > Bedingter Zugriff die Richtlinien für Workloadidentitäten an: Sie müssen die Adresse dieses Servers zulassen. Am Schlüssel oder Zertifikat von Chatvault liegt es nicht.',
  },
  'answer-not-microsofts': {
    text: 'Die Antwort stammt nicht von Microsoft, sondern von etwas auf dem Weg dorthin.',
    hint: 'Prüfen Sie Proxy und Firewall dieses Servers und, falls gesetzt, GRAPH_URL. Chatvault versucht es automatisch erneut.',
  },
  'mailbox-inactive': {
    text: 'Das Postfach dieser Person ist inaktiv oder liegt nicht in Exchange Online.',
    hint: 'Weisen Sie im Microsoft 365 Admin Center eine Lizenz mit Exchange Online zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  'id-unknown': {
    text: 'Bei Microsoft 365 gibt es nichts mit dieser ID.',
    hint: 'Prüfen Sie die ID: In Microsoft Entra heißt sie Objekt-ID.',
  },
  'person-unknown': {
    text: 'Microsoft 365 kennt diese Person nicht, oder sie hat kein Postfach.',
    hint: 'Prüfen Sie im Microsoft 365 Admin Center, ob es die Person noch gibt und ob sie ein Postfach und eine Teams-Lizenz hat.',
  },
  'mailbox-not-exportable': {
    text: 'Diese Person hat kein Postfach, aus dem Microsoft 365 Chats exportieren kann.',
    hint: 'Geben Sie eine Person mit Exchange Online-Postfach und Teams-Lizenz ein, oder weisen Sie beides im Microsoft 365 Admin Center zu.',
  },
  'not-at-microsoft': {
    text: 'Bei Microsoft 365 ist das nicht vorhanden.',
    hint: 'Vielleicht wurde es gelöscht. Sie müssen nichts tun.',
  },
  'place-expired': {
    text: 'Die Stelle, an der das Lesen angehalten hat, gilt nicht mehr.',
    hint: 'Sie müssen nichts tun: Chatvault liest diesen Zeitraum von vorn.',
  },
  'application-permission-required': {
    text: 'Das Zugriffstoken ist von der falschen Art: Exporte brauchen eine Anwendungsberechtigung.',
    hint: `Fügen Sie unter ${APP} > API-Berechtigungen Chat.Read.All als Anwendungsberechtigung hinzu, nicht als delegierte.`,
  },
  'microsoft-throttles': { text: 'Microsoft 365 begrenzt, wie schnell Chatvault lesen kann.', hint: NOTHING },
  'microsoft-failed': { text: 'Bei Microsoft 365 ist ein Fehler aufgetreten.', hint: NOTHING },
  'gateway-lost-answer': { text: 'Die Antwort ging bei Microsoft unterwegs verloren.', hint: NOTHING },
  'microsoft-unavailable-briefly': {
    text: 'Microsoft 365 ist vorübergehend nicht verfügbar.',
    hint: NOTHING,
  },
  'microsoft-answered-late': { text: 'Microsoft 365 hat nicht rechtzeitig geantwortet.', hint: NOTHING },
  'microsoft-answered': {
    text: 'Microsoft 365 hat mit Status {{status}} geantwortet.',
    hint: 'Passiert das öfter, melden Sie es mit dem Code.',
  },

  'microsoft-unreachable': {
    text: '{{service}} ist nicht erreichbar.',
    hint: 'Prüfen Sie, ob dieser Server Microsoft 365 über HTTPS erreichen darf (Proxy, Firewall, Zertifikate).',
  },
  'microsoft-connection-broken': {
    text: 'Die Verbindung zu {{service}} ist abgebrochen.',
    hint: NOTHING,
  },
  'microsoft-timeout': { text: '{{service}} hat nicht rechtzeitig geantwortet.', hint: NOTHING },
  'microsoft-answer-cut': { text: 'Die Antwort von {{service}} kam nicht vollständig an.', hint: NOTHING },
  'microsoft-answer-too-large': {
    text: 'Die Antwort von {{service}} ist zu groß.',
    hint: 'Melden Sie es mit dem Code.',
  },
  'microsoft-unavailable': {
    text: 'Microsoft 365 antwortet nicht.',
    hint: 'Es ist nichts verloren. Sehen Sie im Microsoft 365 Admin Center nach dem Dienststatus, und starten Sie die Sicherung dann erneut.',
  },
  'microsoft-asks-to-wait': {
    text: 'Microsoft 365 hat Chatvault um eine Pause gebeten. Was gelesen ist, bleibt erhalten.',
    hint: 'Sie müssen nichts tun: Chatvault macht danach automatisch weiter. Wenn Sie auf eine Antwort warten, versuchen Sie es später erneut.',
  },
  'microsoft-asks-to-wait-until': {
    text: 'Microsoft 365 hat Chatvault um eine Pause bis {{until}} gebeten. Was gelesen ist, bleibt erhalten.',
    hint: 'Sie müssen nichts tun: Die Sicherung geht danach automatisch weiter.',
  },
  'foreign-link': {
    text: 'Der Link zur nächsten Seite führt nicht zu Microsoft 365.',
    hint: 'Dorthin wurde kein Token gesendet. Wenn ein Proxy die Adressen zwischen hier und Microsoft umschreibt, muss GRAPH_URL auf seine Adresse gesetzt werden.',
  },
  'bad-root': {
    text: 'Eine Adresse in den Einstellungen des Servers ist keine HTTPS-Adresse ohne Abfrage.',
    hint: `${ADMIN} sie zu korrigieren.`,
  },
  'export-loop': {
    text: 'Microsoft 365 hat immer wieder dieselben Nachrichten geliefert.',
    hint: 'Das Lesen dieser Person wurde beendet, damit keine Nachricht mehrfach bezahlt wird. Was gelesen ist, bleibt erhalten. Wenn die nächste Sicherung dasselbe meldet, melden Sie es Microsoft.',
  },
  'list-loop': {
    text: 'Microsoft 365 hat zweimal denselben Link zur nächsten Seite geliefert.',
    hint: 'Sie müssen nichts tun: Die nächste Sicherung liest die Liste erneut. Passiert das öfter, melden Sie es.',
  },
  'more-than-asked': {
    text: 'Microsoft 365 hat mehr Nachrichten geliefert, als angefordert waren.',
    hint: `Alle sind gezählt. Das Lesen dieser Person wurde beendet, damit das Limit hält. ${REPORT}`,
  },
  'usage-report-unreadable': {
    text: 'Der Nutzungsbericht von Microsoft lässt sich nicht lesen.',
    hint: 'Sie müssen nichts tun: Limits werden solange nach veröffentlichten Durchschnittswerten vorgeschlagen.',
  },
}
