import type { Translated } from '../../catalogue.ts'
import type { server as english, titles as englishTitles } from '../../en/problems/server.ts'

const SIGN_IN = 'Melden Sie sich neu an.'
const ADMIN = 'Bitten Sie die Person, die Chatvault für Sie betreibt,'
const LOG = 'Der Grund steht im Protokoll des Servers.'

export const titles: Translated<typeof englishTitles> = {
  400: 'Die Anforderung wurde nicht verstanden',
  401: 'Melden Sie sich an, um fortzufahren',
  402: 'Der Dienst verlangt eine Bezahlung',
  403: 'Nicht erlaubt',
  404: 'Nicht gefunden',
  405: 'Hier nicht möglich',
  409: 'Jetzt nicht möglich',
  410: 'Nicht mehr vorhanden',
  413: 'Zu groß',
  415: 'Kein JSON',
  416: 'Außerhalb der Datei',
  422: 'Nicht angenommen',
  429: 'Zu viele Anforderungen',
  500: 'In Chatvault ist ein Fehler aufgetreten',
  502: 'Microsoft 365 hat nicht wie erwartet geantwortet',
  503: 'Zurzeit nicht verfügbar',
}

export const unknown = 'Der Server meldet:'

export const server: Translated<typeof english> = {
  // Where alerts go
  'alert-email-invalid': {
    text: 'Das ist keine E-Mail-Adresse.',
    hint: 'Geben Sie eine Adresse ein, zum Beispiel it@contoso.com.',
  },
  'alert-email-not-possible': {
    text: 'Dieser Chatvault-Server kann keine E-Mails senden, und es gibt keine Verbindung zu Microsoft 365, über die sie gesendet werden könnten.',
    hint: 'Verbinden Sie zuerst Microsoft 365, bitten Sie den Administrator Ihres Chatvault-Servers, SMTP_URL festzulegen, oder wählen Sie ein anderes Ziel.',
  },
  'alert-email-not-permitted': {
    text: 'Dieser Chatvault-Server hat keinen Mailserver, und die App darf keine E-Mails aus Postfächern Ihrer Organisation senden.',
    hint: 'Fügen Sie der App in Microsoft Entra die Anwendungsberechtigung Mail.Send hinzu und erteilen Sie die Administratoreinwilligung. Beschränken Sie sie danach in Exchange Online auf das sendende Postfach. Oder bitten Sie den Administrator Ihres Chatvault-Servers, SMTP_URL festzulegen.',
  },
  'alert-sender-invalid': {
    text: 'Der Absender ist keine Adresse eines Postfachs.',
    hint: 'Geben Sie eine Adresse Ihrer Organisation ein, zum Beispiel chatvault@contoso.com, oder lassen Sie das Feld leer.',
  },
  'alert-teams-retired': {
    text: 'Diese Adresse gehört zu einem Office 365-Connector, den Microsoft eingestellt hat.',
    hint: 'Erstellen Sie in Teams einen Workflow aus der Vorlage „Webhookwarnungen an einen Kanal senden“ und verwenden Sie seine Adresse.',
  },
  'alert-address-invalid': {
    text: 'Das ist keine https-Adresse.',
    hint: 'Geben Sie die ganze Adresse ein, beginnend mit https://, ohne Benutzernamen und Kennwort.',
  },
  'alert-address-not-https': {
    text: 'Die Adresse beginnt nicht mit https://.',
    hint: 'Verwenden Sie eine https-Adresse. Der Administrator Ihres Chatvault-Servers kann einen Host mit ALERT_ALLOWED_HOSTS zulassen.',
  },
  'alert-address-not-public': {
    text: 'Die Adresse liegt nicht im Internet.',
    hint: 'Verwenden Sie eine öffentliche Adresse. Der Administrator Ihres Chatvault-Servers kann einen Host mit ALERT_ALLOWED_HOSTS zulassen.',
  },
  'alert-channel-unknown': {
    text: 'Dieses Ziel gibt es nicht mehr.',
    hint: 'Vielleicht hat es jemand entfernt. Laden Sie die Seite neu.',
  },
  'alert-channels-full': {
    text: 'Mehr Ziele kann Chatvault nicht haben.',
    hint: 'Entfernen Sie eines, das nicht mehr gebraucht wird.',
  },
  'alert-channel-kind': {
    text: 'Ein Ziel behält seine Art.',
    hint: 'Fügen Sie ein neues dieser Art hinzu und entfernen Sie dieses.',
  },
  'token-missing': { text: 'Der Anforderung fehlt die Anmeldung.', hint: SIGN_IN },
  'token-expired': { text: 'Ihre Anmeldung ist abgelaufen.', hint: SIGN_IN },
  'token-invalid': { text: 'Ihre Anmeldung ist nicht gültig.', hint: SIGN_IN },
  'claims-required': {
    text: 'Ihre Organisation verlangt für Chatvault einen zusätzlichen Anmeldeschritt.',
    hint: 'Melden Sie sich neu an. Microsoft fragt nach dem, was fehlt, zum Beispiel nach einem Code von Ihrem Telefon.',
  },
  'scope-missing': {
    text: 'Die Anmeldung stammt nicht von einer Person, die Chatvault geöffnet hat.',
    hint: 'Melden Sie sich als Person an.',
  },
  'client-not-known': {
    text: 'Die Anmeldung stammt aus einer App, die Chatvault nicht kennt.',
    hint: 'Öffnen Sie Chatvault in Teams, Outlook, Microsoft 365 oder einem Browser. Für eine eigene App trägt die Person, die Chatvault betreibt, deren Client-ID in SIGNIN_CLIENTS ein.',
  },
  'tenant-not-allowed': {
    text: 'Dieses Chatvault ist für Ihre Organisation nicht zuständig.',
    hint: 'Zuerst muss sich ein Administrator Ihrer Organisation anmelden, oder die Person, die Chatvault betreibt, muss den Mandanten zulassen.',
  },
  'not-an-operator': {
    text: 'Sie haben keine Rolle in Chatvault.',
    hint: 'Bitten Sie einen globalen Administrator, Ihnen in Microsoft Entra eine Rolle für die Chatvault-App zu geben (Unternehmensanwendungen, Benutzer und Gruppen).',
  },
  'not-allowed': {
    text: 'Ihre Rolle umfasst das nicht.',
    hint: 'Bitten Sie einen Chatvault-Administrator, es zu tun oder Ihnen die Rolle zu geben.',
  },
  'second-person-required': {
    text: 'Was Sie selbst beantragt haben, können Sie nicht genehmigen.',
    hint: 'Bitten Sie einen anderen Chatvault-Administrator um die Genehmigung.',
  },
  'sign-in-keys-unavailable': {
    text: 'Die Schlüssel des Anmeldedienstes lassen sich nicht abrufen.',
    hint: 'Versuchen Sie es in einer Minute erneut. Passiert das öfter, erreicht der Server SIGNIN_JWKS_URL nicht.',
  },

  'invalid-request': {
    text: 'Die Anforderung enthält etwas, das der Server nicht annimmt.',
    hint: 'Korrigieren Sie die hier genannten Angaben.',
  },
  'bad-json': { text: 'Der Inhalt der Anforderung ist kein JSON.' },
  'bad-request': { text: 'Die Anforderung ist nicht richtig aufgebaut.' },
  'not-json': { text: 'Der Inhalt der Anforderung ist nicht als JSON gekennzeichnet.' },
  'too-large': {
    text: 'Das ist größer, als hier angenommen wird.',
    hint: 'Senden Sie weniger auf einmal.',
  },
  'too-many-at-once': {
    text_one: 'Sie haben schon {{n}} davon gleichzeitig offen; mehr sind nicht erlaubt.',
    text_other: 'Sie haben schon {{n}} davon gleichzeitig offen; mehr sind nicht erlaubt.',
    hint: 'Schließen Sie andere Fenster von Chatvault, oder warten Sie, bis ein Download oder eine Prüfung beendet ist.',
  },
  'too-busy': {
    text: 'Der Server ist ausgelastet.',
    hint: 'Versuchen Sie es in einer Minute noch einmal.',
  },
  'too-many-requests': {
    text: 'In einer Minute kamen mehr Anforderungen als erlaubt.',
    hint: 'Warten Sie kurz, und versuchen Sie es dann erneut.',
  },
  'method-not-allowed': { text: 'Diese Adresse nimmt so etwas nicht an.' },
  'not-found': { text: 'Unter dieser Adresse gibt es nichts.' },

  internal: {
    text: 'Ein unerwarteter Fehler hat dies unterbrochen.',
    hint: 'Versuchen Sie es erneut. Passiert das öfter, geben Sie Uhrzeit und Code an die Person weiter, die Chatvault für Sie betreibt: Das Protokoll des Servers enthält die Einzelheiten.',
  },
  'not-ready': {
    text: 'Der Server ist noch nicht bereit.',
    hint: 'Sie müssen nichts tun: Er prüft es automatisch wieder.',
  },
  stopping: { text: 'Der Server wird gerade beendet.', hint: 'Versuchen Sie es gleich erneut.' },
  'database-unreachable': {
    text: 'Die Datenbank des Servers antwortet nicht.',
    hint: `${ADMIN} sie zu prüfen. ${LOG}`,
  },
  'archive-unreachable': {
    text: 'Der Speicherort des Archivs antwortet nicht.',
    hint: `${ADMIN} ihn zu prüfen. ${LOG}`,
  },
  'database-busy': {
    text: 'Die Datenbank nimmt keine weiteren Verbindungen an.',
    hint: `${ADMIN} max_connections zu erhöhen oder anderes zu beenden. Eine Sicherung geht dann automatisch weiter.`,
  },
  'database-memory': {
    text: 'Die Datenbank hat keinen Arbeitsspeicher mehr.',
    hint: `${ADMIN} dem Datenbankserver mehr Arbeitsspeicher zu geben. Eine Sicherung geht dann automatisch weiter.`,
  },
  'database-short': {
    text: 'Die Datenbank hat etwas aufgebraucht, das ihr nur begrenzt zusteht.',
    hint: `${ADMIN} im Protokoll von PostgreSQL nachzusehen, was fehlt (ein Limit für temporäre Dateien etwa). Eine Sicherung geht danach automatisch weiter.`,
  },
  'disk-full': {
    text: 'Ein Datenträger des Servers ist voll, oder sein Kontingent ist aufgebraucht.',
    hint: `${ADMIN} auf den Datenträgern von Chatvault und seiner Datenbank Platz zu schaffen. Eine Sicherung geht dann automatisch weiter; alles andere versuchen Sie danach erneut.`,
  },
  'disk-read-only': {
    text: 'Der Server darf dort nur lesen, wo er schreiben muss.',
    hint: `${ADMIN} zu prüfen, ob der Datenträger schreibgeschützt eingebunden oder die Datenbank nur eine Kopie ist.`,
  },
  'disk-failed': {
    text: 'Ein Datenträger des Servers hat beim Lesen oder Schreiben versagt.',
    hint: `${ADMIN} den Datenträger zu prüfen. ${LOG}`,
  },
  'too-many-files': {
    text: 'Der Server hat so viele Dateien und Verbindungen offen, wie das System erlaubt.',
    hint: 'Passiert das öfter, muss das Limit für offene Dateien erhöht werden. Eine Sicherung geht automatisch weiter; alles andere versuchen Sie gleich erneut.',
  },
}
