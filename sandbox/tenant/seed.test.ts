import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { MessageRow } from '../testing.ts'
import { seedTenant } from './seed.ts'
import type { Tenant } from './tenant.ts'

const NOW = Date.parse('2026-11-22T09:00:00Z')
const make = (more: object = {}) =>
  seedTenant({ seed: 1, users: 12, messages: 700, groupSize: 5.5, tenantId: '', now: NOW, ...more })
const rows = (tenant: Tenant) =>
  [...tenant.messages()].map(({ row }) => JSON.parse(row.toString()) as MessageRow)

function digest(tenant: Tenant): string {
  const hash = createHash('sha256')
  for (const { row } of tenant.messages()) hash.update(row)
  return hash.digest('hex')
}

describe('the seeded company', () => {
  test('is the same for the same seed and another for another', () => {
    expect(digest(make())).toBe(digest(make()))
    expect(digest(make({ seed: 2 }))).not.toBe(digest(make()))
    expect(make({ seed: 2 }).id).not.toBe(make().id)
  })

  test.each([
    [1, 0],
    [1, 30],
    [2, 90],
    [5, 500],
    [60, 5000],
  ])('of %i users and %i messages has exactly as many', (users, messages) => {
    const tenant = make({ users, messages })
    expect([...tenant.messages()]).toHaveLength(messages)
    expect(tenant.people.members.filter((one) => one.mailbox && one.accountEnabled)).toHaveLength(users)
  })

  test('has messages in order, ids unique in their chat, nothing in the future', () => {
    for (const chat of make({ messages: 4000 }).chats.values()) {
      const times = chat.messages.map(({ createdAt }) => createdAt)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      for (const message of chat.messages) {
        expect(message.id).toBe(String(message.createdAt))
        expect(message.modifiedAt).toBeLessThanOrEqual(NOW)
        expect(message.modifiedAt).toBeGreaterThanOrEqual(message.createdAt)
      }
    }
  })

  test('reaches back months and ends shortly before now', () => {
    const times = [...make({ messages: 4000 }).messages()].map(({ createdAt }) => createdAt)
    expect(NOW - Math.min(...times)).toBeGreaterThan(120 * 86_400_000)
    expect(NOW - Math.max(...times)).toBeLessThan(6 * 3_600_000)
  })

  test('copies a message to the mailboxes of those in the chat when it was sent', () => {
    const tenant = make()
    const joined = [...tenant.messages()].find(({ row }) => row.includes('I only need the file list'))
    const newcomer = tenant.people.members.find(({ id }) => id === joined?.sender.userId)
    const inChat = newcomer?.mailbox?.messages.filter(({ chat }) => chat === joined?.chat)
    expect(inChat?.length).toBe(3) // added, wrote, left
    expect(joined?.chat.messages.length).toBeGreaterThan(20)
  })

  test('gives thousands of people names of their own', () => {
    const { all } = make({ users: 6000, messages: 0 }).people
    expect(new Set(all.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(all.length)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  test('has long-tailed volumes', () => {
    const sizes = [...make({ users: 100, messages: 20_000 }).chats.values()]
      .map(({ messages }) => messages.length)
      .sort((a, b) => b - a)
    const top = sizes.slice(0, Math.ceil(sizes.length / 10)).reduce((sum, n) => sum + n, 0)
    expect(top).toBeGreaterThan(20_000 * 0.35)
  })

  test('keeps meeting control messages out of mailboxes', () => {
    const events = [...make().messages()].filter(({ row }) => row.includes('callEventType":"meeting'))
    expect(events.length).toBeGreaterThan(0)
    for (const event of events) expect(event.owners).toEqual([])
  })
})

describe('a small company shows every kind of', () => {
  const all = rows(make({ users: 6, messages: 200 }))
  const some = (test: (row: MessageRow) => unknown) => expect(all.some(test)).toBe(true)

  test('sender', () => {
    const kinds = new Set(
      all.map(
        ({ from }) => from?.user?.userIdentityType ?? from?.application?.applicationIdentityType ?? 'event',
      ),
    )
    for (const kind of [
      'aadUser',
      'federatedUser',
      'anonymousGuest',
      'personalMicrosoftAccountUser',
      'phoneUser',
      'bot',
      'office365Connector',
      'aadApplication',
      'outgoingWebhook',
      'event',
    ])
      expect(kinds).toContain(kind)
  })

  test('event that occurs in chats', () => {
    const kinds = all.flatMap(({ eventDetail }) =>
      eventDetail
        ? [eventDetail['@odata.type'].replace(/^#microsoft\.graph\.|EventMessageDetail$/g, '')]
        : [],
    )
    expect([...new Set(kinds)].sort()).toEqual(
      [
        'callEnded',
        'callRecording',
        'callStarted',
        'callTranscript',
        'chatRenamed',
        'meetingPolicyUpdated',
        'membersAdded',
        'membersDeleted',
        'membersJoined',
        'membersLeft',
        'messagePinned',
        'messageUnpinned',
        'tabUpdated',
        'teamsAppInstalled',
        'teamsAppRemoved',
        'teamsAppUpgraded',
      ].sort(),
    )
  })

  test('attachment', () => {
    const kinds = new Set(all.flatMap(({ attachments }) => attachments.map(({ contentType }) => contentType)))
    for (const kind of [
      'reference',
      'messageReference',
      'forwardedMessageReference',
      'application/vnd.microsoft.card.adaptive',
      'application/vnd.microsoft.card.thumbnail',
      'application/vnd.microsoft.card.codesnippet',
    ])
      expect(kinds).toContain(kind)
    for (const row of all)
      for (const { id } of row.attachments) expect(row.body.content).toContain(`<attachment id="${id}">`)
  })

  test('content', () => {
    some(({ body }) => body.contentType === 'text')
    some(({ body }) => body.content.includes('/hostedContents/'))
    some(({ body }) => body.content.includes('http://schema.skype.com/Reply'))
    some(({ body }) => body.content.length > 25_000)
    some(({ body }) => /[\u0600-\u06ff]/.test(body.content))
    some(({ body }) => /[\u0590-\u05ff]/.test(body.content))
    some(({ body }) => /[\u3040-\u30ff]/.test(body.content))
    some(({ importance }) => importance === 'urgent')
    some(({ importance }) => importance === 'high')
    some(({ policyViolation }) => policyViolation)
    some(({ mentions }) => mentions.length > 0)
    some(({ reactions }) => reactions.length > 2)
    some(({ lastEditedDateTime }) => lastEditedDateTime)
    some(({ deletedDateTime }) => deletedDateTime)
  })

  test('chat', () => {
    const chats = [...make({ users: 6, messages: 200 }).chats.values()].slice(0, 4)
    expect(chats.map(({ type }) => type)).toEqual(['oneOnOne', 'group', 'meeting', 'oneOnOne'])
    expect(chats[3]?.notesToSelf).toBe(true)
  })
})
