/** What the checks of the contract share, whatever the product runs on. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Conversation, Export, MessagePage } from '../contract/index.ts'
import { type Answer, expectArchiveIsTruth, expectBooks, type Journey, type Page, talk } from './journey.ts'
import { readZipEntry } from './zip.ts'

/** A tenant that no sandbox plays. */
export const OTHER_TENANT = '99999999-2222-4333-8444-555555555555'

/** The named members are there; more may be. */
export function expectMembers(value: object, names: string): void {
  expect(Object.keys(value)).toEqual(expect.arrayContaining(names.split(' ')))
}

/** As the contract has every refusal (RFC 9457), with a hint. */
export function expectProblem(answer: Answer, status: number, code?: string): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expectMembers(answer.body, 'type title status detail code hint')
  expect(answer.body.status).toBe(status)
  if (code !== undefined) expect(answer.body.code).toBe(code)
  expect(answer.body.hint).not.toBe('')
}

/** Every conversation with all of its messages, by the lists' own cursors. */
export async function readEverything(journey: Journey) {
  const everything: { conversation: Conversation; messages: MessagePage['items'] }[] = []
  let asked = ''
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `/api/conversations?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page: Page<Conversation> = (await journey.call('GET', path)).body
    for (const conversation of page.items) {
      const messages: MessagePage['items'] = []
      for (let next: string | null = ''; next !== null; ) {
        asked = `/api/conversations/${encodeURIComponent(conversation.id)}/messages?limit=200`
        const more: Answer = await journey.call(
          'GET',
          asked + (next && `&cursor=${encodeURIComponent(next)}`),
        )
        expect(more.status, JSON.stringify(more.body)).toBe(200)
        messages.unshift(...more.body.items)
        next = more.body.next
      }
      everything.push({ conversation, messages })
    }
    cursor = page.next
  }
  return everything
}

/** A completed export as JSON Lines: what the API says of it, where, and the file. */
export async function makeExport(journey: Journey, selection: object = {}) {
  const started = await journey.call('POST', '/api/exports', { format: 'jsonl', selection })
  expect(started.status).toBe(202)
  const path = `/api/exports/${started.body.id}`
  for (;;) {
    const one: Export = (await journey.call('GET', path)).body
    if (one.state !== 'queued' && one.state !== 'running') {
      expectMembers(one, 'state messages sha256 bytes')
      expect(one.state).toBe('completed')
      const headers = { authorization: `Bearer ${journey.sandbox.operatorToken('Mia')}` }
      const file = await fetch(`${journey.product().url}${path}/file`, { headers })
      return { one, path, zip: Buffer.from(await file.arrayBuffer()) }
    }
    await delay(250)
  }
}

/** Connect, back up, browse, export: what every database and store must carry. */
export async function mainJourney(journey: Journey): Promise<void> {
  await journey.connect(100_000)
  expect((await journey.run()).state).toBe('completed')
  talk(journey, 60)
  expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: 60 } })
  const { archived, truth } = await expectArchiveIsTruth(journey)
  await expectBooks(journey)
  const shown = (await readEverything(journey)).flatMap(({ messages }) => messages)
  expect(shown.length).toBe(truth.length)
  const { one, zip } = await makeExport(journey)
  const lines = (await readZipEntry(zip, 'messages.jsonl')).toString().trimEnd().split('\n')
  expect(lines.length).toBe(archived.versions.length)
  expect(one.bytes).toBe(zip.length)
}
