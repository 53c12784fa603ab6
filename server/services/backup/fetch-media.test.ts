import { expect, it, onTestFinished, vi } from 'vitest'
import { refused } from '../../graph/answer-errors.ts'
import type { Answer } from '../../graph/exchange.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  TENANT_A,
} from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { fetchMedia } from './fetch-media.ts'
import type { RunWork } from './run-work.ts'

const NOTES = '19:0b1c_teamsstream_notes_0b1c@unq.gbl.spaces'

function answer(status: number, message: string): Answer {
  const body = Buffer.from(JSON.stringify({ error: { code: 'Forbidden', message } }))
  return { status, headers: {}, body }
}

/** Fetches the image of one message, which Graph refuses so; answers what became of it. */
async function refusedWith(status: number, message: string, chatId = '19:plan@thread.v2') {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(() => database.close().then(dir.remove))
  const vault = await openTestVault(database)
  const content = '<img src="https://graph.test/v1.0/chats/x/messages/y/hostedContents/aWQ=/$value">'
  const shown = messageAt(chatId, 1, { body: { contentType: 'html', content } })
  await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records: [messageRecord(shown)] }])
  const asked = { attempted: 'read an image', ofExport: false, nowMs: 0 }
  const work = {
    ...{ database, clock: vault.clock, run: { tenantId: TENANT_A }, stopped: () => undefined },
    graph: { hostedContent: () => Promise.reject(refused(answer(status, message), asked)) },
    fault: vi.fn(async () => {}),
    skip: vi.fn(async (_cause: string, _detail: string) => {}),
  }
  await fetchMedia(work as unknown as RunWork)
  const { state } = await database.kysely.selectFrom('media').select('state').executeTakeFirstOrThrow()
  return { state, faults: work.fault.mock.calls.length, skips: work.skip.mock.calls.map(([cause]) => cause) }
}

it.each([
  [403, 'AclCheckFailed-Invalid tenant', 'media-foreign-tenant'],
  [403, 'Tenant Id mismatch', 'media-foreign-tenant'],
  [404, 'No such content', 'media-gone'],
])('an image refused with %i "%s" is refused for good: %s', async (status, message, cause) => {
  expect(await refusedWith(status, message)).toEqual({ state: 'refused', faults: 0, skips: [cause] })
})

it('an image of notes to self is refused for good', async () => {
  const expected = { state: 'refused', faults: 0, skips: ['media-notes-to-self'] }
  expect(await refusedWith(403, 'UnknownError', NOTES)).toEqual(expected)
})

it.each([
  [403, 'Missing role permissions on the request'],
  [403, 'Blocked by a policy'],
  [503, 'Busy'],
])('an image refused with %i "%s" is asked for again by the next run', async (status, message) => {
  expect(await refusedWith(status, message)).toEqual({ state: 'wanted', faults: 1, skips: [] })
})
