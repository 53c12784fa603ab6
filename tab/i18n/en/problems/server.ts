import type { CauseTexts, TitleTexts } from '../../problem-texts.ts'

const SIGN_IN = 'Sign in again.'
const ADMIN = 'Ask your Chatvault server admin'
const LOG = 'The server log has the reason.'

export const titles = {
  400: 'The request wasn’t understood',
  401: 'Sign in to continue',
  402: 'The service requires payment',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Not possible now',
  410: 'No longer there',
  413: 'Too large',
  415: 'Not JSON',
  416: 'Not within the file',
  422: 'Not accepted',
  429: 'Too many requests',
  500: 'Something went wrong in Chatvault',
  502: 'Microsoft 365 didn’t answer as expected',
  503: 'Not available right now',
} satisfies TitleTexts

/** For a cause that is newer than this file, or from before causes had names. */
export const unknown = 'The server reports:'

export const server = {
  // Where alerts go
  'alert-email-invalid': {
    text: 'This isn’t an e-mail address.',
    hint: 'Enter one address, for example it@contoso.com.',
  },
  'alert-email-not-possible': {
    text: 'This Chatvault server can’t send e-mail, and Microsoft 365 isn’t connected to send it.',
    hint: 'Connect Microsoft 365 first, ask your Chatvault server admin to set SMTP_URL, or choose another destination.',
  },
  'alert-email-not-permitted': {
    text: 'This Chatvault server has no mail server, and the app isn’t allowed to send e-mail from your organization’s mailboxes.',
    hint: 'In Microsoft Entra, add the application permission Mail.Send to the app and grant admin consent. Then limit it to the sending mailbox in Exchange Online. Or ask your Chatvault server admin to set SMTP_URL.',
  },
  'alert-sender-invalid': {
    text: 'The sender isn’t the address of a mailbox.',
    hint: 'Enter one address of your organization, for example chatvault@contoso.com, or leave it empty.',
  },
  'alert-teams-retired': {
    text: 'This address belongs to an Office 365 connector, which Microsoft has retired.',
    hint: 'In Teams, create a workflow from the template “Send webhook alerts to a channel” and use its address.',
  },
  'alert-address-invalid': {
    text: 'This isn’t an https address.',
    hint: 'Enter the whole address, beginning with https://, without a user name or password in it.',
  },
  'alert-address-not-https': {
    text: 'The address doesn’t begin with https://.',
    hint: 'Use an https address. Your Chatvault server admin can allow a host with ALERT_ALLOWED_HOSTS.',
  },
  'alert-address-not-public': {
    text: 'The address isn’t on the internet.',
    hint: 'Use a public address. Your Chatvault server admin can allow a host with ALERT_ALLOWED_HOSTS.',
  },
  'alert-channel-unknown': {
    text: 'This destination no longer exists.',
    hint: 'Someone may have removed it. Reload the page.',
  },
  'alert-channels-full': {
    text: 'There are as many destinations as Chatvault can have.',
    hint: 'Remove one that isn’t needed any more.',
  },
  'alert-channel-kind': {
    text: 'A destination keeps its kind.',
    hint: 'Add a new one of that kind and remove this one.',
  },
  // Who is asking
  'token-missing': { text: 'The request has no sign-in.', hint: SIGN_IN },
  'token-expired': { text: 'Your sign-in has expired.', hint: SIGN_IN },
  'token-invalid': { text: 'Your sign-in isn’t valid.', hint: SIGN_IN },
  'claims-required': {
    text: 'Your organization requires an extra sign-in step for Chatvault.',
    hint: 'Sign in again. Microsoft asks for what’s missing, such as a code from your phone.',
  },
  'scope-missing': {
    text: 'The sign-in isn’t from a person who opened Chatvault.',
    hint: 'Sign in as a person.',
  },
  'client-not-known': {
    text: 'The sign-in is from an app that Chatvault doesn’t know.',
    hint: 'Open Chatvault in Teams, Outlook, Microsoft 365, or a browser. For an app of your own, ask your Chatvault server admin to add its client ID to SIGNIN_CLIENTS.',
  },
  'tenant-not-allowed': {
    text: 'This Chatvault doesn’t serve your organization.',
    hint: 'An admin of your organization must sign in first, or your Chatvault server admin must allow the tenant.',
  },
  'not-an-operator': {
    text: 'You don’t have a role in Chatvault.',
    hint: 'Ask a Global Administrator to give you a role on the Chatvault app in Microsoft Entra (Enterprise applications, Users and groups).',
  },
  'not-allowed': {
    text: 'Your role doesn’t include this.',
    hint: 'Ask a Chatvault admin to do it, or to give you a role that does.',
  },
  'second-person-required': {
    text: 'You can’t approve what you asked for yourself.',
    hint: 'Ask another Chatvault admin to approve it.',
  },
  'sign-in-keys-unavailable': {
    text: 'The sign-in service’s keys can’t be loaded.',
    hint: 'Try again in a minute. If this keeps happening, the server can’t reach SIGNIN_JWKS_URL.',
  },

  // The request
  'invalid-request': {
    text: 'The request has something that the server doesn’t accept.',
    hint: 'Correct the values named here.',
  },
  'bad-json': { text: 'The body of the request isn’t JSON.' },
  'bad-request': { text: 'The request is malformed.' },
  'not-json': { text: 'The body of the request isn’t marked as JSON.' },
  'too-large': { text: 'This is larger than what’s accepted here.', hint: 'Send less at a time.' },
  'too-many-at-once': {
    text_one: 'You already have {{n}} of these open, and no more are allowed.',
    text_other: 'You already have {{n}} of these open, and no more are allowed.',
    hint: 'Close other Chatvault windows, or wait for a download or check to finish.',
  },
  'too-busy': { text: 'The server is busy.', hint: 'Try again in a minute.' },
  'too-many-requests': {
    text: 'There were more requests in one minute than allowed.',
    hint: 'Wait a moment, then try again.',
  },
  'method-not-allowed': { text: 'This address doesn’t accept that kind of request.' },
  'not-found': { text: 'There’s nothing at this address.' },

  // The server itself
  internal: {
    text: 'An unexpected error stopped this.',
    hint: 'Try again. If this keeps happening, send the time and this code to your Chatvault server admin: the server log has the details.',
  },
  'not-ready': {
    text: 'The server isn’t ready yet.',
    hint: 'You don’t need to do anything. It checks again automatically.',
  },
  stopping: { text: 'The server is shutting down.', hint: 'Try again in a moment.' },
  'database-unreachable': {
    text: 'The server’s database isn’t answering.',
    hint: `${ADMIN} to check it. ${LOG}`,
  },
  'archive-unreachable': {
    text: 'The archive’s storage isn’t answering.',
    hint: `${ADMIN} to check it. ${LOG}`,
  },
  'database-busy': {
    text: 'The database doesn’t accept more connections.',
    hint: `${ADMIN} to raise max_connections, or to stop what else uses them. A backup then continues automatically.`,
  },
  'database-memory': {
    text: 'The database is out of memory.',
    hint: `${ADMIN} to give the database server more memory. A backup then continues automatically.`,
  },
  'database-short': {
    text: 'The database has used up a limited resource.',
    hint: `${ADMIN} to look in the PostgreSQL log for what’s missing, such as a limit of temporary files. A backup then continues automatically.`,
  },
  'disk-full': {
    text: 'A disk of the server is full, or its quota is used up.',
    hint: `${ADMIN} to free up space on the disks of Chatvault and its database. A backup then continues automatically. Try anything else again.`,
  },
  'disk-read-only': {
    text: 'The server can only read where it needs to write.',
    hint: `${ADMIN} to check whether the disk is mounted read-only, or the database is a standby.`,
  },
  'disk-failed': {
    text: 'A disk of the server failed to read or write.',
    hint: `${ADMIN} to check the disk. ${LOG}`,
  },
  'too-many-files': {
    text: 'The server has as many files and connections open as the system allows.',
    hint: `If this keeps happening, ask your Chatvault server admin to raise the limit of open files. A backup continues automatically. Try anything else again.`,
  },
} satisfies CauseTexts<'server'>
