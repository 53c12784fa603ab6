/** What can be done in Microsoft 365 by one sign-in. */
import type { CreatedObject } from '../../../server/contract/index.ts'
import type { Job, Tools } from '../../microsoft/job.ts'
import { billingSteps } from '../../microsoft/setup/billing.ts'
import { spreadStep } from '../../microsoft/setup/finish.ts'
import { registerSteps } from '../../microsoft/setup/register.ts'
import { type Replacement, replaceSteps } from '../../microsoft/setup/replace-credential.ts'
import { compareStep, undoSteps } from '../../microsoft/setup/undo.ts'
import { undoable } from './CreatedList.tsx'

export interface CredentialChoice {
  kind: 'secret' | 'certificate'
  months: number
}

/** As Entra allows and the guide asks for. */
export const MONTHS = [24, 12, 6, 3] as const

const now = () => Date.now()
const newName = () => crypto.randomUUID().slice(0, 8)

export function setupJob(given: {
  displayName: string
  leastSet: boolean
  usageReport: boolean
  credential: CredentialChoice
  publicUrl: string
}): Job {
  return {
    name: 'setup',
    steps: ({ graph, backend, journal, onProgress }, delegate) => [
      ...registerSteps({
        graph,
        backend,
        journal,
        now,
        newName,
        ...given,
        suggested: { testMailbox: delegate?.username },
      }),
      spreadStep({ backend, onProgress }),
    ],
  }
}

/** Deletes after a yes to what Microsoft says of each of these. */
export function undoJob(entries: readonly CreatedObject[], name: 'undo' | 'remove'): Job {
  return {
    name,
    async question(tools, onFound) {
      return [compareStep({ ...tools, entries: await leftOf(entries, tools), now }, onFound)]
    },
    steps(tools, delegate) {
      if (!delegate) return undoSteps({ ...tools, entries, now })
      return leftOf(entries, tools).then((left) => undoSteps({ ...tools, entries: left, now }))
    },
  }
}

/**
 * What an undo that was cut off has removed already is not in the journal any more; and what someone connected since the
 * list was drawn is in use.
 */
async function leftOf(
  entries: readonly CreatedObject[],
  { journal, backend }: Pick<Tools, 'journal' | 'backend'>,
): Promise<CreatedObject[]> {
  const [noted, connection] = await Promise.all([journal.entries(), backend.connection()])
  const left = undoable({ created: [...noted] }, connection)
  return left.filter(({ id }) => entries.some((it) => it.id === id))
}

/** Only the rights are removed. */
export const RETURN_JOB: Job = { name: 'return', steps: () => [] }

/** `replacement` is the same one for every attempt: it knows how far they came. */
export function replaceJob(
  applicationId: string,
  credential: CredentialChoice,
  replacement: Replacement,
): Job {
  return {
    name: 'replace',
    steps: ({ graph, backend, journal, onProgress }) =>
      replaceSteps({
        graph,
        backend,
        journal,
        now,
        newName,
        applicationId,
        credential,
        replacement,
        onCheck: onProgress,
      }),
  }
}

export function billingJob(given: {
  applicationId: string
  subscriptionId: string
  resourceGroup: string
  accountName: string
}): Job {
  return {
    name: 'billing',
    steps: ({ arm, backend, journal }) => billingSteps({ arm, backend, journal, ...given }),
  }
}
