/** What a person must do, most pressing first. One rule a function: facts in, a need or nothing out. */
import type { CheckRow } from '../../books/connections.ts'
import type { RunReason } from '../../books/runs.ts'
import type { Overview } from '../../contract/index.ts'
import { DAY_MS } from '../../domain/day.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import { counted } from '../../domain/text.ts'
import { warningOf } from '../connection/credential-warning.ts'
import type { Facts } from './facts.ts'

/** No need is without its notice, but where what it rests on is older than notices. */
type Need = Overview['needs'][number] & { readonly notice: Notice | null | undefined }
const MEGABYTE = 1024 * 1024

type Rule = (facts: Facts) => Need | undefined

/** A setup takes minutes; one that waits for a person takes longer. */
const LENT_MS = 60 * 60_000
/**
 * Deleted messages can be read for 21 days (Learn: Export content with the Microsoft Teams Export APIs, 2025-01-29):
 * a wider gap between backups loses some, and one day is needed to act.
 */
const GAP_DAYS = 20

export function needsOf(facts: Facts): Need[] {
  const needs = RULES.map((rule) => rule(facts)).filter((need) => need !== undefined)
  return needs.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
}

const notConnected: Rule = ({ connection }) =>
  connection === undefined
    ? {
        code: 'not-connected',
        notice: notice('tenant-not-connected'),
        title: 'Chatvault is not connected to your tenant',
        hint: 'Enter the application ID and secret, test them, and save.',
        href: '/connection',
        severity: 'error',
      }
    : undefined

/** A connection is saved after a good test: what fails since is a change at Microsoft, and is named as one. */
const connectionFailing: Rule = ({ connection }) => {
  if (connection?.status !== 'failing') return undefined
  const failed = connection.checks.find(({ ok }) => !ok)
  const hint = failed?.hint ?? 'Test the connection to see what is refused.'
  const { because, ...change } = (failed && changeOf(failed)) ?? REFUSED
  return {
    ...change,
    notice:
      failed === undefined
        ? notice('connection-failing')
        : failed.notice && notice(because, { because: failed.notice }),
    ...{ hint, href: '/connection', severity: 'error' },
  }
}

/** `because`: of the notice, which rests on that of the failed check. */
type Change = Pick<Need, 'code' | 'title'> & {
  readonly because:
    | 'connection-refused'
    | 'billing-asked-for'
    | 'permission-revoked'
    | 'credential-gone'
    | 'application-gone'
}

const REFUSED: Change = {
  code: 'connection-failing',
  because: 'connection-refused',
  title: 'Microsoft 365 refuses the connection',
}

function changeOf({ name, code, asksForBilling }: CheckRow): Change | undefined {
  if (asksForBilling)
    return {
      code: 'billing-asked-for',
      because: 'billing-asked-for',
      title: 'Microsoft requires billing before it returns messages',
    }
  return name === 'permissions' ? REVOKED : CHANGES.find(({ signs }) => signs.includes(code))?.need
}

const REVOKED: Change = {
  code: 'permission-revoked',
  because: 'permission-revoked',
  title: 'A permission was removed from the app',
}

const CHANGES: readonly { readonly signs: readonly string[]; readonly need: Change }[] = [
  {
    signs: ['missing-permission', 'Authorization_RequestDenied'],
    need: REVOKED,
  },
  {
    signs: ['AADSTS7000215', 'AADSTS7000222', 'AADSTS700027', 'AADSTS50012'],
    need: {
      code: 'credential-gone',
      because: 'credential-gone',
      title: 'The app’s secret or certificate no longer works',
    },
  },
  {
    signs: ['AADSTS700016', 'AADSTS7000229', 'AADSTS7000112'],
    need: {
      code: 'application-gone',
      because: 'application-gone',
      title: 'The app was removed or disabled in your organization',
    },
  },
]

const credentialExpires: Rule = ({ connection, now }) => {
  const warning = connection && warningOf(connection, now)
  return warning && { ...warning, href: '/connection' }
}

/** They are given back at the end of a setup; one that was cut off leaves them behind. */
const rightsStillLent: Rule = ({ created, now }) => {
  const people = created
    .filter(({ kind, at }) => kind === 'delegated-grant' && now.getTime() - at.getTime() > LENT_MS)
    .map(({ name }) => name)
  if (people.length === 0) return undefined
  return {
    code: 'rights-still-lent',
    notice: notice('rights-still-lent', { people }),
    title: `Temporary permissions of ${people.join(', ')} are still in place`,
    hint: 'A setup was interrupted before it removed them. Sign in there again and remove them.',
    href: '/connection/setup/automatic',
    severity: 'warning',
  }
}

/** Other things are waited for without anybody's help; a person should know all the same. */
const backupWaits: Rule = ({ openRun }) => {
  const { code, notice: because, detail, hint } = openRun?.reason ?? {}
  if (openRun?.state !== 'suspended' || code === undefined || code === 'quota-reached') return undefined
  return {
    code,
    notice: because && notice('backup-waits', { because }),
    title: `The backup is waiting: ${detail?.split(/\.(?: |$)/)[0]}`,
    hint: hint ?? 'It continues automatically.',
    href: `/runs/${openRun.id}`,
    severity: 'warning',
  }
}

/** Nothing is lost by it: backups go by Microsoft's time. But tokens, signatures and this server's log do not. */
const clockWrong: Rule = ({ clockWarning }) =>
  clockWarning && { code: 'clock-wrong', ...clockWarning, href: '/connection', severity: 'warning' }

/** Once it is too little, the backup waits, and says so itself. */
const diskFilling: Rule = ({ filling, openRun }) => {
  if (filling === undefined || openRun?.reason?.code === 'disk-low') return undefined
  const { folder, leftMb, reserveMb } = filling
  return {
    code: 'disk-filling',
    notice: notice('disk-filling', {
      folder,
      left: { bytes: leftMb * MEGABYTE },
      kept: { bytes: reserveMb * MEGABYTE },
    }),
    title: `The disk of ${folder} has ${leftMb} MB left`,
    hint: `Free up space on it or make it larger: when less than ${reserveMb} MB are left, backups wait.`,
    href: '/runs',
    severity: 'warning',
  }
}

const limitReached: Rule = ({ openRun }) =>
  openRun?.state === 'suspended' && (openRun.reason?.code ?? 'quota-reached') === 'quota-reached'
    ? {
        code: 'limit-reached',
        notice: notice('limit-reached'),
        title: 'The backup is waiting: the monthly limit is reached',
        hint:
          openRun.reason?.hint ??
          'Raise the limit, or wait for the next month (UTC). It then continues automatically.',
        href: '/connection',
        severity: 'error',
      }
    : undefined

const lastRunFailed: Rule = ({ lastRun }) =>
  lastRun?.state === 'failed'
    ? {
        code: 'run-failed',
        notice: failureNotice(lastRun.reason),
        title: 'The last backup failed',
        hint: lastRun.reason?.hint ?? 'Open the run to see why.',
        href: `/runs/${lastRun.id}`,
        severity: 'error',
      }
    : undefined

function failureNotice(reason: RunReason | null): Notice | null | undefined {
  if (reason === null) return notice('run-failed')
  return reason.notice && notice('run-failed-because', { because: reason.notice })
}

const backupGap: Rule = ({ connection, lastGoodRun, now }) => {
  if (connection === undefined || lastGoodRun?.endedAt == null) return undefined
  const days = Math.floor((now.getTime() - lastGoodRun.endedAt.getTime()) / DAY_MS)
  if (days < GAP_DAYS) return undefined
  return {
    code: 'backup-gap',
    notice: notice('backup-gap', { count: days }),
    title: `The last good backup is ${days} days old`,
    hint: 'Run one now: messages deleted more than 21 days ago can no longer be read.',
    href: '/runs',
    severity: 'error',
  }
}

const peopleFailing: Rule = ({ people }) =>
  people.failing > 0
    ? {
        code: 'people-failing',
        notice: notice('people-failing', { count: people.failing }),
        title: `${counted(people.failing, 'person', 'people')} could not be backed up completely`,
        hint: 'The next backup tries again. Open the list for the reasons.',
        href: '/people',
        severity: 'warning',
      }
    : undefined

const groupsGone: Rule = ({ missingGroups }) =>
  missingGroups.length > 0
    ? {
        code: 'scope-group-gone',
        notice: notice('scope-group-gone', { count: missingGroups.length }),
        title:
          missingGroups.length === 1
            ? 'A group of those chosen no longer exists'
            : `${missingGroups.length} groups of those chosen no longer exist`,
        hint: 'Nobody is backed up through it. Choose again who is backed up.',
        href: '/people',
        severity: 'warning',
      }
    : undefined

const RULES: readonly Rule[] = [
  notConnected,
  connectionFailing,
  credentialExpires,
  rightsStillLent,
  limitReached,
  backupWaits,
  diskFilling,
  clockWrong,
  lastRunFailed,
  backupGap,
  peopleFailing,
  groupsGone,
]
