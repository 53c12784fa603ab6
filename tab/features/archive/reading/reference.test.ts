import { describe, expect, it } from 'vitest'
import { forwardedOf, quotedOf } from './reference.ts'

describe('a quoted reply as an attachment', () => {
  it('tells who said what', () => {
    const quoted = quotedOf({
      id: '1793000000123',
      contentType: 'messageReference',
      content: JSON.stringify({
        messageId: '1793000000123',
        messagePreview: 'hello',
        messageSender: { application: null, device: null, user: { id: '1', displayName: 'Ada Berg' } },
      }),
    })
    expect(quoted).toMatchObject({ messageId: '1793000000123', content: 'hello' })
    expect(quoted?.sender?.user?.displayName).toBe('Ada Berg')
  })

  it('still names its message when the preview is missing', () => {
    expect(quotedOf({ id: '7', content: '{}' })).toMatchObject({ messageId: '7', content: '' })
  })

  it('that cannot be read is told apart from an empty one', () => {
    expect(quotedOf({ id: '7', content: 'not json' })).toBeUndefined()
    expect(quotedOf({ id: '7', content: null })).toBeUndefined()
  })
})

describe('a forwarded message', () => {
  it('keeps its text and when it was first sent', () => {
    const content = JSON.stringify({
      originalMessageId: '1727881360458',
      originalMessageContent: '<p>hi</p>',
      originalSentDateTime: '2024-10-02T15:02:40.458+00:00',
      originalMessageSender: { user: { id: '28c1', displayName: null } },
    })
    expect(forwardedOf({ id: '1727881360458', content })).toMatchObject({
      content: '<p>hi</p>',
      sentAt: '2024-10-02T15:02:40.458+00:00',
    })
  })
})
