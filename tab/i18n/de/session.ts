import type { Translated } from '../catalogue.ts'
import type { session as english } from '../en/session.ts'

export const session: Translated<typeof english> = {
  starting: 'Chatvault wird gestartet',
  slow: 'Das dauert länger als üblich. Der Versuch läuft noch …',
  signingIn: 'Sie werden zur Anmeldung bei Microsoft weitergeleitet',
  signingInWindow: 'Fahren Sie im Microsoft-Fenster fort. Diese Seite wird automatisch aktualisiert.',
  stuck: 'Es tut sich nichts, oder Sie haben das Fenster geschlossen? Beginnen Sie neu.',
  startAgain: 'Neu beginnen',
  checking: 'Ihr Konto wird geprüft',
  signIn: 'Anmelden',
  continue: 'Weiter',
  openWindow: 'In einem Browserfenster öffnen',
  otherAccount: 'Anderes Konto verwenden',

  configTitle: 'Chatvault kann nicht starten',
  configText: 'Die Einstellungen konnten nicht vom Server geladen werden.',
  configHint:
    'Prüfen Sie Ihre Internetverbindung, und versuchen Sie es erneut. Wenn das nicht hilft, läuft der Server vielleicht nicht: Wenden Sie sich an den Administrator Ihres Chatvault-Servers.',

  silentTitle: '{{place}} antwortet nicht',
  silentSomewhere: 'Ihre Microsoft 365-App',
  silentText: 'Auf die Anmeldeanfrage von Chatvault kam keine Antwort.',
  silentHint:
    'Versuchen Sie es erneut. Wenn das nicht hilft, öffnen Sie Chatvault in einem Browserfenster: Auch dort funktioniert alles.',

  welcomeTitle: 'Bei Chatvault anmelden',
  welcomeText: 'Melden Sie sich mit Ihrem Geschäftskonto an, um die Sicherungen zu sehen.',
  welcomeFrame:
    'Sie melden sich in einem kleinen Fenster bei Microsoft an, weil {{place}} Ihre Anmeldung nicht weitergibt.',
  welcomeSomewhere: 'diese Seite',

  signedOutTitle: 'Sie sind abgemeldet',
  signedOutText: 'Melden Sie sich mit Ihrem Geschäftskonto an, um die Sicherungen zu sehen.',
  signedOutHint:
    'Bei Microsoft sind Sie in diesem Browser noch angemeldet. Melden Sie sich an einem gemeinsam genutzten Computer auch dort ab.',
  signOutOfMicrosoft: 'Auch bei Microsoft abmelden',

  endedTitle: 'Ihre Anmeldung ist abgelaufen',
  endedText: 'Melden Sie sich erneut an, um dort weiterzumachen, wo Sie aufgehört haben.',

  consentTitle: 'Noch ein Schritt',
  consentText: 'Microsoft braucht Ihre Einwilligung, bevor Chatvault erfährt, wer Sie sind.',
  consentHint:
    'Ein kleines Fenster öffnet sich und fragt danach. Chatvault liest Ihren Namen und Ihre Adresse, sonst nichts von Ihnen.',

  claimsTitle: 'Bestätigen Sie Ihre Identität',
  claimsText:
    'Die Richtlinie Ihrer Organisation für den bedingten Zugriff verlangt eine weitere Bestätigung, zum Beispiel einen Code von Ihrem Telefon.',
  claimsButton: 'Bei Microsoft bestätigen',

  ruleTitle: 'Eine Richtlinie Ihrer Organisation sperrt Chatvault hier',
  ruleText:
    'Der bedingte Zugriff hat die Anmeldung abgelehnt, weil Gerät, Ort oder App eine Richtlinie nicht erfüllen.',
  ruleHint:
    'Versuchen Sie es auf einem von Ihrer Organisation verwalteten Gerät. Wenn es hier möglich sein soll, geben Sie den Code an Ihren Microsoft 365-Administrator weiter.',

  approvalTitle: 'Ein Administrator muss Chatvault genehmigen',
  approvalText:
    'In Ihrer Organisation genehmigen nur Administratoren Apps, und Chatvault ist noch nicht genehmigt.',
  approvalHint:
    'Senden Sie diesen Text an einen Microsoft 365-Administrator. Versuchen Sie es nach der Genehmigung erneut.',
  approvalLine:
    'Bitte die App Chatvault ({{app}}) im Mandanten {{tenant}} genehmigen: Entra Admin Center > Unternehmensanwendungen > Chatvault > Berechtigungen > Administratoreinwilligung erteilen. Angefragt von {{name}}.',
  lineName: 'Text für den Administrator',
  unknownTenant: 'unserer Organisation',
  unknownPerson: 'mir',

  stoppedTitle: 'Die Anmeldung wurde abgebrochen',
  closedTitle: 'Das Anmeldefenster wurde geschlossen',
  closedText: 'Es wurde nichts geändert. Fahren Sie fort, wenn Sie so weit sind.',
  closedHint:
    'Wenn das Fenster von Microsoft die Genehmigung eines Administrators verlangt hat, senden Sie diesen Text an einen Microsoft 365-Administrator.',

  blockedTitle: 'Ihr Browser hat das Anmeldefenster blockiert',
  blockedText: 'Chatvault öffnet für die Anmeldung bei Microsoft ein kleines Fenster.',
  blockedHint:
    'Erlauben Sie Pop-ups für diese Seite: Die meisten Browser zeigen dafür ein Zeichen in der Adressleiste. Versuchen Sie es dann erneut.',

  hostTitle: '{{place}} konnte Sie nicht anmelden',
  hostHint:
    'Versuchen Sie es gleich noch einmal. Wenn das nicht hilft, öffnen Sie Chatvault in einem Browserfenster.',

  setupTitle: 'Chatvault ist für diese Adresse nicht eingerichtet',
  setupText: 'Das App-Paket, die Anmelde-App in Entra und die Adresse dieser Seite passen nicht zusammen.',
  setupHint:
    'Für den Administrator Ihres Chatvault-Servers: webApplicationInfo.resource im Manifest und der Anwendungs-ID-URI der Anmelde-App müssen beide dem Wert unten entsprechen, und die Anmelde-App muss aktiviert sein.',
  setupLine: 'Erwarteter Wert',

  storageTitle: 'Ihr Browser verhindert die Anmeldung bei Chatvault',
  storageText:
    'Er blockiert den Speicher dieser Website. Chatvault bewahrt Ihre Anmeldung dort auf, bis Sie das Fenster schließen.',
  storageHint:
    'Erlauben Sie in den Einstellungen des Browsers Cookies und Websitedaten für {{site}}, und versuchen Sie es dann erneut.',

  signInTitle: 'Die Anmeldung wurde nicht abgeschlossen',
  signInHint:
    'Versuchen Sie es erneut. Wenn Microsoft einen Code anzeigt, geben Sie ihn an Ihren Microsoft 365-Administrator weiter.',

  meTitle: 'Chatvault konnte Ihr Konto nicht prüfen',
  notOperatorTitle: 'Sie haben keinen Zugriff auf Chatvault',
  notOperatorText: '{{name}} ist angemeldet, hat aber keine Rolle in Chatvault.',
  notOperatorHint:
    'Senden Sie diesen Text an einen Microsoft 365-Administrator. Versuchen Sie es erneut, wenn Sie die Rolle haben.',
  notOperatorHintHost:
    'Senden Sie diesen Text an einen Microsoft 365-Administrator. Bis eine neue Rolle bei {{place}} ankommt, kann eine Stunde vergehen. Im Browser gilt sie sofort.',
  notOperatorLine:
    'Bitte {{name}} eine der Rollen Vault.Admin, Vault.Operator, Vault.Reviewer oder Vault.Auditor im Mandanten {{tenant}} geben: Entra Admin Center > Unternehmensanwendungen > Chatvault ({{app}}) > Benutzer und Gruppen.',
  wrongTenantTitle: 'Ihre Organisation verwendet dieses Chatvault nicht',
  wrongTenantText: '{{name}} gehört zu einer Organisation, für die dieses Chatvault nicht zuständig ist.',
  wrongTenantHint: 'Melden Sie sich mit einem Konto der Organisation an, deren Chats hier gesichert werden.',
  wrongTenantHintHost:
    'Wechseln Sie zu der Organisation, deren Chats hier gesichert werden, oder senden Sie diesen Text an den Administrator Ihres Chatvault-Servers.',
  wrongTenantLine: 'Bitte den Mandanten {{tenant}} zulassen (ALLOWED_TENANTS), angefragt von {{name}}.',
}
