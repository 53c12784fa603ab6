/**
 * Answers that last hold a connection, memory and a look at the database for as long as their caller likes, so a limit of
 * requests a minute does not bind them. They are counted while they are in progress: a few an operator, and as many a process
 * as it bears. Like the rates, each web process counts its own.
 */

import type { Response } from 'express'
import { notice } from '../domain/notice.ts'
import type { Operator } from '../domain/operator.ts'
import { VaultError } from '../domain/vault-error.ts'

/** Streams of events, files being sent, and requests that wait for what Microsoft takes its time for. */
export type Lasting = 'events' | 'files' | 'waits'

export type LastingLimits = Readonly<Record<Lasting, { perOperator: number; perProcess: number }>>

/** A browser holds one stream for all its tabs; an operator may have several browsers. */
export const LASTING_LIMITS: LastingLimits = {
  events: { perOperator: 6, perProcess: 300 },
  files: { perOperator: 4, perProcess: 100 },
  waits: { perOperator: 6, perProcess: 100 },
}

export type LastingDoor = {
  /** Counts the answer until it is over; throws 429 when the operator has too many, 503 when all together have. */
  enter(kind: Lasting, operator: Operator, response: Response): void
}

const RETRY_SECONDS = 10

export function createLastingDoor(limits: LastingLimits = LASTING_LIMITS): LastingDoor {
  const under: Record<Lasting, Map<string, number>> = {
    events: new Map(),
    files: new Map(),
    waits: new Map(),
  }
  const total: Record<Lasting, number> = { events: 0, files: 0, waits: 0 }

  return {
    enter(kind, { tenantId, id }, response) {
      const counts = under[kind]
      const key = `${tenantId}/${id}`
      const own = counts.get(key) ?? 0
      const { perOperator, perProcess } = limits[kind]
      if (own >= perOperator || total[kind] >= perProcess) {
        response.set('Retry-After', String(RETRY_SECONDS))
        throw own >= perOperator ? tooManyAtOnce(perOperator) : busy()
      }
      counts.set(key, own + 1)
      total[kind] += 1
      response.once('close', () => {
        const left = (counts.get(key) ?? 1) - 1
        if (left > 0) counts.set(key, left)
        else counts.delete(key)
        total[kind] -= 1
      })
    },
  }
}

function tooManyAtOnce(limit: number): VaultError {
  return new VaultError({
    notice: notice('too-many-at-once', { count: limit }),
    status: 429,
    attempted: 'open another long connection',
    why: `you already have ${limit} of this kind open`,
    hint: 'Close other Chatvault windows, or wait for a download or check to finish.',
    retry: 'later',
  })
}

function busy(): VaultError {
  return new VaultError({
    code: 'too-busy',
    status: 503,
    attempted: 'open another long connection',
    why: 'the server has reached its limit for them',
    hint: 'Wait as long as Retry-After says.',
    retry: 'later',
  })
}
