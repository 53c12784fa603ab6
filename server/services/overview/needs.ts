/** What a person must do, most pressing first. One rule a function: facts in, a need or nothing out. */
import type { RunReason } from '../../books/runs.ts'
import type { Overview } from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import { gapOf } from '../../domain/gap.ts'
import { type Notice, notice } from '../../domain/notice.ts'
import { counted } from '../../domain/text.ts'
import { changeOf, REFUSED } from '../connection/changes.ts'
import { warningOf } from '../connection/credential-warning.ts'
import { isOverdue } from '../schedule/overdue.ts'
import type { Facts } from './facts.ts'

/** No need is without its notice, but where what it rests on is older than notices. */
type Need = Overview['needs'][number] & { readonly notice: Notice | null | undefined }
const MEGABYTE = 1024 * 1024

type Rule = (facts: Facts) => Need | undefined

/** A setup takes minutes; one that waits for a person takes longer. */
const LENT_MS = 60 * 60_000

export function needsOf(facts: Facts): Need[] {
  const needs = RULES.map((rule) => rule(facts)).filter((need) => need !== undefined)
  return needs.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
}

const notConnected: Rule = ({ connection }) =>
  connection === undefined
    ? {
        code: 'not-connected',
        notice: notice('tenant-not-connected'),
        title: 'Chatvault isn’t connected to your tenant',
        hint: 'Enter the application ID and secret, test them, and save.',
        href: '/connection',
        severity: 'error',
      }
    : undefined

/** A connection is saved after a good test: what fails since is a change in Microsoft 365, and is named as one. */
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
    hint,
    href: '/connection',
    severity: 'error',
  }
}

const credentialExpires: Rule = ({ connection, now }) => {
  const warning = connection && warningOf(connection, now)
  return warning && { ...warning, href: '/connection' }
}

/** They are removed at the end of a setup; one that was cut off leaves them behind. */
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

/** Other things are waited for without anyone's help; a person should know anyway. */
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
    hint: `Free up space on it or make it larger: when less than ${reserveMb} MB is left, backups wait.`,
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
  const days = gapOf(lastGoodRun.endedAt, now)
  if (days === undefined) return undefined
  return {
    code: 'backup-gap',
    notice: notice('backup-gap', { count: days }),
    title: `The last good backup is ${days} days old`,
    hint: 'Run one now: messages deleted more than 21 days ago can no longer be read.',
    href: '/runs',
    severity: 'error',
  }
}

/** The schedule planned two since; a wider gap says so itself. */
const backupLate: Rule = (facts) => {
  const { connection, schedule, lastGoodRun, now } = facts
  const since = lastGoodRun?.endedAt
  if (connection === undefined || !since || backupGap(facts) || !isOverdue(schedule, since, now))
    return undefined
  return {
    code: 'backup-late',
    notice: notice('backup-late', { since: { instant: toInstant(since) } }),
    title: 'No backup has succeeded since the one before last was due',
    hint: 'Look at the last runs to see why, or run a backup now.',
    href: '/runs',
    severity: 'warning',
  }
}

const peopleFailing: Rule = ({ people }) =>
  people.failing > 0
    ? {
        code: 'people-failing',
        notice: notice('people-failing', { count: people.failing }),
        title: `${counted(people.failing, 'person', 'people')} couldn’t be backed up completely`,
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
            ? 'A group you chose no longer exists'
            : `${missingGroups.length} groups you chose no longer exist`,
        hint: 'No one is backed up through it. Choose again who is backed up.',
        href: '/people',
        severity: 'warning',
      }
    : undefined

/** What is damaged now can't be read; nothing else is. It's over when a full check finds nothing. */
const archiveDamaged: Rule = ({ damage }) =>
  damage === undefined
    ? undefined
    : {
        code: 'archive-damaged',
        notice: notice('archive-has-damage', { count: damage.damaged }),
        title: `${counted(damage.damaged, 'file of the archive isn’t as it was written', 'files of the archive aren’t as they were written')}`,
        hint: 'Open Integrity to see what they hold and what to do. Everything else can be read as before.',
        href: '/integrity',
        severity: 'error',
      }

/** Nothing is lost by it: messages are kept longer than planned. */
const retentionStopped: Rule = ({ retention }) => {
  if (retention?.stoppedAt == null) return undefined
  const more = (retention.foundMessages ?? 0) - (retention.nextMessages ?? 0)
  return {
    code: 'retention-stopped',
    notice: notice('retention-stopped', { count: more }),
    title: `${counted(more, 'more message is', 'more messages are')} too old than expected`,
    hint: 'Nothing was removed. Look at the preview under Retention and holds, and save the retention again.',
    href: '/retention',
    severity: 'warning',
  }
}

const RULES: readonly Rule[] = [
  notConnected,
  connectionFailing,
  credentialExpires,
  rightsStillLent,
  limitReached,
  backupWaits,
  diskFilling,
  clockWrong,
  archiveDamaged,
  lastRunFailed,
  backupGap,
  backupLate,
  peopleFailing,
  groupsGone,
  retentionStopped,
]
