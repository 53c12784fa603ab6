import type { CauseTexts } from '../../problem-texts.ts'

const NOTHING = 'You don’t need to do anything.'
const RAISE =
  'Raise the limit on the Connection page, or wait: the backup continues automatically in the next month (UTC).'
const REPORT = 'Report this to the makers of Chatvault.'

export const backup = {
  // Runs
  'run-not-found': { text: 'This backup doesn’t exist.', hint: 'Open the list of backups.' },
  'run-under-way': { text: 'A backup is already running.', hint: 'Follow it, or stop it first.' },
  'run-ended': { text: 'This backup has already ended.', hint: NOTHING },
  'run-lost': {
    text: 'Another process has taken over this backup.',
    hint: `${NOTHING} It continues there.`,
  },
  'source-not-claimed': {
    text: 'Another process is reading this person’s messages.',
    hint: 'Nothing was counted twice.',
  },
  'scope-unknown': {
    text: 'Your selection includes someone this tenant doesn’t have.',
    hint: 'Choose from the list of people. New people appear there after the next backup or connection test.',
  },
  'forecast-too-slow': {
    text: 'Microsoft 365 didn’t list anyone’s chats in time, so there’s no forecast.',
    hint: 'Try again in a minute.',
  },
  'schedule-unreadable': {
    text: 'This isn’t a cron line Chatvault can read.',
    hint: 'Enter five fields: minute, hour, day of the month, month, day of the week. “17 2 * * *” is every day at 02:17.',
  },
  'schedule-too-often': {
    text: 'These times are less than an hour apart.',
    hint: 'Enter one minute in the first field. “0 * * * *” is every hour.',
  },
  'schedule-never': { text: 'No date matches these times.', hint: 'Choose a day that the month has.' },
  'schedule-zone-unknown': {
    text: 'This time zone doesn’t exist.',
    hint: 'Choose a time zone from the list.',
  },

  // Limit and room
  'quota-reached': {
    text: 'This month’s message limit (UTC) is reached. Messages already read are kept.',
    hint: RAISE,
  },
  'quota-nearly-reached': {
    text_one:
      '{{n}} message of this month’s limit (UTC) is left, less than the next page needs. Messages already read are kept.',
    text_other:
      '{{n}} messages of this month’s limit (UTC) are left, fewer than the next page needs. Messages already read are kept.',
    hint: RAISE,
  },
  'reservation-ended': {
    text: 'A reservation in the message ledger had already ended.',
    hint: 'Nothing was counted twice.',
  },
  'over-delivered': {
    text: 'More messages arrived than were reserved.',
    hint: `All of them are counted. ${REPORT}`,
  },
  'disk-filling': {
    text: 'The disk of {{folder}} has {{left}} left',
    hint: 'Free up space on it, or make it larger. When less than {{kept}} is left, backups wait.',
  },
  'disk-low': {
    text: 'The disk of {{folder}} has {{left}} left, and Chatvault keeps {{kept}} free. Messages already read are kept.',
    hint: 'Free up space on that disk, or make it larger. The backup checks every minute and continues automatically.',
  },

  // Faults
  'no-mailbox': {
    text: 'This person has no mailbox that Microsoft 365 can export chats from.',
    hint: 'Chats are kept in the mailbox, so there’s nothing to export. Assign a license with Exchange Online, or choose not to back up this person.',
  },
  'no-licence': {
    text: 'This person has no Teams license, so Microsoft 365 doesn’t export their chats.',
    hint: 'Assign a Teams license, or choose not to back up this person.',
  },
  'media-notes-to-self': {
    text: 'A picture or other content in notes to self isn’t available.',
    hint: 'Microsoft doesn’t let any app read pictures and other content in notes to self. The text is archived.',
  },
  'media-foreign-tenant': {
    text: 'A picture or other content isn’t available: the chat belongs to another organization.',
    hint: 'That organization doesn’t share its pictures and other content. The text is archived.',
  },
  'media-gone': {
    text: 'Microsoft 365 no longer has a picture or other content.',
    hint: 'The text is archived.',
  },
  'media-too-many': {
    text_one: 'A message has more than {{most}} pictures and other content. {{n}} of them isn’t downloaded.',
    text_other:
      'A message has more than {{most}} pictures and other content. {{n}} of them aren’t downloaded.',
    hint: 'People don’t write messages like this themselves. The text is archived. If you need the rest, read it in Teams.',
  },
  'media-later': {
    text_one: '{{n}} picture or other content of a message wasn’t downloaded in the time available.',
    text_other: '{{n}} pictures and other content of messages weren’t downloaded in the time available.',
    hint: 'The next backup continues with them.',
  },
  'media-failed': {
    text: 'A picture or other content of a message couldn’t be downloaded. {{because}}',
    hint: '{{becauseHint}}',
  },
  'members-missing': {
    text: 'A conversation’s description is missing the members after the 25th. {{because}}',
    hint: 'Messages aren’t affected. The next backup tries again.',
  },
  'unexpected-row': {
    text_one:
      '{{n}} row isn’t a message with an ID, chat, version, and time. It’s archived as returned, but not shown in conversations.',
    text_other:
      '{{n}} rows aren’t messages with an ID, chat, version, and time. They’re archived as returned, but not shown in conversations.',
    hint: `Everything after that is backed up. ${REPORT}`,
  },
  'coverage-hole': {
    text: 'A message from {{at}} is missing: the mailboxes that have it couldn’t be read.',
    hint: 'The next backup asks for it again.',
  },
  'senders-refused': {
    text: 'Microsoft 365 didn’t return the messages of selected senders only, so everything in this mailbox was read.',
    hint: `${NOTHING} Messages that several people have are returned, and counted, more than once.`,
  },
  'window-restarted': {
    text: 'Microsoft 365 no longer accepted the position where reading stopped, so this period was read again from its start.',
    hint: `${NOTHING} Messages of this period were returned and counted twice. None is archived twice.`,
  },
  'watermark-ahead': {
    text: 'According to the database, this person’s messages were read up to a time that’s still in the future for Microsoft.',
    hint: `${NOTHING} The next backup reads from the last message it knows. If this happens again, check the clocks of all Chatvault servers.`,
  },
  'read-again': {
    text_one:
      'This server’s clock was ahead of Microsoft’s in an earlier backup. {{n}} person is being read again from their last message before that.',
    text_other:
      'This server’s clock was ahead of Microsoft’s in an earlier backup. {{n}} people are being read again from their last message before that.',
    hint: `${NOTHING} Some messages are returned and counted twice. None is archived twice.`,
  },
  'clock-unchecked': {
    text: 'The answers from Microsoft 365 carry no date, so this backup follows this server’s clock without checking it.',
    hint: 'A proxy between this server and Microsoft removes the header “Date”: let it pass. Until then, keep the clock right with a time server.',
  },
  'segment-missing': {
    text: 'The archive has lost {{file}}. It was written and is no longer there.',
    hint: 'Restore the file from a copy of the archive, then run “npm run archive -- verify”.',
  },
  'books-lost': {
    text: 'The database was lost during this backup. Archived messages are still there.',
    hint: `${NOTHING} Chatvault tries again automatically.`,
  },

  // What the overview asks for
  'tenant-not-connected': {
    text: 'Chatvault isn’t connected to your tenant',
    hint: 'Enter the application ID and the client secret, test them, and save.',
  },
  'connection-failing': {
    text: 'Microsoft 365 refuses the connection',
    hint: 'Test the connection to see what’s refused.',
  },
  'connection-refused': {
    text: 'Microsoft 365 refuses the connection',
    hint: '{{because}} {{becauseHint}}',
  },
  'billing-asked-for': {
    text: 'Microsoft requires billing before it returns messages',
    hint: '{{becauseHint}}',
  },
  'permission-revoked': {
    text: 'A permission was removed from the app',
    hint: '{{because}} {{becauseHint}}',
  },
  'credential-gone': {
    text: 'The app’s secret or certificate no longer works',
    hint: '{{becauseHint}}',
  },
  'application-gone': {
    text: 'The app was removed or disabled in your organization',
    hint: '{{becauseHint}}',
  },
  'rights-still-lent': {
    text: 'Temporary permissions of {{people}} are still in place',
    hint: 'A setup was interrupted before it removed them. Sign in there again and remove them.',
  },
  'backup-waits': { text: 'The backup is waiting', hint: '{{because}} {{becauseHint}}' },
  'limit-reached': {
    text: 'The backup is waiting: the monthly limit is reached',
    hint: 'Raise the limit, or wait for the next month (UTC). The backup then continues automatically.',
  },
  'run-failed': { text: 'The last backup failed', hint: 'Open the backup to see why.' },
  'run-failed-because': { text: 'The last backup failed', hint: '{{because}} {{becauseHint}}' },
  'backup-gap': {
    text_one: 'The last good backup is {{n}} day old',
    text_other: 'The last good backup is {{n}} days old',
    hint: 'Run one now: messages deleted more than 21 days ago can no longer be read.',
  },
  'backup-late': {
    text: 'No backup has succeeded since {{since}}, although two were planned',
    hint: 'Open the last runs to see why, or run a backup now.',
  },
  'people-failing': {
    text_one: '{{n}} person couldn’t be backed up completely',
    text_other: '{{n}} people couldn’t be backed up completely',
    hint: 'The next backup tries again. Open the list for the reasons.',
  },
  'archive-has-damage': {
    text_one: '{{n}} file of the archive isn’t as it was written',
    text_other: '{{n}} files of the archive aren’t as they were written',
    hint: 'Open Integrity to see what they hold and what to do. Everything else can be read as before.',
  },
  'retention-stopped': {
    text_one: '{{n}} more message is too old than expected',
    text_other: '{{n}} more messages are too old than expected',
    hint: 'Nothing was removed. Look at the preview under Retention and holds, and save the retention again.',
  },
  'scope-group-gone': {
    text_one: '{{n}} chosen group no longer exists',
    text_other: '{{n}} chosen groups no longer exist',
    hint: 'No one is backed up through it. Choose again who is backed up.',
  },
} satisfies CauseTexts<'backup'>
