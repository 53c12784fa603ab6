import { describe, expect, it } from 'vitest'
import { readCard } from './card.ts'

describe('an adaptive card', () => {
  it('says its text in order, through containers and columns', () => {
    const lines = readCard({
      type: 'AdaptiveCard',
      body: [
        { type: 'TextBlock', text: 'Lunch?', weight: 'Bolder' },
        {
          type: 'ColumnSet',
          columns: [{ type: 'Column', items: [{ type: 'TextBlock', text: 'at **noon**' }] }],
        },
        { type: 'FactSet', facts: [{ title: 'Place', value: 'Canteen' }] },
      ],
      actions: [
        { type: 'Action.Submit', title: 'Yes' },
        { type: 'Action.OpenUrl', title: 'Menu', url: 'https://contoso.example/menu' },
      ],
    })
    expect(lines).toEqual([
      { kind: 'title', text: 'Lunch?' },
      { kind: 'text', text: 'at noon' },
      { kind: 'facts', facts: [{ title: 'Place', value: 'Canteen' }] },
      { kind: 'button', text: 'Yes' },
      { kind: 'link', text: 'Menu', href: 'https://contoso.example/menu' },
    ])
  })

  it('keeps a button whose address is not safe as a word', () => {
    expect(readCard({ body: [], actions: [{ title: 'Run', url: 'javascript:alert(1)' }] })).toEqual([
      { kind: 'button', text: 'Run' },
    ])
  })

  it('shows rich text and the words for pictures', () => {
    const body = [
      { type: 'RichTextBlock', inlines: ['a ', { type: 'TextRun', text: 'b' }] },
      { type: 'Image', url: 'https://x.example/i.png', altText: 'Chart of sales' },
    ]
    expect(readCard({ type: 'AdaptiveCard', body })).toEqual([
      { kind: 'text', text: 'a b' },
      { kind: 'text', text: 'Chart of sales' },
    ])
  })
})

describe('another card', () => {
  it('says title, text and buttons', () => {
    expect(
      readCard({
        title: 'Poll',
        text: 'Vote <b>now</b>',
        buttons: [{ type: 'imBack', title: 'A', value: 'a' }],
      }),
    ).toEqual([
      { kind: 'title', text: 'Poll' },
      { kind: 'text', text: 'Vote now' },
      { kind: 'button', text: 'A' },
    ])
  })

  it('without words has no lines', () => {
    expect(readCard({ images: [{ url: 'x' }], body: 'nonsense' })).toEqual([])
  })

  it('shows the pictures that are stored with the message', () => {
    const url = 'https://graph.microsoft.com/v1.0/chats/c/messages/1/hostedContents/aWQ/$value'
    expect(
      readCard({ title: 'Poll', images: [{ url, alt: 'a cat' }, { url: 'https://x.example/b.png' }] }),
    ).toEqual([
      { kind: 'title', text: 'Poll' },
      { kind: 'image', hostedContentId: 'aWQ', alt: 'a cat' },
    ])
    const body = [
      { type: 'Image', url },
      { type: 'Image', url: 'https://x.example/b.png', altText: 'elsewhere' },
    ]
    expect(readCard({ body })).toEqual([
      { kind: 'image', hostedContentId: 'aWQ', alt: '' },
      { kind: 'text', text: 'elsewhere' },
    ])
  })
})

describe('a card that was made to be endless', () => {
  it('is read as far as people make them', () => {
    let deep: object = { type: 'TextBlock', text: 'at the bottom' }
    for (let at = 0; at < 20_000; at++) deep = { type: 'Container', items: [deep] }
    expect(readCard({ body: [deep, { type: 'TextBlock', text: 'beside' }] })).toEqual([
      { kind: 'text', text: 'beside' },
    ])
    const body = Array.from({ length: 5000 }, () => ({ type: 'TextBlock', text: 'a' }))
    expect(readCard({ body })).toHaveLength(300)
  })

  it.each(['<', '[', '**', '[a](', '<b'])('does not take longer the more often it says %s', (mark) => {
    const before = performance.now()
    readCard({ title: mark.repeat(200_000 / mark.length) })
    expect(performance.now() - before).toBeLessThan(500)
  })
})
