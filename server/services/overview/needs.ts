/** What a person must do, most pressing first. One rule a function: facts in, a need or nothing out. */
import type { CheckRow } from '../../books/connections.ts'
import type { Overview } from '../../contract/index.ts'
import { DAY_MS } from '../../domain/day.ts'
import { counted } from '../../domain/text.ts'
import { warningOf } from '../connection/credential-warning.ts'
import type { Facts } from './facts.ts'

type Need = Overview['needs'][number]
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
  const change = failed && changeOf(failed)
  return change
    ? { ...change, hint, href: '/connection', severity: 'error' }
    : {
        code: 'connection-failing',
        title: 'Microsoft 365 refuses the connection',
        ...{ hint, href: '/connection', severity: 'error' },
      }
}

function changeOf({ name, code, asksForBilling }: CheckRow): Pick<Need, 'code' | 'title'> | undefined {
  if (asksForBilling)
    return { code: 'billing-asked-for', title: 'Microsoft asks for billing before it gives out messages' }
  return name === 'permissions' ? REVOKED : CHANGES.find(({ signs }) => signs.includes(code))?.need
}

const REVOKED = { code: 'permission-revoked', title: 'A permission of the app was taken away' }

const CHANGES: readonly { readonly signs: readonly string[]; readonly need: Pick<Need, 'code' | 'title'> }[] =
  [
    {
      signs: ['missing-permission', 'Authorization_RequestDenied'],
      need: REVOKED,
    },
    {
      signs: ['AADSTS7000215', 'AADSTS7000222', 'AADSTS700027', 'AADSTS50012'],
      need: { code: 'credential-gone', title: 'The app’s secret or certificate no longer works' },
    },
    {
      signs: ['AADSTS700016', 'AADSTS7000229', 'AADSTS7000112'],
      need: { code: 'application-gone', title: 'The app was removed or disabled in your organization' },
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
    title: `Rights of ${people.join(', ')} are still lent`,
    hint: 'A setup was cut off before it gave them back. Sign in there again, and return them.',
    href: '/connection/setup/automatic',
    severity: 'warning',
  }
}

/** Other things are waited for without anybody's help; a person should know all the same. */
const backupWaits: Rule = ({ openRun }) => {
  const { code, detail, hint } = openRun?.reason ?? {}
  if (openRun?.state !== 'suspended' || code === undefined || code === 'quota-reached') return undefined
  return {
    code,
    title: `The backup waits: ${detail?.split(/\.(?: |$)/)[0]}`,
    hint: hint ?? 'It goes on by itself.',
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
    title: `The disk of ${folder} has ${leftMb} MB left`,
    hint: `Free space on it or make it larger: when less than ${reserveMb} MB are left, backups wait.`,
    href: '/runs',
    severity: 'warning',
  }
}

const limitReached: Rule = ({ openRun }) =>
  openRun?.state === 'suspended' && (openRun.reason?.code ?? 'quota-reached') === 'quota-reached'
    ? {
        code: 'limit-reached',
        title: 'The backup waits: the monthly limit is reached',
        hint:
          openRun.reason?.hint ??
          'Raise the limit, or wait for the next month (UTC). It then goes on by itself.',
        href: '/connection',
        severity: 'error',
      }
    : undefined

const lastRunFailed: Rule = ({ lastRun }) =>
  lastRun?.state === 'failed'
    ? {
        code: 'run-failed',
        title: 'The last backup failed',
        hint: lastRun.reason?.hint ?? 'Open the run to see why.',
        href: `/runs/${lastRun.id}`,
        severity: 'error',
      }
    : undefined

const backupGap: Rule = ({ connection, lastGoodRun, now }) => {
  if (connection === undefined || lastGoodRun?.endedAt == null) return undefined
  const days = Math.floor((now.getTime() - lastGoodRun.endedAt.getTime()) / DAY_MS)
  if (days < GAP_DAYS) return undefined
  return {
    code: 'backup-gap',
    title: `The last good backup is ${days} days old`,
    hint: 'Run one now: messages deleted more than 21 days ago cannot be read any more.',
    href: '/runs',
    severity: 'error',
  }
}

const peopleFailing: Rule = ({ people }) =>
  people.failing > 0
    ? {
        code: 'people-failing',
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
