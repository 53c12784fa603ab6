import { describe, expect, it } from 'vitest'
import { CONTENTS_PER_MESSAGE, hostedContentsOf } from './hosted-contents.ts'
import type { ChatMessage } from './message.ts'

const CHAT = '19:plan@thread.v2'
const HERE = `https://graph.microsoft.com/v1.0/chats/${CHAT}/messages/17/hostedContents`

function messageWith(members: Partial<ChatMessage>): ChatMessage {
  const at = '2026-11-01T00:00:00Z'
  return { id: '17', etag: '17', chatId: CHAT, createdDateTime: at, lastModifiedDateTime: at, ...members }
}

function bodyOf(content: string, contentType = 'html'): ChatMessage {
  return messageWith({ body: { contentType, content } })
}

function attaching(contentType: string, content: unknown, more: object = {}): ChatMessage {
  return messageWith({
    body: { contentType: 'html', content: '<attachment id="5e1f"></attachment>' },
    attachments: [{ id: '5e1f', contentType, content: JSON.stringify(content), ...more }],
  })
}

const idsOf = (message: ChatMessage) => hostedContentsOf(message).ids

describe('the contents of a message are found', () => {
  it.each([
    ['a picture', `<p>see</p><img alt="x" src="${HERE}/aWQ/$value" width="3">`],
    ['a video', `<video src='${HERE}/aWQ/$value' itemtype="http://schema.skype.com/AMSVideo"></video>`],
    [
      'an emoji of the organization',
      `<customemoji id="e" alt="party" source="${HERE}/aWQ/$value"></customemoji>`,
    ],
    ['an address without quotes', `<img src=${HERE}/aWQ/$value>`],
    [
      'another host and version',
      `<img src="${HERE.replace('graph.microsoft.com/v1.0', 'gcc.example/beta')}/aWQ/$value">`,
    ],
    [
      'an encoded address',
      `<img src="https://g/v1.0/chats/${encodeURIComponent(CHAT)}/messages/17/hostedContents/aWQ/%24value">`,
    ],
    ['an address below a person', `<img src="/users/1/chats/${CHAT}/messages/17/hostedContents/aWQ/$value">`],
    [
      'an address as OData writes it',
      `<img src="https://g/v1.0/chats('${CHAT}')/messages('17')/hostedContents('aWQ')/$value">`,
    ],
    ['an address relative to the message', '<img src="../hostedContents/aWQ/$value">'],
  ])('in the body: %s', (_, content) => {
    expect(idsOf(bodyOf(content))).toEqual(['aWQ'])
  })

  const url = `${HERE}/aWQ/$value`
  it.each([
    [
      'the text of a code snippet',
      attaching('application/vnd.microsoft.card.codesnippet', { language: 'SQL', codeSnippetUrl: url }),
    ],
    [
      'a voice clip',
      attaching('application/vnd.microsoft.card.audio', { duration: 'PT7S', media: [{ url }] }),
    ],
    [
      'an image of an adaptive card',
      attaching('application/vnd.microsoft.card.adaptive', {
        body: [{ type: 'ColumnSet', columns: [{ items: [{ type: 'Image', url }] }] }],
      }),
    ],
    [
      'a background of a card',
      attaching('application/vnd.microsoft.card.adaptive', { backgroundImage: { url } }),
    ],
    [
      'an image of a hero card',
      attaching('application/vnd.microsoft.card.hero', { title: 'a', images: [{ url }] }),
    ],
    [
      'HTML within a card',
      attaching('application/vnd.microsoft.card.thumbnail', { text: `<p><img src="${url}"></p>` }),
    ],
    [
      'JSON within JSON',
      attaching('application/vnd.microsoft.card.codesnippet', { inner: JSON.stringify({ at: url }) }),
    ],
    ['a thumbnail', attaching('reference', {}, { content: null, thumbnailUrl: url })],
    ['an attachment that is the content', attaching('image/*', {}, { content: null, contentUrl: url })],
    [
      'a picture in a forwarded message that names this one',
      attaching('forwardedMessageReference', { originalMessageContent: `<img src="${url}">` }),
    ],
    [
      'a picture in a forwarded message that names the original',
      attaching('forwardedMessageReference', {
        originalConversationId: '19:other@thread.v2',
        originalMessageId: '5',
        originalMessageContent:
          '<img src="https://graph.microsoft.com/v1.0/chats/19:other@thread.v2/messages/5/hostedContents/aWQ/$value">',
      }),
    ],
    ['a custom reaction', messageWith({ reactions: [{ reactionType: 'custom', reactionContentUrl: url }] })],
    [
      'a custom reaction that was taken back',
      messageWith({
        messageHistory: [
          { actions: 'reactionRemoved', reaction: { reactionContentUrl: url } },
          { reaction: null },
        ],
      }),
    ],
  ])('outside the body: %s', (_, message) => {
    expect(idsOf(message)).toEqual(['aWQ'])
  })

  it('each once, in the order they are named, with ids as Graph writes them', () => {
    const long = 'aWQ9eF8wLXd1cy1kMS0xZTk3YjNhYSx0eXBlPTEsdXJsPWh0dHBz'
    const ids = [long, `${long}==`, 'a-b_c.d', 'a'.repeat(1000)]
    const images = [...ids, long].map((id) => `<img src="${HERE}/${id}/$value">`).join('')
    expect(idsOf(bodyOf(images))).toEqual(ids)
    expect(idsOf(bodyOf(`<img src="${HERE}/aWQ%3D/$value">`))).toEqual(['aWQ='])
  })
})

describe('nothing is asked for because someone wrote an address', () => {
  it.each([
    ['typed words', `<p>${Array.from({ length: 60 }, (_, at) => `/hostedContents/a${at}`).join(' ')}</p>`],
    ['a typed address of this very message', `<p>src="${HERE}/aWQ/$value"</p>`],
    ['a link', `<a href="${HERE}/aWQ/$value" title="${HERE}/b/$value">here</a>`],
    ['the words for a picture', `<img src="https://elsewhere/x.png" alt="${HERE}/aWQ/$value">`],
    ['a picture of another message', `<img src="${HERE.replace('/17/', '/18/')}/aWQ/$value">`],
    ['a picture of another chat', `<img src="${HERE.replace('plan', 'board')}/aWQ/$value">`],
    ['an address with more behind it', `<img src="${HERE}/aWQ/$value and more"> <img src="${HERE}/aWQ/x">`],
    [
      'an id that is none',
      ['汉'.repeat(900), 'a\u0000b', 'a'.repeat(1001), '..', 'a&b', '<p']
        .map((id) => `<img src="${HERE}/${id}/$value">`)
        .join(''),
    ],
  ])('%s', (_, content) => {
    expect(hostedContentsOf(bodyOf(content))).toEqual({ ids: [], left: 0 })
  })

  it('a text is not HTML', () => {
    expect(idsOf(bodyOf(`<img src="${HERE}/aWQ/$value">`, 'text'))).toEqual([])
    expect(idsOf(messageWith({ body: { contentType: 'html', content: null } }))).toEqual([])
  })

  it('words in a card, and an original that is named only by what is forwarded from elsewhere', () => {
    const card = { body: [{ type: 'TextBlock', text: `see ${HERE}/aWQ/$value` }] }
    expect(idsOf(attaching('application/vnd.microsoft.card.adaptive', card))).toEqual([])
    const claim = {
      originalConversationId: '19:x',
      originalMessageId: '5',
      a: 'https://g/chats/19:x/messages/5/hostedContents/aWQ',
    }
    expect(idsOf(attaching('application/vnd.microsoft.card.adaptive', claim))).toEqual([])
  })
})

describe('however a message is made, looking at it takes moments', () => {
  it(`${CONTENTS_PER_MESSAGE} contents are taken of one message, the others are counted`, () => {
    const images = Array.from({ length: 1500 }, (_, at) => `<img src="${HERE}/a${at}/$value">`).join('')
    const { ids, left } = hostedContentsOf(bodyOf(images))
    expect([ids.length, left]).toEqual([CONTENTS_PER_MESSAGE, 1500 - CONTENTS_PER_MESSAGE])
  })

  // Long enough to tell: what looks at every place from every other one would take many seconds.
  const LONG = 200_000
  it.each([
    ['tags that never end', bodyOf(`hostedContents${'<a'.repeat(LONG / 2)}`)],
    ['quotes that never end', bodyOf(`hostedContents${'<a b="'.repeat(LONG / 6)}`)],
    ['blanks', bodyOf(`hostedContents<a${' '.repeat(LONG)}`)],
    ['blanks before an address that is none', bodyOf(`<img src="${' '.repeat(LONG / 4)}hostedContents x">`)],
    ['blanks and equals signs', bodyOf(`hostedContents<a${' b ='.repeat(LONG / 4)}`)],
    ['one endless name', bodyOf(`hostedContents<a ${'b'.repeat(LONG)}`)],
    [
      'a card as deep as it is long',
      attaching('x', 0, {
        content: `{"a":"hostedContents","b":${'['.repeat(LONG / 2)}${']'.repeat(LONG / 2)}}`,
      }),
    ],
    [
      'a card of many members',
      attaching('x', { a: 'hostedContents', b: Array.from({ length: LONG / 10 }, (_, at) => `${at}`) }),
    ],
    [
      'very many attachments',
      messageWith({
        attachments: Array.from({ length: LONG / 20 }, () => ({ content: '{"hostedContents":1}' })),
      }),
    ],
  ])('%s', (_, message) => {
    // Its own work: other tests keep the processor busy meanwhile.
    const before = process.cpuUsage()
    expect(idsOf(message)).toEqual([])
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500)
  })
})
