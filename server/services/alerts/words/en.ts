import type { Words } from './catalogue.ts'

const CONTINUES = 'Backups pick up where they left off.'

export const en: Words = {
  events: {
    'run-failed': ({ reason }) => ({
      title: 'The backup failed',
      text: `${reason} Messages already read are kept. Open the run to see what to do.`,
    }),
    'run-faults': ({ faults }, { number }) => ({
      title: 'The backup finished with problems',
      text: `${number(faults)} ${faults === 1 ? 'thing' : 'things'} couldn’t be backed up. The next backup tries again. Open the run to see what and why.`,
    }),
    'run-late': ({ since }, { instant }) => ({
      title: 'A scheduled backup is late',
      text:
        since === null
          ? 'Chatvault wasn’t running when it was planned. It has just begun.'
          : `The last good backup ended on ${instant(since)}, and two planned ones have passed since. Open the runs to see why.`,
    }),
    'gap-too-wide': ({ days }, { number }) => ({
      title: 'There has been no good backup for too long',
      text: `The last one ended ${number(days)} days ago. Messages deleted more than 21 days ago can no longer be read. Run a backup now.`,
    }),
    'limit-80': ({ used, limit, month }, { number, month: name }) => ({
      title: 'More than 80% of the monthly limit is used',
      text: `${number(used)} of ${number(limit)} messages are used in ${name(month)} (UTC). At the limit, backups wait until you raise it or the next month begins.`,
    }),
    'limit-reached': ({ used, limit, month }, { number, month: name }) => ({
      title: 'The monthly limit is reached',
      text: `${number(used)} of ${number(limit)} messages are used in ${name(month)} (UTC). Backups wait until you raise the limit or the next month begins. ${CONTINUES}`,
    }),
    'credential-expiring': ({ kind, days, expiresAt }, { day, number }) => ({
      title: credentialTitle(kind === 'secret' ? 'app secret' : 'certificate', days, number),
      text: `${days < 0 ? 'It ended on' : 'It ends on'} ${day(expiresAt)}. Without a valid one, backups stop. Replace it on the Connection page: the old one is used until the new one works.`,
    }),
    'permission-lost': ({ reason }) => ({
      title: 'Chatvault lost access to Microsoft 365',
      text: `${reason} Until this is fixed, nothing is backed up. Open the Connection page to see what to do.`,
    }),
    'verification-failed': ({ damaged }, { number }) => ({
      title: 'The archive is damaged',
      text: `A verification found ${number(damaged)} damaged ${damaged === 1 ? 'file or audit entry' : 'files or audit entries'}. Put files back from a copy, then verify again.`,
    }),
    test: () => ({
      title: 'Test from Chatvault',
      text: 'Alerts from Chatvault arrive here. You don’t need to do anything.',
    }),
  },
  resolved: {
    title: (title) => `Resolved: ${title}`,
    text: 'This is over. You don’t need to do anything.',
  },
  open: 'Open in Chatvault',
  foot: (organization) =>
    `Sent by Chatvault for ${organization}. An admin can change what is sent here on the Alerts page.`,
}

function credentialTitle(what: string, days: number, number: (value: number) => string): string {
  if (days < 0) return `The ${what} has expired`
  if (days === 0) return `The ${what} expires today`
  return days === 1 ? `The ${what} expires tomorrow` : `The ${what} expires in ${number(days)} days`
}
