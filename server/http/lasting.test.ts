import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { events } from './answers.ts'
import { createLastingDoor } from './lasting.ts'

const LIMITS = {
  events: { perOperator: 2, perProcess: 3 },
  files: { perOperator: 1, perProcess: 1 },
  waits: { perOperator: 1, perProcess: 1 },
}

function openDoor() {
  const door = createLastingDoor(LIMITS)
  /** An answer in progress. `end` is its end, `headers` what it was given. */
  return (kind: keyof typeof LIMITS, id: string, tenantId = 'contoso') => {
    const headers: Record<string, string> = {}
    const response = Object.assign(new EventEmitter(), {
      set: (name: string, value: string) => Object.assign(headers, { [name]: value }),
    })
    // Of an answer only its end and its headers are looked at.
    const enter = () =>
      door.enter(kind, { tenantId, id, name: id, roles: [] }, response as unknown as Response)
    return { headers, enter, end: () => response.emit('close') }
  }
}

const ofOne = expect.objectContaining({ status: 429, code: 'too-many-at-once' })
const ofAll = expect.objectContaining({ status: 503, code: 'too-busy' })

describe('answers that last', () => {
  it('are a few for one operator, until one of them is over', () => {
    const answer = openDoor()
    const [first, second, third] = [answer('events', 'mia'), answer('events', 'mia'), answer('events', 'mia')]
    first.enter()
    second.enter()
    expect(third.enter).toThrow(ofOne)
    expect(third.headers).toEqual({ 'Retry-After': '10' })
    first.end()
    third.enter()
  })

  it('are so many in all, until one of them is over', () => {
    const answer = openDoor()
    const others = ['ann', 'ben', 'cyd'].map((id) => answer('events', id))
    for (const { enter } of others) enter()
    const late = answer('events', 'mia')
    expect(late.enter).toThrow(ofAll)
    others[0]?.end()
    late.enter()
  })

  it('count by kind, and by operator of a tenant', () => {
    const answer = openDoor()
    answer('files', 'mia').enter()
    answer('waits', 'mia').enter()
    for (const tenantId of ['contoso', 'contoso', 'fabrikam']) answer('events', 'mia', tenantId).enter()
  })

  it('wait for anyone who reads them slowly', async () => {
    const response = new PassThrough({ highWaterMark: 16_384 })
    const chained = {
      status: () => response,
      type: () => response,
      set: () => response,
      flushHeaders: () => {},
    }
    // What Express adds to a stream is not part of this test.
    const answer = Object.assign(response, chained) as unknown as Response
    let sent = 0
    async function* large() {
      for (; sent < 1000; sent += 1) yield 'x'.repeat(10_000)
    }
    const channel = events('large', z.string()).open({} as Request, answer, new AbortController().signal)
    const closed = channel.close(large())
    await delay(20)
    expect(sent).toBeLessThan(10)
    response.resume()
    await closed
    expect(sent).toBe(1000)
  })
})
