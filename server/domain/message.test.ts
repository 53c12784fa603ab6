import { describe, expect, it } from 'vitest'
import { type ChatMessage, isTombstone } from './message.ts'

function messageWith(members: Partial<ChatMessage>): ChatMessage {
  const at = '2026-11-01T00:00:00Z'
  const times = { createdDateTime: at, lastModifiedDateTime: '2026-11-01T00:05:00Z' }
  const nulls = { lastEditedDateTime: null, deletedDateTime: null, eventDetail: null, attachments: [] }
  const body = { contentType: 'html', content: '' }
  return { id: '1', etag: '1', chatId: '19:a', messageType: 'message', ...times, ...nulls, body, ...members }
}

describe('a message counts as deleted', () => {
  it.each([
    [
      'when it says when, its text still there',
      { deletedDateTime: '2026-11-01T00:05:00Z', body: { contentType: 'html', content: '<p>oops</p>' } },
    ],
    ['when it says when, without a text', { deletedDateTime: '2026-11-01T00:05:00Z' }],
    ['when nothing of it is left and no date is given', {}],
    ['when a policy emptied it', { policyViolation: { dlpAction: 'blockAccess' } }],
    ['when only empty tags are left', { body: { contentType: 'html', content: '<div><p> </p></div>\n' } }],
    ['when its text is null', { body: { contentType: 'text', content: null } }],
    ['when it was edited before it was emptied', { lastEditedDateTime: '2026-11-01T00:01:00Z' }],
    ['when its type is left out', { messageType: undefined as never }],
  ])('%s', (_, members: Partial<ChatMessage>) => {
    expect(isTombstone(messageWith(members))).toBe(true)
  })
})

describe('a message does not count as deleted', () => {
  it.each([
    ['with a text', { body: { contentType: 'text', content: 'hello' } }],
    ['with a picture only', { body: { contentType: 'html', content: '<img src="x">' } }],
    [
      'with a place for an attachment',
      { body: { contentType: 'html', content: '<attachment id="1"></attachment>' } },
    ],
    [
      'with an attachment and no text',
      { attachments: [{ id: '1', contentType: 'application/vnd.microsoft.card.adaptive' }] },
    ],
    ['with a subject only', { subject: 'Minutes' }],
    ['when an edit left nothing', { lastEditedDateTime: '2026-11-01T00:04:59.500Z' }],
    ['as an event', { messageType: 'systemEventMessage' }],
    [
      'as an event for those who do not know its type',
      { messageType: 'unknownFutureValue', eventDetail: {} },
    ],
    ['as an event that does not say its type', { messageType: undefined as never, eventDetail: {} }],
    ['when its row has no body at all', { body: undefined as never }],
  ])('%s', (_, members: Partial<ChatMessage>) => {
    expect(isTombstone(messageWith(members))).toBe(false)
  })
})
