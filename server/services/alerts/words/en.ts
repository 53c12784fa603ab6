import type { AlertData, Trouble } from '../../../domain/alert.ts'
import type { Format, Told, Words } from './catalogue.ts'

/** What needs a person, in a few words. */
const TROUBLES: Readonly<Record<Trouble, string>> = {
  'run-failed': 'a backup failed',
  'run-faults': 'a backup finished with problems',
  'run-late': 'a scheduled backup is late',
  'gap-too-wide': 'there has been no good backup for too long',
  'limit-80': 'more than 80% of the monthly limit is used',
  'limit-reached': 'the monthly limit is reached, and backups wait',
  'credential-expiring': 'the app’s secret or certificate expires',
  'permission-lost': 'Chatvault lost access to Microsoft 365',
  'verification-failed': 'the archive is damaged',
}

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
    'weekly-summary': weekly,
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

function weekly(week: AlertData['weekly-summary'], format: Format): Told {
  const { number, instant } = format
  const { runs, good, added, needs, lastGoodAt } = week
  const backups = runs === 1 ? 'backup' : 'backups'
  const lines = [
    lastGoodAt === null
      ? 'There hasn’t been a good backup yet.'
      : `Last good backup: ${instant(lastGoodAt)}.`,
    `${format.days(week.from, week.to, week.timeZone)}: ${number(added)} ${added === 1 ? 'message' : 'messages'} added to the archive. ${number(good)} of ${number(runs)} ${backups} completed.`,
    monthOf(week, format),
    needs.length === 0
      ? 'Nothing needs you.'
      : `Needs you: ${needs.map((event) => TROUBLES[event]).join('; ')}.`,
  ]
  const count = needs.length === 1 ? '1 thing needs you' : `${number(needs.length)} things need you`
  return {
    title: needs.length === 0 ? 'Your week: nothing needs you' : `Your week: ${count}`,
    text: lines.join('\n'),
  }
}

function monthOf(
  { month, used, limit, cost, currency, expected }: AlertData['weekly-summary'],
  f: Format,
): string {
  const of = limit === null ? '' : ` of ${f.number(limit)}`
  const price = Number(cost) > 0 ? ` (${f.money(cost, currency)})` : ''
  const more = limit !== null && expected > limit ? ' That’s more than the limit: backups would wait.' : ''
  return `${f.month(month)} (UTC): ${f.number(used)}${of} messages used${price}. At the pace of the last 7 days, about ${f.number(expected)} by the end of the month.${more}`
}
