import type { CauseTexts } from '../../problem-texts.ts'

const REGISTRATIONS = 'Microsoft Entra admin center > App registrations'
const PERMISSIONS = `${REGISTRATIONS} > your app > API permissions`

export const setup = {
  'setup-begun': { text: 'The setup has started.' },
  'application-known': { text: 'Your organization knows the application.' },
  'application-unknown': {
    text: 'Your organization doesn’t know this application.',
    hint: `Copy the Application (client) ID again from ${REGISTRATIONS} > your app > Overview. The Directory (tenant) ID there must be {{tenant}}: if it’s different, the app was registered in another organization. A new registration can take a minute.`,
  },
  'application-id-missing': {
    text: 'There’s no application ID yet.',
    hint: `Register the app in ${REGISTRATIONS}, then enter its Application (client) ID.`,
  },
  'application-not-named': {
    text: 'No application is specified, and no connection is saved.',
    hint: 'Enter the application ID on the Connection page first.',
  },
  'tenant-id-pasted': {
    text: 'This is the Directory (tenant) ID of your organization, not the ID of the application.',
    hint: 'Copy the “Application (client) ID”. It’s above the Directory ID on the Overview page of the app registration.',
  },
  'secret-accepted': { text: 'Microsoft Entra accepted the client secret.' },
  'certificate-accepted': { text: 'Microsoft Entra accepted the certificate.' },
  'no-credential-yet': {
    text: 'There’s neither a client secret nor a certificate yet.',
    hint: 'Create a client secret and paste its value, or let Chatvault create a certificate.',
  },
  'credential-waits-for-consent': {
    text: 'Microsoft Entra checks the secret or certificate only after an admin has consented.',
    hint: 'Grant admin consent, then check again.',
  },
  'application-permissions-present': {
    text: 'All permissions are present, as application permissions.',
  },
  'permission-not-added': {
    text: 'The app doesn’t have {{names}} as an application permission.',
    hint: `In ${PERMISSIONS}, check the column “Type”: it must be Application, not Delegated. Add the missing ones under Microsoft Graph > Application permissions, then grant admin consent again.`,
  },
  'delegated-permissions': {
    text: 'An admin consented, but the app has no application permission.',
    hint: `In ${PERMISSIONS}, the column “Type” probably shows Delegated. Add the permissions again under Microsoft Graph > Application permissions, then grant admin consent. Consent can take a minute to show.`,
  },
  'wider-permission-missing': {
    text: 'The app doesn’t have Chat.ReadWrite.All. Backups work without it.',
    hint: 'Choose the smallest set of permissions to continue without it. Or add it as an application permission and grant admin consent again.',
  },
  'consent-complete': { text: 'An admin consented, and Microsoft confirms every permission.' },
  'consent-missing': {
    text: 'There’s no consent to application permissions, so the app can’t do anything.',
    hint: `In ${PERMISSIONS}, the column “Type” must be Application: consent to delegated permissions doesn’t show here. Then select “Grant admin consent” as a Global or Privileged Role Administrator. It can take a minute to show.`,
  },
  'consent-incomplete': {
    text: 'Consent doesn’t cover {{names}}.',
    hint: `A permission that you add after consent needs consent again. Select “Grant admin consent” in ${PERMISSIONS}.`,
  },
  'billing-not-asked': {
    text: 'Microsoft let the app read and didn’t require billing. You don’t need to do anything.',
  },
  'no-mailbox-to-try': {
    text: 'Chatvault found no one whose chats could be exported to see whether Microsoft requires billing.',
    hint: 'Enter a test mailbox: a person with an Exchange Online mailbox and a Teams license.',
  },
  'connection-saved': { text: 'The connection is saved, and its last test passed.' },
  'waits-for-application': {
    text: 'This can be checked when your organization knows the application.',
    hint: 'Finish the registration first.',
  },
  'waits-for-credential': {
    text: 'This can be checked when Microsoft Entra accepts the secret or certificate.',
    hint: 'Finish the secret or certificate first.',
  },
  'waits-for-consent': {
    text: 'Microsoft shows the permissions of an app only after an admin has consented.',
    hint: 'Add the permissions, then grant admin consent.',
  },
  'waits-for-permissions': {
    text: 'Whether Microsoft requires billing shows when the app is allowed to read messages.',
    hint: 'Finish permissions and consent first.',
  },
  'microsoft-not-reached': {
    text: 'Chatvault couldn’t check with Microsoft. {{because}}',
    hint: 'You don’t need to change anything for that. Check again in a few minutes.',
  },
  'still-asking': {
    text: 'Microsoft Entra hasn’t answered yet.',
    hint: 'Check again in a minute.',
  },
} satisfies CauseTexts<'setup'>
