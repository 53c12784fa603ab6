import type { CauseTexts } from '../../problem-texts.ts'

const LATEST = 'A message sent after the last backup appears with the next one.'
const NEW_EXPORT = 'Start a new export: the messages are still in the archive.'
const DOWNLOAD = 'Go back to Chatvault and download the export again.'
const SPACE = 'Delete an export you no longer need, or export less at a time.'
const ADMIN = 'Ask your Chatvault server admin'
const VERIFY = 'to check the archive with “npm run archive -- verify”.'

export const archive = {
  // Reading
  'message-unknown': {
    text: 'This conversation has no such message in the archive.',
    hint: `Open the conversation without it. ${LATEST}`,
  },
  'conversation-unknown': {
    text: 'The archive has no such conversation.',
    hint: `Choose one from the list. ${LATEST}`,
  },
  'hosted-content-unknown': { text: 'The archive has no such picture.', hint: LATEST },
  'archive-of-tenant-unknown': {
    text: 'There’s no archive for this tenant yet.',
    hint: 'Start the first backup.',
  },
  'hosted-content-not-archived': {
    text: 'This picture isn’t archived.',
    hint: 'Either the next backup downloads it, or Microsoft 365 refused it. The text is archived.',
  },
  'hosted-content-waits': { text: 'The next backup downloads it.' },
  'cursor-invalid': {
    text: 'The list can’t continue from here.',
    hint: 'Load it again from the start.',
  },
  'catalog-astray': {
    text: 'The catalog doesn’t match the archive. The archive itself isn’t affected.',
    hint: `${ADMIN} to rebuild the catalog with “npm run catalog:rebuild”.`,
  },
  'reading-not-approved': {
    text: 'Reading this takes a request that covers it.',
    hint: 'Say what you want to read and why. Your request appears in the audit log.',
  },
  'reading-needs-reviewer': {
    text: 'In your organization, admins can see that there are messages, but not read them.',
    hint: 'Ask a reviewer, or get the Vault.Reviewer role in Microsoft Entra.',
  },
  'reading-request-unknown': {
    text: 'There’s no such reading request, or it isn’t yours.',
    hint: 'Choose one from the list.',
  },
  'reading-request-decided': {
    text: 'This reading request isn’t waiting anymore.',
    hint: 'Load the list again to see who decided. The person can ask again.',
  },
  'search-too-wide': {
    text: 'Too many different words begin with “{{name}}”.',
    hint: 'Enter more letters before the star.',
  },
  'search-behind': {
    text: 'Some messages are still being prepared for search.',
    hint: 'Try again in a few minutes.',
  },

  // Holds, retention, erasures
  'hold-unknown': { text: 'This hold doesn’t exist.', hint: 'Choose one from the list.' },
  'hold-released': { text: 'This hold was released before.' },
  'erasure-unknown': { text: 'This erasure doesn’t exist.', hint: 'Choose one from the list.' },
  'erasure-answered': {
    text: 'This erasure was approved or rejected before.',
    hint: 'Look at the erasure for what became of it.',
  },
  'selection-empty': {
    text: 'Nothing says which messages to erase.',
    hint: 'Choose people, conversations, dates, or words.',
  },

  // Exports
  'verification-unknown': {
    text: 'This check of the archive doesn’t exist.',
    hint: 'Start a new one.',
  },
  'export-unknown': { text: 'This export doesn’t exist.', hint: 'Start a new one from the archive.' },
  'export-not-ready': {
    text: 'This export isn’t ready yet, or it failed.',
    hint: 'Wait until it’s completed, or start a new one.',
  },
  'export-expired': {
    text: 'This export has expired and was deleted from the server.',
    hint: NEW_EXPORT,
  },
  'export-erased': {
    text: 'Messages in this export were erased since, so it was deleted.',
    hint: 'Start a new export: it holds what the archive still has.',
  },
  'export-not-yours': {
    text: 'Someone else requested this export.',
    hint: 'Ask that person or a Chatvault admin to delete it.',
  },
  'export-file-gone': { text: 'The file of this export was removed from the server.', hint: NEW_EXPORT },
  'saved-search-unknown': {
    text: 'This saved search no longer exists',
    hint: 'Close the list and open it again.',
  },
  'saved-searches-full': {
    text_one: 'There can’t be more than {{n}} saved search',
    text_other: 'There can’t be more than {{n}} saved searches',
    hint: 'Delete one you no longer need, or save this one under the name of one you have.',
  },
  'exports-too-many': {
    text_one: 'Your organization has {{n}} export, the most it can keep.',
    text_other: 'Your organization has {{n}} exports, the most it can keep.',
    hint: SPACE,
  },
  'exports-full': {
    text: 'Your organization’s exports take up {{size}}, the most it can keep.',
    hint: SPACE,
  },
  'exports-too-many-yours': {
    text_one: 'You have {{n}} export, the most one person can keep.',
    text_other: 'You have {{n}} exports, the most one person can keep.',
    hint: SPACE,
  },
  'exports-full-yours': {
    text: 'Your exports take up {{size}}, the most one person can keep.',
    hint: SPACE,
  },
  'export-too-large': {
    text: 'With this one, your organization’s exports would take up more than {{size}}, the most it can keep.',
    hint: SPACE,
  },
  'export-disk-low': {
    text: 'The server’s disk is nearly full.',
    hint: `${ADMIN} to free up space, or delete exports you no longer need.`,
  },
  'range-not-satisfiable': {
    text: 'The file ends before the requested part.',
    hint: 'Download the file from its start.',
  },
  'ticket-unknown': { text: 'This download link isn’t valid.', hint: DOWNLOAD },
  'ticket-used': {
    text: 'The whole file was already sent to this link. Each link is for one download.',
    hint: DOWNLOAD,
  },
  'ticket-expired': {
    text: 'This link has expired. It’s valid for a minute, and for 15 minutes to resume an interrupted download.',
    hint: DOWNLOAD,
  },

  // Where the archive is
  'store-failed': {
    text: 'The archive’s storage reported an error.',
    hint: `${ADMIN} to check that the storage can be reached and written to.`,
  },
  'store-access': {
    text: 'The archive in Azure Blob Storage can’t be accessed.',
    hint: `${ADMIN} to check the settings.`,
  },
  'archive-url': {
    text: 'The address of the archive isn’t valid.',
    hint: `${ADMIN} to correct ARCHIVE_URL.`,
  },
  'archive-missing': { text: 'There’s no archive in this place.', hint: `${ADMIN} to check ARCHIVE_URL.` },
  'tenant-missing': {
    text: 'The archive doesn’t contain this tenant.',
    hint: `${ADMIN} to check ARCHIVE_URL.`,
  },
  'archive-damaged': {
    text: 'A file of the archive is damaged: {{name}}. The others aren’t affected.',
    hint: `${ADMIN} to restore the file from a copy of the archive, and ${VERIFY}`,
  },
  'object-missing': { text: 'A file of the archive is missing: {{name}}.', hint: `${ADMIN} ${VERIFY}` },
  'object-exists': {
    text: 'A file of the archive already exists with other content: {{name}}. Nothing was overwritten.',
    hint: `${ADMIN} whether a second Chatvault writes to the same archive.`,
  },
  'object-short': { text: 'A file of the archive is cut off: {{name}}.', hint: `${ADMIN} ${VERIFY}` },
  'object-name': {
    text: 'The name of a file of the archive isn’t allowed.',
    hint: 'Report this to the makers of Chatvault.',
  },
  'segment-exists': {
    text: 'This part of the archive is already sealed: {{name}}. Nothing was overwritten.',
    hint: `${ADMIN} whether a second Chatvault writes to the same archive.`,
  },
  'run-closed': {
    text: 'This backup is already closed in the archive with other content: {{name}}.',
    hint: `${ADMIN} ${VERIFY}`,
  },
  'chain-broken': {
    text: 'The database and the archive don’t match at {{name}}.',
    hint: `${ADMIN} ${VERIFY}`,
  },
  'seal-broken': {
    text: 'Sealed data can’t be opened: it was changed, moved, or cut off, or the master key is a different one.',
    hint: `${ADMIN} to restore the file or the key from a copy.`,
  },
  'key-vault': {
    text: 'Azure Key Vault didn’t give access to the master key.',
    hint: `${ADMIN} to check the key vault and its permissions.`,
  },
  'key-url': {
    text: 'The address of the master key isn’t valid.',
    hint: `${ADMIN} to correct KEY_VAULT_KEY_URL.`,
  },
} satisfies CauseTexts<'archive'>
