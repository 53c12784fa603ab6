import type { CauseTexts } from '../../problem-texts.ts'

const APP = 'Microsoft Entra admin center > App registrations > your app'
const CONNECT = 'On the Connection page, enter the application ID and the client secret, then test and save.'
const ADD_MISSING = `In ${APP} > API permissions, add the missing ones under Microsoft Graph > Application permissions, then select “Grant admin consent” as a Global or Privileged Role Administrator. It can take a minute to work.`
const MAILBOX =
  'Enter a person with an Exchange Online mailbox and a Teams license, or assign both in the Microsoft 365 admin center.'
const SAME_APP =
  'Make sure that it was added to the same application, and that admin consent is still granted.'
const REPLACE = 'Replace it on the Connection page. The current one is used until the new one works.'
const STOP = 'Backups stop when it expires.'
const NEXT_CHECK =
  'You don’t need to do anything. The next check asks again. To know now, check the connection yourself.'
const LOOK_UP =
  'Look it up in the app registration under Certificates & secrets, and enter the date on the Connection page.'
const CLOCK =
  'Have a time server set it (NTP; on Linux, systemd-timesyncd or chrony). Until then, backups and the month of the limit follow Microsoft’s time.'

export const connection = {
  // Checks
  'application-accepted': { text: 'Microsoft Entra accepted the application.' },
  'permissions-granted': { text: 'Chat.Read.All and User.Read.All are granted.' },
  'missing-permission': { text: 'The app is missing {{names}}.', hint: ADD_MISSING },
  'consent-not-given': {
    text: 'An admin hasn’t consented to the application yet. It’s missing {{names}}.',
    hint: ADD_MISSING,
  },
  'organization-connected': { text: 'Connected to {{name}}.' },
  'mailbox-found': { text: '{{name}} has a mailbox in this organization.' },
  'mailbox-not-found': {
    text: 'No one in this organization has the address {{address}}.',
    hint: 'Enter the sign-in name or email address of a person in this organization, as shown in Microsoft Entra admin center > Users.',
  },
  'mailbox-guest': {
    text: '{{name}} is a guest: the mailbox, and the chats in it, belong to another organization.',
    hint: 'Enter a member of this organization.',
  },
  'mailbox-disabled': {
    text: 'The account of {{name}} is disabled.',
    hint: 'Enter a person who can sign in, or enable the account in Microsoft Entra admin center > Users.',
  },
  'mailbox-missing': { text: '{{name}} has no mailbox, and that’s where chats are kept.', hint: MAILBOX },
  'export-works': { text: 'The export works. One message was read and counted.' },
  'export-works-unread': {
    text: 'The export works. This person had no messages in the last day, so nothing was counted.',
  },
  'backup-read-people': { text: 'A backup could read people and messages.' },
  'backup-read-messages': { text: 'A backup could read messages.' },
  'limit-blocks-test': {
    text: 'A test reads one message, and this month’s limit (UTC) is reached.',
    hint: 'Raise the limit first (on the Connection page, change only the limit), then try again. Or wait for the next month (UTC).',
  },
  'test-message-spent': {
    text: 'A connection test can cost one message at most, and that one is already counted.',
    hint: 'Test the connection again.',
  },

  // Saving, replacing, disconnecting
  'not-connected': { text: 'Chatvault isn’t connected to your tenant.', hint: CONNECT },
  'cost-not-acknowledged': {
    text: 'You haven’t confirmed that messages can cost money and that backups stop at the limit.',
    hint: 'Select the check box about the cost, then save again.',
  },
  'connection-test-failed': {
    text: 'A check of the connection failed. Nothing was saved.',
    hint: 'See the failed check for what to do.',
  },
  'connection-in-use': {
    text: 'A running backup still needs the connection.',
    hint: 'Stop the backup or wait until it ends, then disconnect.',
  },
  'connection-changed': {
    text: 'Someone else changed or removed the connection.',
    hint: 'Reload the page and look at the connection.',
  },
  'credential-ambiguous': {
    text: 'You entered both a client secret and a certificate.',
    hint: 'Enter only one of them.',
  },
  'credential-missing': {
    text: 'You entered neither a client secret nor a certificate.',
    hint: 'Enter the client secret, or paste the certificate with its private key.',
  },
  'no-certificate-made': {
    text: 'There’s no certificate for this yet.',
    hint: 'Let Chatvault create a certificate first, and add its public part to the app registration.',
  },
  'new-credential-refused': {
    text: 'The new secret or certificate doesn’t work. The old one is still in use. {{because}}',
    hint: '{{becauseHint}}',
  },
  'new-credential-not-tested': {
    text: 'The new secret or certificate couldn’t be checked. The old one is still in use. {{because}}',
    hint: 'Try again in a few minutes.',
  },
  'permission-lost': { text: 'The new secret or certificate doesn’t have {{names}}.', hint: SAME_APP },
  'permissions-kept': { text: 'The new secret or certificate has the same permissions as the old one.' },

  // How long the credential lasts
  'secret-valid': {
    text_one: 'The client secret is valid for {{n}} more day.',
    text_other: 'The client secret is valid for {{n}} more days.',
  },
  'secret-expires': {
    text_one: 'The client secret expires in {{n}} day',
    text_other: 'The client secret expires in {{n}} days',
    hint: `Plan to replace it. ${REPLACE}`,
  },
  'secret-expires-this-month': {
    text_one: 'The client secret expires in {{n}} day',
    text_other: 'The client secret expires in {{n}} days',
    hint: `Do this within the month. ${REPLACE}`,
  },
  'secret-expires-soon': {
    text_one: 'The client secret expires in {{n}} day',
    text_other: 'The client secret expires in {{n}} days',
    hint: `Do this within the week. ${REPLACE} ${STOP}`,
  },
  'secret-expires-now': {
    text_one: 'The client secret expires in {{n}} day',
    text_other: 'The client secret expires in {{n}} days',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'secret-expires-tomorrow': {
    text: 'The client secret expires tomorrow',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'secret-expires-today': {
    text: 'The client secret expires today',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'secret-expired': { text: 'The client secret has expired', hint: `Backups have stopped. ${REPLACE}` },
  'secret-end-unknown': {
    text: 'No expiry date is known for the client secret, so Chatvault can’t warn you.',
    hint: LOOK_UP,
  },
  'certificate-valid': {
    text_one: 'The certificate is valid for {{n}} more day.',
    text_other: 'The certificate is valid for {{n}} more days.',
  },
  'certificate-expires': {
    text_one: 'The certificate expires in {{n}} day',
    text_other: 'The certificate expires in {{n}} days',
    hint: `Plan to replace it. ${REPLACE}`,
  },
  'certificate-expires-this-month': {
    text_one: 'The certificate expires in {{n}} day',
    text_other: 'The certificate expires in {{n}} days',
    hint: `Do this within the month. ${REPLACE}`,
  },
  'certificate-expires-soon': {
    text_one: 'The certificate expires in {{n}} day',
    text_other: 'The certificate expires in {{n}} days',
    hint: `Do this within the week. ${REPLACE} ${STOP}`,
  },
  'certificate-expires-now': {
    text_one: 'The certificate expires in {{n}} day',
    text_other: 'The certificate expires in {{n}} days',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'certificate-expires-tomorrow': {
    text: 'The certificate expires tomorrow',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'certificate-expires-today': {
    text: 'The certificate expires today',
    hint: `Do this today. ${REPLACE} ${STOP}`,
  },
  'certificate-expired': { text: 'The certificate has expired', hint: `Backups have stopped. ${REPLACE}` },
  'certificate-end-unknown': {
    text: 'No expiry date is known for the certificate, so Chatvault can’t warn you.',
    hint: LOOK_UP,
  },

  // Health
  'not-reached': {
    text: 'Not checked because an earlier check failed.',
    hint: 'Fix that first, then check again.',
  },
  'not-in-time': {
    text: 'This couldn’t be checked in time because Microsoft 365 didn’t answer or asked Chatvault to wait.',
    hint: 'You don’t need to do anything. Chatvault checks again automatically. To know sooner, check the connection yourself.',
  },
  'backup-reads-now': {
    text: 'A backup is reading messages now, so none was read for this check.',
    hint: NEXT_CHECK,
  },
  'check-read-already': {
    text: 'This check was interrupted and repeated. A second message isn’t read for it.',
    hint: NEXT_CHECK,
  },
  'backup-read-lately': {
    text: 'A backup read messages in the last day, so none was read for this check.',
  },
  'optional-permissions-granted': { text: 'Every permission that Chatvault can use is granted.' },
  'optional-permissions-missing': { text: 'Not granted, and not needed now: {{names}}.' },
  'group-permission-missing': {
    text: 'People are chosen by group, but the app isn’t allowed to read groups (GroupMember.Read.All).',
    hint: 'Add GroupMember.Read.All as an application permission and grant admin consent, or choose people without groups.',
  },
  'billing-not-required': {
    text: 'Microsoft doesn’t require billing, and messages are counted as not charged.',
  },
  'billing-counted': {
    text: 'Microsoft doesn’t require billing. Messages are counted as charged because that’s set here.',
  },
  'billing-not-linked': {
    text: 'Microsoft requires billing to be set up for this application.',
    hint: 'Link the application to an Azure subscription. The “Billing” step of the setup does it or shows how.',
  },
  'billing-linked': {
    text: 'Microsoft requires billing to be set up for this application.',
    hint: 'The application is already linked. Check that the Azure subscription is active. A new link can take a few minutes.',
  },
  'clock-right': { text: 'The clock of this server agrees with Microsoft’s.' },
  'clock-ahead': { text: 'The clock of this server is {{by}} ahead of Microsoft’s.', hint: CLOCK },
  'clock-behind': { text: 'The clock of this server is {{by}} behind Microsoft’s.', hint: CLOCK },
} satisfies CauseTexts<'connection'>
