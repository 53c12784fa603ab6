import type { Cause } from '../server-words.ts'

const NOTHING_TO_DO = 'Sie müssen nichts tun: Chatvault versucht es von selbst erneut.'
const REGISTRATION = 'Microsoft Entra Admin Center > App-Registrierungen > Ihre App'
const CONSENT = `Fügen Sie unter ${REGISTRATION} > API-Berechtigungen die fehlende Anwendungsberechtigung hinzu, und wählen Sie „Administratoreinwilligung erteilen“. Testen Sie die Verbindung dann erneut.`
const BILLING =
  'Microsoft verlangt eine Abrechnungsverknüpfung, die seine Teams-APIs seit dem 25. August 2025 nicht mehr brauchen. Legen Sie im Azure-Portal ein Konto vom Typ Microsoft.GraphServices für diese Anwendungs-ID in einem aktiven Abonnement an, oder fragen Sie den Microsoft-Support, warum diese Anwendung noch berechnet wird.'
const RAISE =
  'Erhöhen Sie das Limit auf der Seite „Verbindung“, oder warten Sie: Die Sicherung geht im nächsten Monat (UTC) von selbst weiter.'
const CLOCK =
  'Lassen Sie sie von einem Zeitserver stellen (NTP; unter Linux systemd-timesyncd oder chrony). Bis dahin richten sich Sicherungen und der Monat des Limits nach der Zeit von Microsoft.'
const GAP =
  'Starten Sie jetzt eine: Nachrichten, die vor mehr als 21 Tagen gelöscht wurden, sind nicht mehr lesbar.'
const FAILING = 'Die nächste Sicherung versucht es erneut. Die Gründe stehen in der Liste.'
const GROUP = 'Darüber wird niemand gesichert. Wählen Sie neu aus, wer gesichert wird.'
const IMAGES = 'Der Text ist archiviert.'

/** Occasions of codes of ours that only the server's words tell apart. The first that fits counts. */
export const occasions: readonly Cause[] = [
  // Why an export was not written to its end
  {
    says: /with it the exports of this organization would take up more than (?<size>\d+ GB)/,
    text: 'Die Exporte dieser Organisation würden damit mehr als {{size}} belegen, und mehr wird nicht aufbewahrt. Löschen Sie einen, der nicht mehr gebraucht wird, oder exportieren Sie weniger auf einmal.',
  },
  {
    says: /make an export.*disk is nearly full/,
    text: 'Der Datenträger des Servers ist fast voll. Wenden Sie sich an die Person, die Chatvault für Sie betreibt.',
  },
  {
    says: /write the export: a disk of the server is full/,
    text: 'Ein Datenträger des Servers ist voll. Wenden Sie sich an die Person, die Chatvault für Sie betreibt, und starten Sie den Export danach erneut.',
  },
  // The checks of a connection that passed
  {
    says: /^Microsoft Entra accepted the application/,
    text: 'Microsoft Entra hat die Anwendung angenommen.',
  },
  {
    says: /^Chat\.Read\.All and User\.Read\.All are granted/,
    text: 'Chat.Read.All und User.Read.All sind erteilt.',
  },
  { says: /^Connected to (?<name>.+)\.$/, text: 'Verbunden mit {{name}}.' },
  {
    says: /^(?<name>.+) has a mailbox in this organization/,
    text: '{{name}} hat ein Postfach in dieser Organisation.',
  },
  {
    says: /^The export works; this person had no message/,
    text: 'Der Export funktioniert; diese Person hatte am letzten Tag keine Nachricht, daher wurde nichts gezählt.',
  },
  {
    says: /^The export works; one message/,
    text: 'Der Export funktioniert; eine Nachricht wurde gelesen und gezählt.',
  },

  // The secret's ID instead of the secret
  {
    says: /this looks like the Secret ID/i,
    text: 'Das sieht nach der ID des Schlüssels aus, nicht nach dem Schlüssel selbst.',
    hint: `Kopieren Sie unter ${REGISTRATION} > Zertifikate & Geheimnisse die Spalte „Wert“, nicht „Geheime ID“. Der Wert ist nur direkt nach dem Erstellen sichtbar: Ist er verdeckt, wählen Sie „Neuer geheimer Clientschlüssel“.`,
  },

  // The clock
  {
    says: /^The clock of this server is (?<by>\d+ (?:s|min|h)) ahead of/,
    text: 'Die Uhr dieses Servers geht {{by}} vor, verglichen mit der von Microsoft.',
    hint: CLOCK,
  },
  {
    says: /^The clock of this server is (?<by>\d+ (?:s|min|h)) behind/,
    text: 'Die Uhr dieses Servers geht {{by}} nach, verglichen mit der von Microsoft.',
    hint: CLOCK,
  },
  {
    says: /^The clock of this server agrees with/,
    text: 'Die Uhr dieses Servers stimmt mit der von Microsoft überein.',
  },

  // Room on the disk, before anything waits for it
  {
    says: /^The disk of (?<folder>.+) has (?<left>\d+) MB left(?!,)/,
    text: 'Auf dem Datenträger von {{folder}} sind noch {{left}} MB frei',
    hint: 'Schaffen Sie dort Platz, oder vergrößern Sie den Datenträger, bevor die Sicherungen anhalten: Chatvault braucht einen Rest für das, was gerade geschrieben wird.',
  },

  // Something is waited for
  {
    says: /disk of (?<folder>.+) has (?<left>\d+) MB left, and Chatvault keeps (?<kept>\d+) MB free/,
    text: 'Auf dem Datenträger von {{folder}} sind noch {{left}} MB frei; Chatvault hält {{kept}} MB frei. Was gelesen ist, bleibt erhalten.',
    hint: 'Schaffen Sie dort Platz, oder vergrößern Sie den Datenträger: Die Sicherung sieht jede Minute nach und geht von selbst weiter.',
  },
  {
    says: /asked Chatvault to send nothing until (?<at>[\d-]+ [\d:]+) \(UTC\)/,
    text: 'Microsoft 365 hat Chatvault gebeten, bis {{at}} (UTC) nichts zu senden. Was gelesen ist, bleibt erhalten.',
    hint: 'Sie müssen nichts tun: Die Sicherung geht dann von selbst weiter.',
  },

  // The overview
  {
    says: /^The last good backup is (?<n>\d+) days old/,
    text: 'Die letzte gute Sicherung ist {{n}} Tage alt',
    hint: GAP,
  },
  {
    says: /^1 person could not be backed up/,
    text: '1 Person konnte nicht vollständig gesichert werden',
    hint: FAILING,
  },
  {
    says: /^(?<n>\d+) people could not be backed up/,
    text: '{{n}} Personen konnten nicht vollständig gesichert werden',
    hint: FAILING,
  },
  {
    says: /^(?<n>\d+) groups of those chosen/,
    text: '{{n}} ausgewählte Gruppen gibt es nicht mehr',
    hint: GROUP,
  },

  // The limit
  {
    says: /messages for .+\(UTC\) is reached.*wait for the next month/i,
    text: 'Ein Test liest eine Nachricht, und das Limit dieses Monats (UTC) ist erreicht.',
    hint: 'Erhöhen Sie zuerst das Limit (ändern Sie auf der Seite „Verbindung“ nur das Limit), und versuchen Sie es dann erneut. Oder warten Sie auf den nächsten Monat (UTC).',
  },
  {
    says: /^Of this month’s limit \(UTC\) 1 message is left/,
    text: 'Vom Limit dieses Monats (UTC) ist noch 1 Nachricht übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten.',
    hint: RAISE,
  },
  {
    says: /^Of this month’s limit \(UTC\) (?<n>\d+) messages are left/,
    text: 'Vom Limit dieses Monats (UTC) sind noch {{n}} Nachrichten übrig, weniger, als die nächste Seite braucht. Was gelesen ist, bleibt erhalten.',
    hint: RAISE,
  },
  {
    says: /the limit of messages for .+ is reached/i,
    text: 'Das Limit an Nachrichten für diesen Monat (UTC) ist erreicht. Was gelesen ist, bleibt erhalten.',
    hint: RAISE,
  },

  // One code for two occasions
  {
    says: /forget the credential: a backup is using it/,
    text: 'Eine laufende Sicherung braucht die Verbindung noch.',
    hint: 'Brechen Sie die Sicherung ab, oder warten Sie auf ihr Ende, und trennen Sie die Verbindung dann.',
  },
  {
    says: /no application is named, and no connection is stored/,
    text: 'Es ist keine Anwendung angegeben und keine Verbindung gespeichert.',
    hint: 'Geben Sie zuerst auf der Seite „Verbindung“ die Anwendungs-ID ein.',
  },
  {
    says: /Members of conversation .+ after the 25th are missing/,
    text: 'In der Beschreibung einer Unterhaltung fehlen die Mitglieder nach dem 25.',
    hint: 'Die Nachrichten sind nicht betroffen. Die nächste Sicherung versucht es erneut.',
  },
  {
    says: /A picture or other content in notes to self is not available/,
    text: 'Ein Bild oder anderer Inhalt in Notizen an sich selbst ist nicht verfügbar.',
    hint: 'Microsoft verweigert jeder App Bilder und andere Inhalte aus Notizen an sich selbst. Der Text ist archiviert.',
  },
  {
    says: /A picture or other content in the conversation “(?<name>.*?)” is not available: Microsoft 365 does not have it/,
    text: 'Ein Bild oder anderen Inhalt in der Unterhaltung „{{name}}“ gibt es bei Microsoft nicht mehr.',
    hint: IMAGES,
  },
  {
    says: /A picture or other content in the conversation “(?<name>.*?)” is not available: the chat belongs/,
    text: 'Ein Bild oder anderer Inhalt in der Unterhaltung „{{name}}“ ist nicht verfügbar: Der Chat gehört einer anderen Organisation.',
    hint: IMAGES,
  },
  {
    says: /^Message .+ names more than (?<most>\d+) pictures and other contents: 1 of them is not fetched/,
    text: 'Eine Nachricht verweist auf mehr als {{most}} Bilder und andere Inhalte. 1 davon wird nicht abgerufen.',
    hint: 'Solche Nachrichten schreibt niemand von Hand. Der Text ist archiviert. Lesen Sie den Rest bei Bedarf in Teams.',
  },
  {
    says: /^Message .+ names more than (?<most>\d+) pictures and other contents: (?<n>\d+) of them are not fetched/,
    text: 'Eine Nachricht verweist auf mehr als {{most}} Bilder und andere Inhalte. {{n}} davon werden nicht abgerufen.',
    hint: 'Solche Nachrichten schreibt niemand von Hand. Der Text ist archiviert. Lesen Sie den Rest bei Bedarf in Teams.',
  },
  {
    says: /^1 picture or other content of messages was not fetched in the time/,
    text: 'In der vorgesehenen Zeit wurde 1 Bild oder anderer Inhalt von Nachrichten nicht abgerufen.',
    hint: 'Die nächste Sicherung macht damit weiter.',
  },
  {
    says: /^(?<n>\d+) pictures and other contents of messages were not fetched in the time/,
    text: 'In der vorgesehenen Zeit wurden {{n}} Bilder und andere Inhalte von Nachrichten nicht abgerufen.',
    hint: 'Die nächste Sicherung macht damit weiter.',
  },
  { says: /^It has not been archived yet/, text: 'Die nächste Sicherung holt es.' },
]

/** Microsoft's refusals: its codes are the same for several causes. */
export const refusals: readonly Cause[] = [
  {
    says: /Microsoft 365 has nothing with such an id/i,
    text: 'Bei Microsoft 365 gibt es nichts mit dieser ID.',
    hint: 'Prüfen Sie die ID: In Microsoft Entra heißt sie Objekt-ID.',
  },
  {
    says: /does not know the application in this organization/i,
    text: 'Microsoft 365 kennt die Anwendung in dieser Organisation nicht.',
    hint: 'Sehen Sie im Microsoft Entra Admin Center > Unternehmensanwendungen nach, ob es die App noch gibt und sie aktiviert ist. Fehlt sie, erteilen Sie die Administratoreinwilligung erneut.',
  },
  {
    says: /a Conditional Access policy does not let the application in/i,
    text: 'Eine Richtlinie für bedingten Zugriff lässt die Anwendung von hier aus nicht zu.',
    hint: 'Sehen Sie im Microsoft Entra Admin Center > Bedingter Zugriff die Richtlinien für Workloadidentitäten an: Sie müssen die Adresse dieses Servers zulassen. Am Schlüssel oder Zertifikat von Chatvault liegt es nicht.',
  },
  {
    says: /the answer is not Microsoft’s/i,
    text: 'Die Antwort stammt nicht von Microsoft, sondern von etwas auf dem Weg dorthin.',
    hint: 'Prüfen Sie Proxy und Firewall dieses Servers und, falls gesetzt, GRAPH_URL. Chatvault versucht es von selbst erneut.',
  },
  {
    says: /the person’s mailbox is inactive or not in Exchange Online/i,
    text: 'Das Postfach der Person ist inaktiv oder liegt nicht in Exchange Online.',
    hint: 'Weisen Sie im Microsoft 365 Admin Center eine Lizenz mit Exchange Online zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  {
    says: /Microsoft 365 did not understand the request/i,
    text: 'Microsoft 365 hat die Anforderung nicht verstanden.',
    hint: 'Das ist wahrscheinlich ein Fehler von Chatvault oder eine Änderung bei Microsoft. Melden Sie es mit dem Code.',
  },
  {
    says: /Teams is switched off in this organization/i,
    text: 'Teams ist in dieser Organisation abgeschaltet.',
    hint: 'Erlauben Sie im Microsoft Entra Admin Center > Unternehmensanwendungen bei „Microsoft Teams Services“ die Anmeldung wieder. Am Schlüssel oder Zertifikat von Chatvault liegt es nicht.',
  },
  {
    says: /Microsoft 365 did not accept the access token/i,
    text: 'Microsoft 365 hat das Zugriffstoken nicht angenommen.',
    hint: `Testen Sie die Verbindung. Wenn es so bleibt, prüfen Sie unter ${REGISTRATION}, ob es die Anwendung noch gibt und ihr Schlüssel oder Zertifikat gültig ist.`,
  },
  {
    says: /evaluation allowance of 500 messages/i,
    text: 'Das Testkontingent von Microsoft mit 500 Nachrichten im Monat ist aufgebraucht.',
    hint: BILLING,
  },
  {
    says: /a license with Communications DLP/i,
    text: 'Microsoft verlangt für diese Person eine Lizenz mit Communications DLP.',
    hint: BILLING,
  },
  {
    says: /asks for billing to be set up/i,
    text: 'Microsoft verlangt, dass für diese Anwendung eine Abrechnung eingerichtet wird.',
    hint: BILLING,
  },
  {
    says: /the chat belongs to another organization/i,
    text: 'Der Chat gehört einer anderen Organisation.',
    hint: 'Microsoft lässt das nur die Organisation lesen, der er gehört. Die Nachrichten selbst sind gesichert.',
  },
  {
    says: /the application may not read the directory/i,
    text: 'Die Anwendung darf das Verzeichnis nicht lesen.',
    hint: CONSENT,
  },
  {
    says: /lacks a permission that an admin must grant/i,
    text: 'Der Anwendung fehlt eine Berechtigung, die ein Administrator erteilen muss.',
    hint: CONSENT,
  },
  {
    says: /the person has no Teams license/i,
    text: 'Die Person hat keine Teams-Lizenz.',
    hint: 'Weisen Sie im Microsoft 365 Admin Center eine Lizenz mit Teams zu, oder nehmen Sie diese Person aus der Auswahl.',
  },
  {
    says: /Microsoft 365 refused access/i,
    text: 'Microsoft 365 hat den Zugriff verweigert.',
    hint: `Der Grund steht in den Worten von Microsoft. Nennen sie eine Berechtigung, fügen Sie sie unter ${REGISTRATION} > API-Berechtigungen hinzu, und wählen Sie „Administratoreinwilligung erteilen“; sonst sehen Sie nach, welche Richtlinie Ihrer Organisation das betrifft.`,
  },
  {
    says: /does not know the person, or the person has no mailbox/i,
    text: 'Microsoft 365 kennt die Person nicht, oder sie hat kein Postfach.',
    hint: 'Prüfen Sie im Microsoft 365 Admin Center, ob es die Person noch gibt und ob sie ein Postfach und eine Teams-Lizenz hat.',
  },
  {
    says: /the person has no mailbox that Microsoft 365 can export chats from/i,
    text: 'Die Person hat kein Postfach, aus dem Microsoft 365 Chats exportieren kann.',
    hint: 'Geben Sie eine Person mit Exchange Online-Postfach und Teams-Lizenz ein, oder weisen Sie beides im Microsoft 365 Admin Center zu.',
  },
  {
    says: /Microsoft 365 does not have it/i,
    text: 'Bei Microsoft 365 ist es nicht vorhanden.',
    hint: 'Vielleicht wurde es gelöscht. Sie müssen nichts tun.',
  },
  {
    says: /the place where reading stopped is no longer valid/i,
    text: 'Die Stelle, an der das Lesen angehalten hat, gilt nicht mehr.',
    hint: 'Sie müssen nichts tun: Chatvault liest diesen Zeitraum von vorn.',
  },
  {
    says: /exports need an application permission/i,
    text: 'Das Zugriffstoken ist von der falschen Art: Exporte brauchen eine Anwendungsberechtigung.',
    hint: `Fügen Sie unter ${REGISTRATION} > API-Berechtigungen Chat.Read.All als Anwendungsberechtigung hinzu, nicht als delegierte.`,
  },
  {
    says: /Microsoft 365 asks us to slow down/i,
    text: 'Microsoft 365 bittet, langsamer zu lesen.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft 365 failed/i,
    text: 'Bei Microsoft 365 ist ein Fehler aufgetreten.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft’s gateway lost the answer/i,
    text: 'Die Antwort ging bei Microsoft unterwegs verloren.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft 365 is briefly unavailable/i,
    text: 'Microsoft 365 ist kurz nicht verfügbar.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft 365 did not answer in time/i,
    text: 'Microsoft 365 hat nicht rechtzeitig geantwortet.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft 365 answered (?<status>\d+)/i,
    text: 'Microsoft 365 hat mit Status {{status}} geantwortet.',
    hint: 'Wenn es so bleibt, melden Sie es mit dem Code.',
  },
  {
    says: /Microsoft Entra is briefly unavailable/i,
    text: 'Microsoft Entra ist kurz nicht verfügbar.',
    hint: NOTHING_TO_DO,
  },
  {
    says: /Microsoft Entra refused/i,
    text: 'Microsoft Entra hat die Anmeldung der Anwendung abgelehnt.',
    hint: 'Schlagen Sie den Code unter https://login.microsoftonline.com/error nach, und testen Sie die Verbindung dann erneut.',
  },
]
