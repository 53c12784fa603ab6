import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ExportFormat } from '../../books/exports.ts'
import type { ChatMessage } from '../../domain/message.ts'
import {
  archivePages,
  conversationRecord,
  messageAt,
  messageRecord,
  openTestVault,
  subjectRecord,
  TENANT_A,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { csvRows } from '../../testing/csv-rows.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { type Exported, exportAs } from '../../testing/exported.ts'
import { readRsmf } from '../../testing/read-rsmf.ts'
import { createTempDir } from '../../testing/temp-dir.ts'

const PLAN = '19:plan@thread.v2'
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>',
  '=HYPERLINK("http://evil","x")',
  '+1+1',
  '=== notes ===',
  "'=1",
  '00123',
  '\u202egnp.exe\u202c',
  '"quoted", comma\nand line',
  '<p>üöß 你好 👍</p>',
  '</article></main></body>',
  '\u0007bell',
  '<at id="0">Ann</at> said',
  `<div>${'long '.repeat(70_000)}</div>`,
]

/** Ids of the messages an export holds, read from its files alone. */
const READERS: Record<ExportFormat, (exported: Exported) => string[] | Promise<string[]>> = {
  jsonl: ({ files }) => linesOf(files).map(({ message }) => `${message.chatId} ${message.id}`),
  html: ({ files }) =>
    [...files].flatMap(([name, page]) => {
      const text = page.toString()
      const chat = text.match(/<code>(19:[^<]+)<\/code>/)?.[1]
      if (!name.startsWith('conversations/')) return []
      return [...text.matchAll(/data-message-id="([^"]+)"/g)].map(([, id]) => `${chat} ${id}`)
    }),
  csv: ({ files }) =>
    csvRows(files.get('messages.csv') ?? Buffer.of()).map((row) => `${row.ConversationId} ${row.MessageId}`),
  eml: async ({ files }) => {
    const mails = await Promise.all(named(files, /\.eml$/).map((bytes) => simpleParser(bytes)))
    return mails.map(
      ({ headers }) => `${headers.get('x-chatvault-conversation')} ${headers.get('x-chatvault-message')}`,
    )
  },
  rsmf: async ({ files }) => {
    const manifests = await Promise.all(
      named(files, /\.rsmf$/).map(async (bytes) => (await readRsmf(bytes)).manifest),
    )
    return manifests.flatMap(({ events }) =>
      events.map(
        ({ conversation, custom }) =>
          `${conversation} ${custom.find(({ name }) => name === 'Message ID')?.value}`,
      ),
    )
  },
}

const named = (files: Exported['files'], name: RegExp) =>
  [...files].flatMap(([path, bytes]) => (name.test(path) ? [bytes] : []))

function linesOf(files: Exported['files']): { message: ChatMessage }[] {
  const text = (files.get('messages.jsonl') ?? Buffer.of()).toString()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

const unique = (ids: string[]) => [...new Set(ids)].sort()

async function openVault(): Promise<TestVault> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(async () => {
    await database.close()
    await dir.remove()
  })
  return openTestVault(database)
}

async function vaultOf(pages: { chatId: string; messages: ChatMessage[] }[]): Promise<TestVault> {
  const vault = await openVault()
  for (const { chatId, messages } of pages)
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [subjectRecord('ann', '=Ann "the boss"')] },
      { subjectId: 'ann', records: messages.map(messageRecord) },
      { subjectId: 'ann', records: [conversationRecord({ id: chatId, topic: '../<b>Phoenix</b>' })] },
    ])
  return vault
}

describe('the formats of an export', () => {
  it('all hold the same messages, whatever was written, edited or deleted', async () => {
    const bodies = fc.constantFrom(...HOSTILE)
    const message = fc.record({
      chat: fc.integer({ min: 0, max: 2 }),
      minute: fc.integer({ min: 0, max: 4000 }),
      content: bodies,
      isText: fc.boolean(),
      edits: fc.integer({ min: 0, max: 2 }),
      isDeleted: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(message, { minLength: 1, maxLength: 12, selector: (it) => `${it.chat} ${it.minute}` }),
        async (sent) => {
          const vault = await vaultOf(
            [0, 1, 2].map((chat) => ({
              chatId: `19:chat-${chat}@thread.v2`,
              messages: sent.filter((it) => it.chat === chat).flatMap(versionsOf),
            })),
          )
          const expected = unique(
            sent.map(({ chat, minute }) => `19:chat-${chat}@thread.v2 ${messageAt('', minute).id}`),
          )
          for (const [format, idsIn] of Object.entries(READERS)) {
            const exported = await exportAs(vault, format as ExportFormat)
            expect(unique(await idsIn(exported)), format).toEqual(expected)
            expect(exported.tally.messages, format).toBe(expected.length)
            expect(exported.tally.versions, format).toBe(sent.flatMap(versionsOf).length)
          }
        },
      ),
      { numRuns: 4 },
    )
  }, 120_000)

  it('hold what was selected and nothing else', async () => {
    const messages = [messageAt(PLAN, 0), messageAt(PLAN, 1), messageAt(PLAN, 2)]
    const vault = await vaultOf([{ chatId: PLAN, messages }])
    const selection = { from: '2026-11-01T00:01:00Z', to: '2026-11-01T00:01:00Z' }
    for (const [format, idsIn] of Object.entries(READERS))
      expect(await idsIn(await exportAs(vault, format as ExportFormat, selection)), format).toEqual([
        `${PLAN} ${messages[1]?.id}`,
      ])
  })

  it('are files that say there is nothing, when nothing is archived yet', async () => {
    const vault = await openVault()
    for (const [format, idsIn] of Object.entries(READERS)) {
      const { files, ...exported } = await exportAs(vault, format as ExportFormat)
      expect(await idsIn({ files, ...exported }), format).toEqual([])
      expect([...files.keys()].slice(-3), format).toEqual(['cover.html', 'manifest.json', 'manifest.sig'])
    }
  })
})

function versionsOf({
  chat,
  minute,
  content,
  isText,
  edits,
  isDeleted,
}: {
  chat: number
  minute: number
  content: string
  isText: boolean
  edits: number
  isDeleted: boolean
}): ChatMessage[] {
  const chatId = `19:chat-${chat}@thread.v2`
  const contentType = isText ? 'text' : 'html'
  return Array.from({ length: edits + 1 }, (_, version) => {
    const isLast = version === edits
    return messageAt(chatId, minute, {
      version,
      body: { contentType, content: isLast && isDeleted ? '' : `${content} ${version}` },
      deletedDateTime: isLast && isDeleted ? '2026-11-05T00:00:00Z' : null,
    })
  })
}
