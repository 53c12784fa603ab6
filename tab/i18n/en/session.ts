/** Everything between opening the tab and its first screen. */
export const session = {
  starting: 'Starting Chatvault',
  slow: 'This is taking longer than usual. Still trying…',
  signingIn: 'Taking you to Microsoft to sign in',
  signingInWindow: 'Continue in the Microsoft window. This page updates automatically.',
  stuck: 'Nothing happening, or closed the window? Start again.',
  startAgain: 'Start again',
  checking: 'Checking who you are',
  signIn: 'Sign in',
  continue: 'Continue',
  openWindow: 'Open in a browser window',
  otherAccount: 'Use another account',

  configTitle: 'Chatvault can’t start',
  configText: 'Chatvault couldn’t load its settings from the server.',
  configHint:
    'Check your internet connection, then try again. If this keeps happening, the server may be down: contact your Chatvault server admin.',

  silentTitle: '{{place}} isn’t responding',
  silentSomewhere: 'Your Microsoft 365 app',
  silentText: 'It didn’t answer the sign-in request from Chatvault.',
  silentHint:
    'Try again. If this keeps happening, open Chatvault in a browser window: everything works there too.',

  welcomeTitle: 'Sign in to Chatvault',
  welcomeText: 'Sign in with your work account to see your backups.',
  welcomeFrame:
    'You’ll sign in with Microsoft in a small window because {{place}} doesn’t share your sign-in.',
  welcomeSomewhere: 'this page',

  signedOutTitle: 'You’re signed out',
  signedOutText: 'Sign in with your work account to see your backups.',
  signedOutHint:
    'You’re still signed in to Microsoft in this browser. On a shared computer, sign out of Microsoft too.',
  signOutOfMicrosoft: 'Sign out of Microsoft too',

  endedTitle: 'Your session has ended',
  endedText: 'Sign in again to pick up where you left off.',

  consentTitle: 'One more step',
  consentText: 'Microsoft needs your approval before Chatvault can see who you are.',
  consentHint: 'A small window opens and asks for it. Chatvault reads only your name and address.',

  claimsTitle: 'Verify that it’s you',
  claimsText:
    'Your organization’s Conditional Access policy requires another verification step, such as a code from your phone.',
  claimsButton: 'Verify with Microsoft',

  ruleTitle: 'Your organization’s policy blocks Chatvault here',
  ruleText:
    'Conditional Access refused this sign-in because the device, location, or app doesn’t meet a policy.',
  ruleHint:
    'Try again on a device your organization manages. If it should work here, send the code to your Microsoft 365 admin.',

  approvalTitle: 'An admin must approve Chatvault',
  approvalText: 'In your organization, only admins can approve apps, and Chatvault hasn’t been approved yet.',
  approvalHint: 'Send this to a Microsoft 365 admin. Once it’s approved, try again.',
  approvalLine:
    'Please approve the app Chatvault ({{app}}) in tenant {{tenant}}: Entra admin center > Enterprise applications > Chatvault > Permissions > Grant admin consent. Requested by {{name}}.',
  lineName: 'Text for the admin',
  unknownTenant: 'of our organization',
  unknownPerson: 'me',

  stoppedTitle: 'Sign-in was canceled',
  closedTitle: 'The sign-in window was closed',
  closedText: 'Nothing was changed. Continue when you’re ready.',
  closedHint: 'If the Microsoft window asked for an admin’s approval, send this to a Microsoft 365 admin.',

  blockedTitle: 'Your browser blocked the sign-in window',
  blockedText: 'Chatvault opens a small window so that you can sign in with Microsoft.',
  blockedHint:
    'Allow pop-ups for this page: most browsers show an icon for it in the address bar. Then try again.',

  hostTitle: '{{place}} couldn’t sign you in',
  hostHint: 'Try again in a moment. If this keeps happening, open Chatvault in a browser window.',

  setupTitle: 'Chatvault isn’t set up for this address',
  setupText: 'The app package, the Entra sign-in app, and this page’s address don’t match.',
  setupHint:
    'For your Chatvault server admin: webApplicationInfo.resource in the manifest and the sign-in app’s Application ID URI must both match the value below, and the sign-in app must be enabled.',
  setupLine: 'Expected value',

  storageTitle: 'Your browser is blocking sign-in',
  storageText:
    'It blocks storage for this site. Chatvault keeps your sign-in there until you close the window.',
  storageHint: 'In your browser’s settings, allow cookies and site data for {{site}}, then try again.',

  signInTitle: 'Sign-in didn’t finish',
  signInHint: 'Try again. If Microsoft shows a code, send it to your Microsoft 365 admin.',

  meTitle: 'Chatvault couldn’t check your account',
  notOperatorTitle: 'You don’t have access to Chatvault',
  notOperatorText: '{{name}} is signed in but doesn’t have a role in Chatvault.',
  notOperatorHint: 'Send this to a Microsoft 365 admin. Once you have a role, try again.',
  notOperatorHintHost:
    'Send this to a Microsoft 365 admin. A new role can take up to an hour to reach {{place}}. In a browser, it works right away.',
  notOperatorLine:
    'Please give {{name}} one of the roles Vault.Admin, Vault.Operator, Vault.Reviewer or Vault.Auditor in tenant {{tenant}}: Entra admin center > Enterprise applications > Chatvault ({{app}}) > Users and groups.',
  wrongTenantTitle: 'Your organization doesn’t use this Chatvault',
  wrongTenantText: '{{name}} belongs to an organization that doesn’t use this Chatvault server.',
  wrongTenantHint: 'Sign in with an account from the organization whose chats are backed up here.',
  wrongTenantHintHost:
    'Switch to the organization whose chats are backed up here, or send this to your Chatvault server admin.',
  wrongTenantLine: 'Please allow tenant {{tenant}} (ALLOWED_TENANTS). Requested by {{name}}.',
}
