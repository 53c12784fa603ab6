/** Everything between opening the tab and its first screen. */
export const session = {
  starting: 'Starting Chatvault',
  slow: 'This takes longer than usual. Chatvault is still trying.',
  signingIn: 'Taking you to Microsoft to sign in',
  signingInWindow: 'Go on in Microsoft’s window. This page follows by itself.',
  stuck: 'If nothing happens, or Microsoft’s window is gone, start again.',
  startAgain: 'Start again',
  checking: 'Checking who you are',
  signIn: 'Sign in',
  continue: 'Continue',
  openWindow: 'Open in a browser window',
  otherAccount: 'Use another account',

  configTitle: 'Chatvault can’t start',
  configText: 'Its settings could not be loaded from the server.',
  configHint:
    'Check your internet connection, then try again. If it stays, the server may be down: tell whoever runs Chatvault for you.',

  silentTitle: '{{place}} does not answer',
  silentSomewhere: 'Your Microsoft 365 app',
  silentText: 'Chatvault asked it who you are and got no answer.',
  silentHint: 'Try again. If it stays, open Chatvault in a browser window: everything works there too.',

  welcomeTitle: 'Sign in to Chatvault',
  welcomeText: 'Sign in with your work account to see backups.',
  welcomeFrame: 'A small window opens for Microsoft’s sign-in; {{place}} does not hand yours over.',
  welcomeSomewhere: 'this page',

  signedOutTitle: 'You are signed out',
  signedOutText: 'Sign in with your work account to see backups.',
  signedOutHint:
    'Microsoft still knows you in this browser. On a computer that others use, sign out of Microsoft too.',
  signOutOfMicrosoft: 'Sign out of Microsoft too',

  endedTitle: 'Your sign-in has ended',
  endedText: 'Sign in again to go on where you were.',

  consentTitle: 'One more step',
  consentText: 'Microsoft wants your approval before it tells Chatvault who you are.',
  consentHint:
    'A small window opens and asks for it. Chatvault reads your name and address, nothing else of yours.',

  claimsTitle: 'Confirm that it’s you',
  claimsText:
    'A rule of your organization (conditional access) asks for more than your sign-in, for example a code from your phone.',
  claimsButton: 'Confirm with Microsoft',

  ruleTitle: 'A rule of your organization keeps Chatvault closed here',
  ruleText: 'Conditional access refused this sign-in: the device, the place or the app does not meet a rule.',
  ruleHint:
    'Try it on a device your organization manages. If it should work here, give the code to your Microsoft 365 admin.',

  approvalTitle: 'An admin must approve Chatvault',
  approvalText: 'In your organization only admins approve apps, and nobody has approved Chatvault yet.',
  approvalHint: 'Send this to a Microsoft 365 admin. When it is approved, try again.',
  approvalLine:
    'Approve the app Chatvault ({{app}}) in tenant {{tenant}}: Entra admin center > Enterprise applications > Chatvault > Permissions > Grant admin consent. Asked for by {{name}}.',
  lineName: 'Text for the admin',
  unknownTenant: 'of our organization',
  unknownPerson: 'me',

  stoppedTitle: 'Sign-in was stopped',
  closedTitle: 'The sign-in window was closed',
  closedText: 'Nothing was changed. Continue when you are ready.',
  closedHint: 'If Microsoft’s window asked for an admin’s approval, send this to a Microsoft 365 admin.',

  blockedTitle: 'Your browser blocked the sign-in window',
  blockedText: 'Chatvault opens one small window for Microsoft’s sign-in.',
  blockedHint:
    'Allow pop-ups for this page: most browsers show a sign for it in the address bar. Then try again.',

  hostTitle: '{{place}} could not sign you in',
  hostHint: 'Try again in a moment. If it stays, open Chatvault in a browser window.',

  setupTitle: 'Chatvault is not set up for this place',
  setupText: 'The app package, the sign-in app in Entra and the address of this page do not name each other.',
  setupHint:
    'For whoever runs Chatvault: the manifest’s webApplicationInfo.resource and the sign-in app’s Application ID URI must both be the value below, and the sign-in app must be enabled.',
  setupLine: 'Expected value',

  storageTitle: 'Your browser keeps Chatvault from signing you in',
  storageText: 'It blocks the storage of this site. A sign-in is kept there until the window closes.',
  storageHint: 'In the browser’s settings allow cookies and site data for {{site}}, then try again.',

  signInTitle: 'Sign-in did not finish',
  signInHint: 'Try again. If Microsoft shows a code, give it to your Microsoft 365 admin.',

  meTitle: 'Chatvault could not check who you are',
  notOperatorTitle: 'You don’t have access to Chatvault',
  notOperatorText: '{{name}} is signed in, but has no role in Chatvault.',
  notOperatorHint: 'Send this to a Microsoft 365 admin. When you have the role, try again.',
  notOperatorHintHost:
    'Send this to a Microsoft 365 admin. {{place}} may take up to an hour to learn of a new role; in a browser window it works at once.',
  notOperatorLine:
    'Give {{name}} one of the roles Vault.Admin, Vault.Operator, Vault.Reviewer or Vault.Auditor in tenant {{tenant}}: Entra admin center > Enterprise applications > Chatvault ({{app}}) > Users and groups.',
  wrongTenantTitle: 'Your organization doesn’t use this Chatvault',
  wrongTenantText: '{{name}} belongs to an organization that this Chatvault does not serve.',
  wrongTenantHint: 'Sign in with an account of the organization whose chats are backed up here.',
  wrongTenantHintHost:
    'Switch to the organization whose chats are backed up here, or send this to whoever runs Chatvault.',
  wrongTenantLine: 'Allow tenant {{tenant}} (ALLOWED_TENANTS), asked for by {{name}}.',
}
