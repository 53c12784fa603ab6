import type { ServerWords } from '../server-words.ts'
import { occasions, refusals } from './causes.ts'
import { setupCodes, setupOccasions } from './setup-problems.ts'

const NOTHING_TO_DO = 'Sie müssen nichts tun: Chatvault versucht es von selbst erneut.'
const REGISTRATION = 'Microsoft Entra Admin Center > App-Registrierungen > Ihre App'
const SECRETS = `${REGISTRATION} > Zertifikate & Geheimnisse`
const CONSENT = `Wählen Sie unter ${REGISTRATION} > API-Berechtigungen „Administratoreinwilligung erteilen“. Testen Sie die Verbindung dann erneut.`
const OPERATOR = 'Wenden Sie sich an die Person, die Chatvault für Sie betreibt.'
const CONNECT =
  'Geben Sie auf der Seite „Verbindung“ die Anwendungs-ID und den geheimen Clientschlüssel ein, testen und speichern Sie.'
const LATEST = 'Eine Nachricht, die nach der letzten Sicherung gesendet wurde, kommt mit der nächsten.'
const SIGN_IN = 'Melden Sie sich neu an.'
const VERIFY = 'Lassen Sie das Archiv mit „npm run archive -- verify“ prüfen.'
const REPORT = 'Melden Sie das dem Hersteller von Chatvault.'
const OTHER_CLOUD = {
  text: 'Die Organisation liegt in einer anderen Microsoft-Cloud.',
  hint: `${OPERATOR} M365_CLOUD muss auf gcc-high, dod oder china gesetzt werden.`,
}
const BAD_CERTIFICATE = {
  text: 'Die Anwendung kennt das Zertifikat nicht, oder der Schlüssel passt nicht dazu.',
  hint: `Laden Sie den öffentlichen Teil dieses Zertifikats unter ${SECRETS} > Zertifikate hoch, oder fügen Sie das PEM eines dort aufgeführten ein.`,
}
const NEW_EXPORT = 'Starten Sie einen neuen Export aus dem Archiv.'
const AGAIN_DOWNLOAD = 'Gehen Sie zurück zu Chatvault, und laden Sie den Export noch einmal herunter.'

/** What the server says, in German. By code; where a code has several causes, by its words (`causes.ts`). */
export const problems: ServerWords = {
  titles: {
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
  },
  unknown: 'Dafür gibt es noch keinen deutschen Text. Der Server meldet:',
  occasions: [...setupOccasions, ...occasions],
  refusals,
  codes: {
    ...setupCodes,
    // Sign-in of the app at Entra
    AADSTS7000215: {
      text: 'Der geheime Clientschlüssel ist falsch.',
      hint: `Kopieren Sie den Wert des Schlüssels, nicht seine ID, aus ${SECRETS}. Er wird nur einmal angezeigt: Ist er verdeckt, erstellen Sie einen neuen. Ein neuer Schlüssel kann eine Minute brauchen, bis er gilt.`,
    },
    AADSTS7000222: {
      text: 'Der geheime Clientschlüssel ist abgelaufen.',
      hint: `Erstellen Sie unter ${SECRETS} einen neuen, und fügen Sie seinen Wert hier ein.`,
    },
    AADSTS7000218: {
      text: 'Microsoft Entra hat weder einen geheimen Clientschlüssel noch ein Zertifikat erhalten.',
      hint: 'Fügen Sie einen geheimen Clientschlüssel oder ein Zertifikat ein.',
    },
    AADSTS700027: BAD_CERTIFICATE,
    AADSTS50012: BAD_CERTIFICATE,
    AADSTS700016: {
      text: 'Diese Organisation kennt die Anwendung nicht.',
      hint: `Prüfen Sie die Anwendungs-ID (Client) unter ${REGISTRATION} > Übersicht und ob die App in dieser Organisation registriert oder zugelassen wurde.`,
    },
    AADSTS7000229: {
      text: 'Die Anwendung gibt es, aber diese Organisation hat sie nicht aufgenommen.',
      hint: CONSENT,
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
      hint: `${OPERATOR} M365_CLOUD und GRAPH_URL sind zu prüfen.`,
    },
    AADSTS900144: {
      text: 'Ein notwendiger Teil der Tokenanforderung fehlt.',
      hint: 'Prüfen Sie, ob alle Felder ausgefüllt sind.',
    },
    AADSTS500011: {
      text: 'Microsoft Graph ist in dieser Organisation oder Cloud nicht verfügbar.',
      hint: `${OPERATOR} M365_CLOUD ist zu prüfen.`,
    },
    AADSTS65001: { text: 'Kein Administrator hat in die Anwendung eingewilligt.', hint: CONSENT },
    AADSTS65004: { text: 'Der Administrator hat die Einwilligung abgelehnt.', hint: CONSENT },
    AADSTS650053: {
      text: 'Es wurde eine Berechtigung angefordert, die es so nicht gibt.',
      hint: `Fügen Sie unter ${REGISTRATION} > API-Berechtigungen Chat.Read.All und User.Read.All als Anwendungsberechtigungen hinzu, nicht als delegierte.`,
    },
    AADSTS90038: OTHER_CLOUD,
    AADSTS900382: OTHER_CLOUD,
    AADSTS900432: OTHER_CLOUD,
    AADSTS53003: {
      text: 'Eine Richtlinie für bedingten Zugriff für Workloadidentitäten blockiert die Anwendung.',
      hint: 'Lassen Sie diese Anwendung unter Microsoft Entra Admin Center > Bedingter Zugriff von der Adresse dieses Servers aus zu.',
    },
    AADSTS7000112: {
      text: 'Die Anwendung ist in dieser Organisation deaktiviert.',
      hint: 'Setzen Sie unter Microsoft Entra Admin Center > Unternehmensanwendungen > Ihre App > Eigenschaften „Aktiviert für die Benutzeranmeldung“ auf „Ja“.',
    },
    'token-request': {
      text: 'Es war kein Token zu bekommen.',
      hint: 'Prüfen Sie die Anwendungs-ID, den Mandanten und den geheimen Clientschlüssel oder das Zertifikat.',
      more: true,
    },

    // Reaching Microsoft
    unreachable: {
      text: 'Microsoft 365 ist nicht erreichbar.',
      hint: 'Prüfen Sie, ob dieser Server Microsoft 365 über HTTPS erreichen darf (Proxy, Firewall, Zertifikate).',
    },
    'connection-broken': {
      text: 'Die Verbindung zu Microsoft 365 ist abgebrochen.',
      hint: NOTHING_TO_DO,
    },
    timeout: { text: 'Microsoft 365 hat nicht rechtzeitig geantwortet.', hint: NOTHING_TO_DO },
    truncated: { text: 'Die Antwort von Microsoft 365 kam nicht vollständig an.', hint: NOTHING_TO_DO },
    'microsoft-unavailable': {
      text: 'Microsoft 365 antwortet nicht.',
      hint: 'Es ist nichts verloren: Was gelesen ist, bleibt erhalten, und die nächste Sicherung macht dort weiter. Sehen Sie im Microsoft 365 Admin Center nach dem Dienststatus, und starten Sie die Sicherung dann erneut.',
    },
    'foreign-link': {
      text: 'Der Link zur nächsten Seite führt nicht zu Microsoft 365.',
      hint: 'Dorthin wurde kein Token gesendet. Wenn ein Proxy die Adressen zwischen hier und Microsoft umschreibt, muss GRAPH_URL auf seine Adresse gesetzt werden.',
      more: true,
    },
    'bad-root': {
      text: 'Eine Adresse in den Einstellungen des Servers ist keine HTTPS-Adresse ohne Abfrage.',
      hint: OPERATOR,
      more: true,
    },
    'export-loop': {
      text: 'Microsoft Graph hat beim Lesen im Kreis geführt.',
      hint: 'Das Lesen dieser Person wurde beendet, damit keine Nachricht immer wieder bezahlt wird. Was gelesen ist, bleibt erhalten. Wenn die nächste Sicherung dasselbe meldet, melden Sie es Microsoft.',
    },
    'list-loop': {
      text: 'Microsoft Graph hat zweimal denselben Link zur nächsten Seite gegeben.',
      hint: 'Sie müssen nichts tun: Die nächste Sicherung liest die Liste erneut. Wenn es so bleibt, melden Sie es.',
    },
    'more-than-asked': {
      text: 'Microsoft Graph hat mehr Nachrichten geliefert, als angefordert waren.',
      hint: `Alle sind gezählt. Das Lesen dieser Person wurde beendet, damit das Limit hält. ${REPORT}`,
    },
    'unexpected-row': {
      text: 'Eine Zeile der Antwort ist keine Nachricht mit ID, Chat, Version und Zeit. Sie ist archiviert, wie sie kam, und wird in Unterhaltungen nicht gezeigt.',
      hint: `Alles danach ist gesichert. ${REPORT}`,
    },
    'window-restarted': {
      text: 'Microsoft 365 hat die Stelle, an der das Lesen angehalten hatte, nicht mehr angenommen. Dieser Zeitraum wurde von vorn gelesen.',
      hint: 'Sie müssen nichts tun. Nachrichten dieses Zeitraums wurden zweimal geliefert und gezählt; keine ist doppelt archiviert.',
    },

    // What the tenant has not
    'missing-permission': {
      text: 'Es fehlt eine Berechtigung, oder ein Administrator hat noch nicht in die Anwendung eingewilligt.',
      hint: `Fügen Sie unter ${REGISTRATION} > API-Berechtigungen Chat.Read.All und User.Read.All als Anwendungsberechtigungen von Microsoft Graph hinzu, und wählen Sie als globaler Administrator oder Administrator für privilegierte Rollen „Administratoreinwilligung erteilen“. Das kann eine Minute dauern.`,
    },
    'mailbox-not-found': {
      text: 'Niemand in dieser Organisation hat diese Adresse.',
      hint: 'Geben Sie den Anmeldenamen oder die E-Mail-Adresse einer Person dieser Organisation ein, so wie sie unter Microsoft Entra Admin Center > Benutzer steht.',
    },
    'mailbox-guest': {
      text: 'Diese Person ist ein Gast: Ihr Postfach und damit ihre Chats gehören einer anderen Organisation.',
      hint: 'Geben Sie ein Mitglied dieser Organisation ein.',
    },
    'mailbox-disabled': {
      text: 'Das Konto dieser Person ist deaktiviert.',
      hint: 'Geben Sie eine Person ein, die sich anmelden kann, oder aktivieren Sie das Konto unter Microsoft Entra Admin Center > Benutzer.',
    },
    'mailbox-missing': {
      text: 'Diese Person hat kein Postfach, und dort liegen die Chats.',
      hint: 'Geben Sie eine Person mit Exchange Online-Postfach und Teams-Lizenz ein, oder weisen Sie beides im Microsoft 365 Admin Center zu.',
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
      text: 'Microsoft hat ein Bild oder einen anderen Inhalt nicht mehr.',
      hint: 'Der Text ist archiviert.',
    },
    'media-too-many': {
      text: 'Eine Nachricht verweist auf sehr viele Bilder und andere Inhalte. Nicht alle werden abgerufen.',
      hint: 'Solche Nachrichten schreibt niemand von Hand. Der Text ist archiviert. Lesen Sie den Rest bei Bedarf in Teams.',
    },
    'media-later': {
      text: 'Nicht alle Bilder und anderen Inhalte von Nachrichten wurden in der vorgesehenen Zeit abgerufen.',
      hint: 'Die nächste Sicherung macht damit weiter.',
    },

    // Limit and ledger
    'quota-reached': {
      text: 'Das Limit an Nachrichten für diesen Monat (UTC) ist erreicht.',
      hint: 'Erhöhen Sie das Limit auf der Seite „Verbindung“, oder warten Sie: Die Sicherung geht im nächsten Monat (UTC) von selbst weiter.',
    },
    'microsoft-asks-to-wait': {
      text: 'Microsoft 365 hat Chatvault gebeten, eine Weile nichts zu senden. Was gelesen ist, bleibt erhalten.',
      hint: 'Sie müssen nichts tun: Chatvault macht danach von selbst weiter. Wenn Sie auf eine Antwort warten, versuchen Sie es später erneut.',
    },
    'disk-low': {
      text: 'Auf dem Server ist zu wenig Speicherplatz frei. Was gelesen ist, bleibt erhalten.',
      hint: `${OPERATOR} Schaffen Sie Platz auf dem Datenträger: Die Sicherung geht dann innerhalb einer Minute von selbst weiter.`,
    },
    'disk-full': {
      text: 'Ein Datenträger des Servers ist voll, oder sein Kontingent ist aufgebraucht.',
      hint: `${OPERATOR} Schaffen Sie Platz auf den Datenträgern von Chatvault und seiner Datenbank. Eine Sicherung geht dann von selbst weiter; alles andere versuchen Sie danach erneut.`,
    },
    'disk-read-only': {
      text: 'Der Server darf dort nur lesen, wo er schreiben muss.',
      hint: `${OPERATOR} Der Datenträger ist schreibgeschützt eingebunden, oder die Datenbank ist nur eine Kopie.`,
    },
    'disk-failed': {
      text: 'Ein Datenträger des Servers hat beim Lesen oder Schreiben versagt.',
      hint: `${OPERATOR} Prüfen Sie den Datenträger. Einzelheiten stehen im Protokoll des Servers.`,
    },
    'too-many-files': {
      text: 'Der Server hat so viele Dateien und Verbindungen offen, wie das System erlaubt.',
      hint: `${OPERATOR} Kommt das öfter vor, muss das Limit für offene Dateien erhöht werden. Eine Sicherung geht von selbst weiter; alles andere versuchen Sie gleich erneut.`,
    },
    'database-busy': {
      text: 'Die Datenbank nimmt keine weiteren Verbindungen an.',
      hint: `${OPERATOR} Dort muss max_connections erhöht oder anderes beendet werden. Eine Sicherung geht dann von selbst weiter.`,
    },
    'database-memory': {
      text: 'Die Datenbank hat keinen Arbeitsspeicher mehr.',
      hint: `${OPERATOR} Der Datenbankserver braucht mehr Arbeitsspeicher. Eine Sicherung geht dann von selbst weiter.`,
    },
    'database-short': {
      text: 'Die Datenbank hat etwas aufgebraucht, das ihr nur begrenzt zusteht.',
      hint: `${OPERATOR} Im Protokoll von PostgreSQL steht, was ihr fehlt (ein Limit für temporäre Dateien etwa). Eine Sicherung geht danach von selbst weiter.`,
    },
    'disk-filling': {
      text: 'Auf einem Datenträger des Servers wird der Platz knapp.',
      hint: `${OPERATOR} Schaffen Sie Platz auf dem Datenträger, oder vergrößern Sie ihn.`,
    },
    'clock-wrong': {
      text: 'Die Uhr dieses Servers geht anders als die von Microsoft.',
      hint: 'Lassen Sie sie von einem Zeitserver stellen (NTP; unter Linux systemd-timesyncd oder chrony). Bis dahin richten sich Sicherungen und der Monat des Limits nach der Zeit von Microsoft.',
    },
    'clock-unchecked': {
      text: 'Die Antworten von Microsoft 365 enthalten kein Datum; diese Sicherung richtet sich ungeprüft nach der Uhr dieses Servers.',
      hint: 'Ein Proxy zwischen hier und Microsoft entfernt die Kopfzeile „Date“: Lassen Sie sie durch. Halten Sie die Uhr bis dahin mit einem Zeitserver richtig.',
    },
    'read-again': {
      text: 'Die Uhr dieses Servers ging bei einer früheren Sicherung vor. Was sie übersprungen haben kann, wird noch einmal gelesen.',
      hint: 'Sie müssen nichts tun. Einige Nachrichten werden zweimal geliefert und gezählt; keine ist doppelt archiviert.',
    },
    'watermark-ahead': {
      text: 'Laut der Datenbank ist diese Person bis zu einem Zeitpunkt gelesen, der bei Microsoft noch nicht gekommen ist.',
      hint: 'Sie müssen nichts tun: Die nächste Sicherung liest ab der letzten Nachricht, die sie kennt. Kommt das wieder, sehen Sie nach den Uhren aller Server von Chatvault.',
    },
    'test-message-spent': {
      text: 'Ein Verbindungstest darf höchstens eine Nachricht kosten, und die ist gebucht.',
      hint: 'Testen Sie die Verbindung erneut.',
    },
    'reservation-ended': {
      text: 'Eine Reservierung im Nachrichtenkonto war schon beendet.',
      hint: 'Nichts wurde doppelt gebucht.',
    },
    'over-delivered': {
      text: 'Es kamen mehr Nachrichten, als reserviert waren.',
      hint: `Alle sind gebucht. ${REPORT}`,
    },

    // What the overview asks for
    'not-connected': { text: 'Chatvault ist nicht mit Ihrem Mandanten verbunden.', hint: CONNECT },
    'connection-failing': {
      text: 'Microsoft 365 lehnt die Verbindung ab',
      hint: 'Testen Sie die Verbindung, um zu sehen, was abgelehnt wird.',
    },
    'limit-reached': {
      text: 'Die Sicherung wartet: Das Limit des Monats ist erreicht',
      hint: 'Erhöhen Sie das Limit, oder warten Sie auf den nächsten Monat (UTC). Die Sicherung geht dann von selbst weiter.',
    },
    'run-failed': {
      text: 'Die letzte Sicherung ist fehlgeschlagen',
      hint: 'Öffnen Sie die Sicherung, um den Grund zu sehen.',
    },
    'backup-gap': {
      text: 'Die letzte gute Sicherung liegt lange zurück',
      hint: 'Starten Sie jetzt eine: Nachrichten, die vor mehr als 21 Tagen gelöscht wurden, sind nicht mehr lesbar.',
    },
    'people-failing': {
      text: 'Einige Personen konnten nicht vollständig gesichert werden',
      hint: 'Die nächste Sicherung versucht es erneut. Die Gründe stehen in der Liste.',
    },
    'scope-group-gone': {
      text: 'Eine ausgewählte Gruppe gibt es nicht mehr',
      hint: 'Über sie wird niemand gesichert. Wählen Sie neu aus, wer gesichert wird.',
    },

    // Runs, connection, people, archive, exports
    'run-not-found': {
      text: 'Diese Sicherung gibt es nicht.',
      hint: 'Öffnen Sie die Liste der Sicherungen.',
    },
    'run-under-way': {
      text: 'Eine Sicherung läuft bereits.',
      hint: 'Verfolgen Sie diese, oder brechen Sie sie zuerst ab.',
    },
    'run-ended': { text: 'Diese Sicherung ist bereits beendet.', hint: 'Sie müssen nichts tun.' },
    'run-lost': {
      text: 'Ein anderer Prozess hat diese Sicherung übernommen.',
      hint: 'Sie müssen nichts tun: Er macht weiter.',
    },
    'source-not-claimed': {
      text: 'Ein anderer Prozess liest die Nachrichten dieser Person.',
      hint: 'Nichts wurde doppelt gezählt.',
    },
    'strategy-not-available': {
      text: 'Diese Version liest jedes Postfach vollständig; eine andere Leseweise gibt es nicht.',
      hint: 'Lassen Sie die Leseweise weg.',
    },
    'cost-not-acknowledged': {
      text: 'Es wurde nicht bestätigt, dass Nachrichten Geld kosten können und Sicherungen beim Limit anhalten.',
      hint: 'Aktivieren Sie das Kästchen zu den Kosten, und speichern Sie dann erneut.',
    },
    'connection-test-failed': {
      text: 'Eine Prüfung der Verbindung ist fehlgeschlagen. Es wurde nichts gespeichert.',
      hint: 'Was zu tun ist, steht bei der Prüfung.',
    },
    'credential-ambiguous': {
      text: 'Es wurden ein geheimer Clientschlüssel und ein Zertifikat angegeben.',
      hint: 'Geben Sie nur eines davon an.',
    },
    'credential-missing': {
      text: 'Es wurde weder ein geheimer Clientschlüssel noch ein Zertifikat angegeben.',
      hint: 'Geben Sie den geheimen Clientschlüssel ein, oder fügen Sie das Zertifikat mit seinem privaten Schlüssel ein.',
    },
    'bad-certificate': {
      text: 'Das Zertifikat lässt sich nicht lesen.',
      hint: 'Fügen Sie einen PEM-Text mit beiden Blöcken ein: BEGIN CERTIFICATE und ein unverschlüsselter BEGIN PRIVATE KEY.',
      more: true,
    },
    'group-permission-missing': {
      text: 'Personen sind nach Gruppen ausgewählt, aber die App darf keine Gruppen lesen (GroupMember.Read.All).',
      hint: 'Fügen Sie GroupMember.Read.All als Anwendungsberechtigung hinzu und erteilen Sie die Administratoreinwilligung, oder wählen Sie Personen ohne Gruppen aus.',
    },
    'usage-report-unreadable': {
      text: 'Der Nutzungsbericht von Microsoft ließ sich nicht lesen.',
      hint: 'Sie müssen nichts tun: Limits werden solange nach veröffentlichten Durchschnittswerten vorgeschlagen.',
    },
    'scope-unknown': {
      text: 'In diesem Mandanten gibt es jemanden aus der Auswahl nicht.',
      hint: 'Wählen Sie aus der Liste der Personen. Neue Personen erscheinen dort nach der nächsten Sicherung oder dem nächsten Test der Verbindung.',
    },
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
    'format-not-available': {
      text: 'Dieses Format gibt es noch nicht.',
      hint: 'Wählen Sie JSON Lines: jede Nachricht so, wie Microsoft 365 sie geliefert hat, eine pro Zeile, in einer ZIP-Datei.',
    },
    'export-unknown': { text: 'Diesen Export gibt es nicht.', hint: NEW_EXPORT },
    'export-not-ready': {
      text: 'Dieser Export ist noch nicht fertig oder fehlgeschlagen.',
      hint: 'Warten Sie, bis er abgeschlossen ist, oder starten Sie einen neuen.',
    },
    'export-expired': {
      text: 'Dieser Export ist abgelaufen und wurde vom Server gelöscht.',
      hint: 'Starten Sie einen neuen Export: Die Nachrichten sind weiter im Archiv.',
    },
    'export-not-yours': {
      text: 'Diesen Export hat eine andere Person angefordert.',
      hint: 'Bitten Sie diese Person oder einen Chatvault-Administrator, ihn zu löschen.',
    },
    'exports-full': {
      text: 'Für Exporte dieser Organisation ist kein Platz mehr.',
      hint: 'Löschen Sie einen Export, der nicht mehr gebraucht wird, oder exportieren Sie weniger auf einmal.',
    },
    'export-disk-low': {
      text: 'Der Datenträger des Servers ist fast voll.',
      hint: `${OPERATOR} Dort muss Platz geschaffen werden. Oder löschen Sie Exporte, die nicht mehr gebraucht werden.`,
    },
    'range-not-satisfiable': {
      text: 'Die Datei endet vor dem verlangten Teil.',
      hint: 'Laden Sie die Datei von Anfang an herunter.',
    },
    'export-file-gone': {
      text: 'Die Datei dieses Exports wurde vom Server entfernt.',
      hint: 'Starten Sie einen neuen Export: Das Archiv hat die Nachrichten noch.',
    },
    'ticket-unknown': { text: 'Diese Adresse wurde nie ausgegeben.', hint: AGAIN_DOWNLOAD },
    'ticket-used': {
      text: 'Über diese Adresse wurde die ganze Datei schon gesendet. Jede gilt für einen Download.',
      hint: AGAIN_DOWNLOAD,
    },
    'ticket-expired': {
      text: 'Diese Adresse ist abgelaufen: Sie gilt eine Minute, ein abgebrochener Download eine Viertelstunde.',
      hint: AGAIN_DOWNLOAD,
    },
    'cursor-invalid': {
      text: 'Die Liste lässt sich an dieser Stelle nicht fortsetzen.',
      hint: 'Laden Sie sie von vorn.',
    },

    // Who is asking
    'token-missing': { text: 'Der Anforderung fehlt die Anmeldung.', hint: SIGN_IN },
    'token-expired': { text: 'Die Anmeldung ist abgelaufen.', hint: SIGN_IN },
    'token-invalid': { text: 'Die Anmeldung ist nicht gültig.', hint: SIGN_IN },
    'claims-required': {
      text: 'Ihre Organisation verlangt für Chatvault eine zusätzliche Anmeldung.',
      hint: 'Melden Sie sich so an, wie Microsoft es verlangt.',
    },
    'scope-missing': {
      text: 'Die Anmeldung stammt nicht von einer Person, die Chatvault geöffnet hat.',
      hint: 'Melden Sie sich als Person an.',
    },
    'still-asking': {
      text: 'Microsoft Entra hat noch nicht geantwortet.',
      hint: 'Prüfen Sie in einer Minute erneut.',
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
    'sign-in-keys-unavailable': {
      text: 'Die Schlüssel des Anmeldedienstes lassen sich nicht abrufen.',
      hint: 'Versuchen Sie es in einer Minute erneut. Wenn es so bleibt, erreicht der Server SIGNIN_JWKS_URL nicht.',
    },

    // The server itself
    internal: {
      text: 'Ein unerwarteter Fehler hat dies unterbrochen.',
      hint: 'Versuchen Sie es erneut. Wenn es so bleibt, geben Sie die Uhrzeit an die Person weiter, die Chatvault für Sie betreibt: Das Protokoll des Servers enthält die Einzelheiten.',
      more: true,
    },
    'invalid-request': {
      text: 'Die Anforderung enthält etwas, das der Server nicht annimmt.',
      hint: 'Korrigieren Sie die genannten Angaben.',
      more: true,
    },
    'bad-json': { text: 'Der Inhalt der Anforderung ist kein JSON.', more: true },
    'bad-request': { text: 'Die Anforderung ist nicht richtig aufgebaut.', more: true },
    'not-json': { text: 'Der Inhalt der Anforderung ist nicht als JSON gekennzeichnet.', more: true },
    'too-large': {
      text: 'Das ist größer, als hier angenommen wird.',
      hint: 'Senden Sie weniger auf einmal.',
    },
    'too-many-at-once': {
      text: 'Sie haben schon zu viele davon gleichzeitig offen.',
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
    'method-not-allowed': { text: 'Diese Adresse nimmt so etwas nicht an.', more: true },
    'not-found': { text: 'Unter dieser Adresse gibt es nichts.', more: true },
    'not-ready': { text: 'Der Server ist noch nicht bereit.', hint: NOTHING_TO_DO, more: true },
    stopping: { text: 'Der Server wird gerade beendet.', hint: 'Versuchen Sie es gleich erneut.' },
    'database-unreachable': {
      text: 'Die Datenbank des Servers antwortet nicht.',
      hint: `${OPERATOR} Der Grund steht im Protokoll des Servers.`,
    },
    'archive-unreachable': {
      text: 'Der Speicherort des Archivs antwortet nicht.',
      hint: `${OPERATOR} Der Grund steht im Protokoll des Servers.`,
    },
    'catalog-astray': {
      text: 'Das Verzeichnis passt nicht zum Archiv. Das Archiv selbst ist nicht betroffen.',
      hint: `${OPERATOR} Das Verzeichnis lässt sich mit „npm run catalog:rebuild“ neu aufbauen.`,
    },

    // Where the archive lies
    'segment-missing': {
      text: 'Dem Archiv fehlt eine Datei, die geschrieben wurde.',
      hint: `${OPERATOR} Die Datei lässt sich aus einer Kopie des Archivs zurückholen.`,
      more: true,
    },
    'books-lost': {
      text: 'Während dieser Sicherung ging die Datenbank verloren. Was schon archiviert war, ist noch da.',
      hint: NOTHING_TO_DO,
    },
    'store-failed': {
      text: 'Der Speicherort des Archivs hat einen Fehler gemeldet.',
      hint: `${OPERATOR} Der Speicherort muss erreichbar und beschreibbar sein.`,
      more: true,
    },
    'store-access': {
      text: 'Das Archiv in Azure Blob Storage ist nicht zugänglich.',
      hint: OPERATOR,
      more: true,
    },
    'archive-url': { text: 'Die Adresse des Archivs ist nicht gültig.', hint: OPERATOR, more: true },
    'archive-missing': { text: 'An diesem Ort liegt kein Archiv.', hint: OPERATOR, more: true },
    'tenant-missing': { text: 'Das Archiv enthält diesen Mandanten nicht.', hint: OPERATOR },
    'archive-damaged': {
      text: 'Eine Datei des Archivs ist beschädigt. Die anderen sind nicht betroffen.',
      hint: `${OPERATOR} Die Datei muss aus einer Kopie des Archivs geholt werden. ${VERIFY}`,
      more: true,
    },
    'object-missing': { text: 'Eine Datei des Archivs fehlt.', hint: `${OPERATOR} ${VERIFY}`, more: true },
    'object-exists': {
      text: 'Eine Datei des Archivs gibt es schon, mit anderem Inhalt. Es wurde nichts überschrieben.',
      hint: `${OPERATOR} Vielleicht schreibt ein zweites Chatvault in dasselbe Archiv.`,
      more: true,
    },
    'object-short': {
      text: 'Eine Datei des Archivs ist abgeschnitten.',
      hint: `${OPERATOR} ${VERIFY}`,
      more: true,
    },
    'object-name': { text: 'Der Name einer Datei des Archivs ist nicht erlaubt.', hint: REPORT, more: true },
    'segment-exists': {
      text: 'Dieser Abschnitt des Archivs ist schon versiegelt.',
      hint: `${OPERATOR} Es wurde nichts überschrieben.`,
      more: true,
    },
    'run-closed': {
      text: 'Diese Sicherung ist im Archiv schon abgeschlossen, mit anderem Inhalt.',
      hint: OPERATOR,
      more: true,
    },
    'chain-broken': {
      text: 'Die Datenbank und das Archiv passen nicht zusammen.',
      hint: `${OPERATOR} ${VERIFY}`,
      more: true,
    },
    'seal-broken': {
      text: 'Etwas Versiegeltes lässt sich nicht öffnen: Es wurde verändert, verschoben oder abgeschnitten, oder der Hauptschlüssel ist ein anderer.',
      hint: `${OPERATOR} Die Datei oder der Schlüssel muss aus einer Kopie wiederhergestellt werden.`,
      more: true,
    },
    'key-vault': {
      text: 'Azure Key Vault hat den Hauptschlüssel nicht herausgegeben.',
      hint: OPERATOR,
      more: true,
    },
    'key-url': { text: 'Die Adresse des Hauptschlüssels ist nicht gültig.', hint: OPERATOR, more: true },
  },
}
