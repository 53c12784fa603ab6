import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChatMessage } from '../../../domain/message.ts'
import {
  archivePages,
  conversationRecord,
  FETCHED_AT,
  messageAt,
  messageRecord,
  openTestVault,
  subjectRecord,
  TENANT_A,
  type TestVault,
} from '../../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../../testing/embedded-template.ts'
import { exportAs } from '../../../testing/exported.ts'
import { readRsmf } from '../../../testing/read-rsmf.ts'
import { createTempDir } from '../../../testing/temp-dir.ts'
import { faultsOf, type RsmfManifest } from './rsmf-rules.ts'

const CHAT = '19:plan@thread.v2'
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const BEN = { from: { user: { id: 'ben', displayName: 'Ben Lund' } } }
const TOPIC = 'Phoenix\r\nBcc: eve@evil.example\u202e üöß 你好'

const html = (content: string) => ({ body: { contentType: 'html', content } })
const address = (id: string) =>
  `https://graph.microsoft.com/v1.0/chats/${CHAT}/messages/${messageAt(CHAT, 1).id}/hostedContents/${id}/$value`

const MESSAGES: ChatMessage[] = [
  messageAt(CHAT, 0, {
    messageType: 'systemEventMessage',
    ...html('<systemEventMessage/>'),
    eventDetail: {
      '@odata.type': '#microsoft.graph.membersAddedEventMessageDetail',
      initiator: { user: { id: 'ann', displayName: 'Ann' } },
      members: [{ id: 'ben', displayName: 'Ben Lund' }],
    },
  }),
  messageAt(CHAT, 1, {
    ...html(
      `<p>The plan</p><img src="${address('pic')}"><img src="${address('none')}"><img src="${address('lost')}">`,
    ),
    attachments: [
      {
        id: 'f',
        contentType: 'reference',
        name: 'plän.xlsx',
        contentUrl: 'https://contoso.sharepoint.com/p.xlsx',
      },
    ],
    reactions: [
      { reactionType: 'like', user: BEN.from },
      { reactionType: 'like', user: { user: { id: 'eve' } } },
    ],
  }),
  messageAt(CHAT, 2, {
    ...BEN,
    ...html('<attachment id="q"></attachment><p>Agreed</p>'),
    attachments: [
      {
        id: 'q',
        contentType: 'messageReference',
        content: JSON.stringify({ messageId: messageAt(CHAT, 1).id, messagePreview: 'The plan' }),
      },
    ],
  }),
  messageAt(CHAT, 3, { ...BEN, ...html('<p>Secret one</p>') }),
  messageAt(CHAT, 3, {
    ...BEN,
    version: 1,
    lastEditedDateTime: '2026-11-01T00:03:01Z',
    ...html('<p>Secret two</p>'),
  }),
  messageAt(CHAT, 3, { ...BEN, version: 2, deletedDateTime: '2026-11-01T00:03:02Z', ...html('') }),
  messageAt(CHAT, 1440, { importance: 'urgent', ...html('<p>Next day</p>') }),
]

async function openVault(): Promise<TestVault> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(async () => {
    await database.close()
    await dir.remove()
  })
  const vault = await openTestVault(database)
  const archive = await vault.archive.open(TENANT_A)
  const kept = await archive.putMedia(PNG)
  const empty = await archive.putMedia(Buffer.of())
  const media = { chatId: CHAT, messageId: messageAt(CHAT, 1).id, contentType: 'image/png' }
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: [subjectRecord('ann', 'Ann Lee'), subjectRecord('ben', 'Ben Lund')] },
    { subjectId: 'ann', records: MESSAGES.map(messageRecord) },
    {
      subjectId: 'ann',
      records: [
        conversationRecord({
          id: CHAT,
          topic: TOPIC,
          members: [
            { id: 'ann', displayName: 'Ann Lee', email: 'ann@contoso.com', tenantId: TENANT_A },
            { id: 'ben', displayName: 'Ben Lund', email: '+49 30 1234', tenantId: TENANT_A },
          ],
        }),
        {
          kind: 'media',
          fetchedAt: FETCHED_AT,
          media: { ...media, contentId: 'pic', bytes: PNG.length, ...kept },
        },
        { kind: 'media', fetchedAt: FETCHED_AT, media: { ...media, contentId: 'none', bytes: 0, ...empty } },
      ],
    },
  ])
  return vault
}

async function mailsOf(vault: TestVault): Promise<ParsedMail[]> {
  const { files } = await exportAs(vault, 'eml')
  const mails = [...files].filter(([name]) => name.endsWith('.eml')).map(([, bytes]) => simpleParser(bytes))
  return Promise.all(mails)
}

async function rsmfsOf(vault: TestVault, selection = {}) {
  const { files } = await exportAs(vault, 'rsmf', selection)
  return new Map([...files].filter(([name]) => name.endsWith('.rsmf')))
}

describe('an export as mails', () => {
  it('makes each conversation a thread, and each answer an answer', async () => {
    const mails = await mailsOf(await openVault())
    expect(mails).toHaveLength(5)
    const [thread] = [mails[0]?.references].flat()
    for (const { references, headers, subject } of mails) {
      expect([references].flat()[0]).toBe(thread)
      expect(headers.has('bcc')).toBe(false)
      expect(subject).toBe('[Teams] Phoenix Bcc: eve@evil.example üöß 你好')
    }
    const [, plan, agreed] = mails
    expect(agreed?.inReplyTo).toBe(plan?.messageId)
    expect(plan?.from?.value).toEqual([{ name: 'Ann', address: 'ann@contoso.com' }])
    expect(agreed?.from?.value).toEqual([{ name: 'Ben Lund', address: 'ben@chatvault.invalid' }])
    expect(agreed?.date?.toISOString()).toBe('2026-11-01T00:02:00.000Z')
  })

  it('tells what was edited, deleted, drawn, and what isn’t in the archive', async () => {
    const [event, plan, , secret] = await mailsOf(await openVault())
    expect(event?.text).toContain('Ann added Ben Lund')
    expect(plan?.text).toContain('[File: plän.xlsx, https://contoso.sharepoint.com/p.xlsx]')
    expect(plan?.text).toContain('[like: Ben Lund, eve]')
    expect(plan?.attachments.find(({ size }) => size > 0)).toMatchObject({
      related: true,
      contentType: 'image/png',
      content: PNG,
    })
    expect(plan?.html).toContain('data:image/png;base64')
    expect(secret?.text).toMatch(/^Secret two\n\[Deleted: 2026-11-01T00:03:02Z\]/)
    expect(secret?.text).toContain('--- Earlier version of 2026-11-01T00:03:00.000Z ---\nSecret one')
    expect(secret?.headers.get('x-chatvault-deleted')).toBe('2026-11-01T00:03:02Z')
  })
})

describe('an export as RSMF', () => {
  it('has a file for each day, whose text has every word of its manifest', async () => {
    const files = await rsmfsOf(await openVault())
    expect([...files.keys()]).toEqual(['rsmf/0001/2026-11-01-001.rsmf', 'rsmf/0001/2026-11-02-001.rsmf'])
    for (const bytes of files.values()) {
      expect(bytes.toString()).toMatch(/^X-RSMF-Version: 2\.0\.0\r\n/)
      const { mail, manifest } = await readRsmf(bytes)
      expect(mail.headers.get('x-rsmf-version')).toBe('2.0.0')
      expect(mail.headers.get('x-rsmf-eventcount')).toBe(String(manifest.events.length))
      for (const { body = '', edits = [], attachments = [] } of manifest.events) {
        expect(mail.text).toContain(body)
        for (const { previous } of edits) expect(mail.text).toContain(previous)
        for (const { display } of attachments) expect(mail.text).toContain(display)
      }
      for (const { display } of manifest.participants) expect(mail.text).toContain(display)
    }
  })

  it('keeps its rules: ids resolve, attachments both ways, nothing empty', async () => {
    for (const bytes of (await rsmfsOf(await openVault())).values()) {
      const { manifest, files } = await readRsmf(bytes)
      expect(faultsOf(manifest, [...files.keys()])).toEqual([])
    }
  })

  it('tells joins, answers, edits, deletions, reactions and what is missing', async () => {
    const [first = Buffer.of(), second = Buffer.of()] = (await rsmfsOf(await openVault())).values()
    const { manifest, files } = await readRsmf(first)
    const [join, plan, agreed, secret] = manifest.events
    expect(join).toMatchObject({ type: 'join', participant: 'ben' })
    expect(plan?.reactions).toEqual([{ value: 'like', count: 2, participants: ['ben', 'eve'] }])
    expect(plan?.attachments?.map(({ id }) => id)).toEqual([
      '00002-1_UNAVAILABLE.txt',
      '00002-2_UNAVAILABLE.txt',
      '00002-3.png',
      '00002-4_UNAVAILABLE.txt',
    ])
    expect(files.get('00002-3.png')).toEqual(PNG)
    expect(agreed?.parent).toBe(plan?.id)
    expect(secret).toMatchObject({
      deleted: true,
      body: 'Secret two',
      edits: [{ previous: 'Secret one', new: 'Secret two' }],
    })
    expect(manifest.participants.find(({ id }) => id === 'ben')).not.toHaveProperty('email')
    expect((await readRsmf(second)).manifest.events[0]).toMatchObject({ importance: 'high' })
  })

  it('is the same, byte by byte, in every export of the same messages', async () => {
    const vault = await openVault()
    const before = await rsmfsOf(vault)
    vault.clock.advance(3_600_000)
    const after = await rsmfsOf(vault, { conversationIds: [CHAT], from: '2026-10-01T00:00:00Z' })
    expect([...after]).toEqual([...before])
  })

  it('finds what breaks the rules', async () => {
    const [bytes = Buffer.of()] = (await rsmfsOf(await openVault())).values()
    const { manifest, files } = await readRsmf(bytes)
    const names = [...files.keys()]
    const [event] = manifest.events
    const broken = (change: Partial<RsmfManifest>, have = names) => faultsOf({ ...manifest, ...change }, have)
    const changed = (change: object) =>
      broken({ events: manifest.events.map((it, at) => (at === 0 ? { ...it, ...change } : it)) })
    for (const faults of [
      broken({ participants: [] }),
      broken({ participants: manifest.participants.slice(1) }),
      broken({ participants: [...manifest.participants, ...manifest.participants] }),
      broken({ events: event ? [event, event] : [] }, []),
      broken({}, names.slice(1)),
      broken({}, [...names, 'more.png']),
      broken({ events: manifest.events.toReversed() }),
      changed({ conversation: 'other' }),
      changed({ parent: 'nothing' }),
      changed({ timestamp: '2026-11-01T00:00:00' }),
      changed({ body: '' }),
      changed({ reactions: [{ value: 'like' }] }),
      changed({ custom: [{ name: 'a', value: '' }] }),
      changed({ misspelt: true }),
    ])
      expect(faults).not.toEqual([])
  })
})
