/** The pages of an HTML export in a real browser: nothing runs, nothing is fetched, and people can read and print them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import {
  archivePages,
  conversationRecord,
  messageAt,
  messageRecord,
  openTestVault,
  subjectRecord,
  TENANT_A,
} from '../../server/testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../server/testing/embedded-template.ts'
import { exportAs } from '../../server/testing/exported.ts'
import { createTempDir } from '../../server/testing/temp-dir.ts'
import { findingsOf } from './accessibility.ts'
import { launch } from './stage.ts'

const CHAT = '19:plan@thread.v2'
const HOSTILE = `<p>Hello</p><script>document.title='ran'</script><img src="https://evil.example/a.png" onerror="document.title='ran'">
<iframe src="https://evil.example/"></iframe><style>@import url(https://evil.example/a.css)</style>
<p style="background:url(https://evil.example/b.png)">styled</p><link rel="stylesheet" href="https://evil.example/c.css">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><form action="https://evil.example/"><button>go</button></form>`

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Unpacked, as someone who got the zip would have it. */
async function unpacked(): Promise<string> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(join(dir.path, 'db'))
  onTestFinished(async () => {
    await database.close()
    await dir.remove()
  })
  const vault = await openTestVault(database)
  const messages = [
    messageAt(CHAT, 0),
    messageAt(CHAT, 0, { version: 1, lastEditedDateTime: '2026-11-01T00:00:01Z' }),
    messageAt(CHAT, 5, { body: { contentType: 'html', content: HOSTILE } }),
    messageAt(CHAT, 6, { body: { contentType: 'text', content: HOSTILE }, importance: 'urgent' }),
  ]
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: [subjectRecord('ann', 'Ann Lee')] },
    { subjectId: 'ann', records: messages.map(messageRecord) },
    { subjectId: 'ann', records: [conversationRecord({ id: CHAT, topic: 'Phoenix <script>' })] },
  ])
  const { files } = await exportAs(vault, 'html')
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(dir.path, 'out', name)), { recursive: true })
    await writeFile(join(dir.path, 'out', name), bytes)
  }
  return join(dir.path, 'out')
}

it('shows conversations, and asks for nothing but its own files', async () => {
  const folder = await unpacked()
  const page = await browser.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(join(folder, 'index.html')).href)
  await page.getByRole('link', { name: 'Phoenix <script>' }).click()
  await page.getByText('Minute 0, version 1').waitFor()
  expect(await page.title()).toBe('Phoenix <script>')
  await page.getByText('Earlier versions (1)').click()
  expect(await page.getByText('Minute 0, version 0').isVisible()).toBe(true)
  expect(await findingsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'All conversations' }).click()
  await page.getByRole('link', { name: 'About this export' }).click()
  await page.getByRole('heading', { name: 'How to check it' }).waitFor()
  expect(await findingsOf(page)).toEqual([])
  expect(await page.title()).toBe('Chat export 2026-11-10')
  await page.close()
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
})
