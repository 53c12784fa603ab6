import { describe, expect, it } from 'vitest'
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_TAGS,
  isBlank,
  type NodeLike,
  placedAttachments,
  quietened,
  readNodes,
} from './read-body.ts'

const text = (content: string): NodeLike => ({
  nodeType: 3,
  nodeName: '#text',
  textContent: content,
  childNodes: [],
})

function el(name: string, attributes: Record<string, string> = {}, ...childNodes: NodeLike[]): NodeLike {
  return {
    nodeType: 1,
    nodeName: name,
    textContent: childNodes.map((it) => it.textContent ?? '').join(''),
    childNodes,
    getAttribute: (attribute) => attributes[attribute] ?? null,
  }
}

describe('the body of a message', () => {
  it('keeps text, emphasis and safe links', () => {
    const nodes = readNodes([
      el('P', {}, text('see '), el('A', { href: 'https://contoso.example/' }, el('B', {}, text('plan')))),
    ])
    expect(nodes).toEqual([
      {
        kind: 'element',
        tag: 'p',
        rtl: false,
        children: [
          { kind: 'text', text: 'see ' },
          {
            kind: 'link',
            href: 'https://contoso.example/',
            children: [
              { kind: 'element', tag: 'strong', rtl: false, children: [{ kind: 'text', text: 'plan' }] },
            ],
          },
        ],
      },
    ])
  })

  it('keeps the words of a link that is not safe, without the link', () => {
    expect(readNodes([el('A', { href: 'javascript:alert(1)' }, text('click'))])).toEqual([
      { kind: 'text', text: 'click' },
    ])
  })

  it('keeps the words inside tags it does not know, without the tag', () => {
    expect(readNodes([el('FONT', {}, text('big'))])).toEqual([{ kind: 'text', text: 'big' }])
  })

  it('leaves out comments and the like', () => {
    expect(readNodes([{ nodeType: 8, nodeName: '#comment', textContent: 'x', childNodes: [] }])).toEqual([])
  })

  it('shows mentions, emoji and places for attachments', () => {
    const nodes = readNodes([
      el('AT', { id: '0' }, text('Bo Lind')),
      el('EMOJI', { alt: '😀' }),
      el('ATTACHMENT', { id: 'a1' }),
    ])
    expect(nodes).toEqual([
      { kind: 'mention', id: '0', text: 'Bo Lind' },
      { kind: 'text', text: '😀' },
      { kind: 'attachment', id: 'a1' },
    ])
    expect([...placedAttachments(nodes)]).toEqual(['a1'])
  })

  it('finds places for attachments however deep', () => {
    const nodes = readNodes([el('DIV', {}, el('P', {}, el('ATTACHMENT', { id: 'deep' })))])
    expect([...placedAttachments(nodes)]).toEqual(['deep'])
  })

  it('never keeps the address of an image that is elsewhere', () => {
    const [image] = readNodes([el('IMG', { src: 'https://tracker.example/p.gif', alt: 'logo' })])
    expect(image).toEqual({ kind: 'remote-image', alt: 'logo' })
    expect(JSON.stringify(image)).not.toContain('tracker')
  })

  it('knows hosted images by their id', () => {
    expect(
      readNodes([el('IMG', { src: 'https://graph.microsoft.com/v1.0/x/hostedContents/h1/$value' })]),
    ).toEqual([{ kind: 'hosted-image', hostedContentId: 'h1', alt: '' }])
  })

  it('reads the inline form of a quoted reply', () => {
    const quote = el(
      'BLOCKQUOTE',
      { itemtype: 'http://schema.skype.com/Reply', itemid: '1793000000123' },
      el('STRONG', { itemprop: 'mri', itemid: '8:orgid:1' }, text('Ada Berg')),
      el('SPAN', { itemprop: 'time' }),
      el('DIV', {}, el('P', { itemprop: 'preview' }, text(' hello '))),
    )
    expect(readNodes([quote, el('P', {}, text('Agreed'))])).toMatchObject([
      { kind: 'quote', name: 'Ada Berg', messageId: '1793000000123', preview: 'hello' },
      { kind: 'element', tag: 'p' },
    ])
  })

  it('keeps an ordinary blockquote as one', () => {
    expect(readNodes([el('BLOCKQUOTE', {}, text('q'))])).toMatchObject([
      { kind: 'element', tag: 'blockquote' },
    ])
  })

  it('is blank when nothing in it would be seen', () => {
    expect(isBlank(readNodes([el('P', {}, text(' \u00a0'), el('BR'))]))).toBe(true)
    expect(isBlank(readNodes([el('P', {}, el('ATTACHMENT', { id: 'a' }))]))).toBe(false)
  })
})

describe('the list of what HTML may remain', () => {
  it('has nothing that runs, loads, frames or submits', () => {
    for (const tag of [
      'script',
      'style',
      'iframe',
      'object',
      'embed',
      'form',
      'input',
      'svg',
      'math',
      'link',
      'meta',
      'base',
    ]) {
      expect(ALLOWED_TAGS).not.toContain(tag)
    }
  })

  it('has no attribute that styles or listens', () => {
    expect(
      ALLOWED_ATTRIBUTES.filter(
        (it) => it === 'style' || it === 'class' || it.startsWith('on') || it === 'srcset',
      ),
    ).toEqual([])
  })
})

describe('styles and event handlers', () => {
  it('are renamed inside tags, so that the browser has nothing to report', () => {
    expect(quietened('<p style="color:red">a</p><IMG src="x" STYLE = "b" onerror="c">')).toBe(
      '<p data-style="color:red">a</p><IMG src="x" data-STYLE= "b" data-onerror="c">',
    )
  })

  it('are left alone where they are text', () => {
    expect(quietened('<p>use style="x" here</p>')).toBe('<p>use style="x" here</p>')
  })
})

describe('what is stored beside a message', () => {
  const src = 'https://graph.microsoft.com/v1.0/chats/c/messages/1/hostedContents/aWQ/$value'

  it('is a video to play, and an emoji in the line', () => {
    expect(readNodes([el('VIDEO', { src }), el('CUSTOMEMOJI', { source: src, alt: 'party' })])).toEqual([
      { kind: 'hosted-media', hostedContentId: 'aWQ' },
      { kind: 'hosted-image', hostedContentId: 'aWQ', alt: 'party', emoji: true },
    ])
    const elsewhere = [el('VIDEO', { src: 'https://x.example/v.mp4' }), el('CUSTOMEMOJI', { alt: 'party' })]
    expect(readNodes(elsewhere)).toEqual([
      { kind: 'remote-image', alt: '' },
      { kind: 'text', text: 'party' },
    ])
  })
})

describe('a body that was made to be endless', () => {
  it('ends with a word that there is more', () => {
    const many = Array.from({ length: 50 }, () => el('P', {}, text('a'), text('b')))
    const read = readNodes(many, 60)
    expect(read).toHaveLength(21)
    expect(read.at(-1)).toEqual({ kind: 'cut' })
    expect(readNodes(many, 150).at(-1)).toMatchObject({ kind: 'element' })
  })

  it('is made quiet in a moment, whatever it opens without closing it', () => {
    const before = performance.now()
    for (const opened of ['<a', '<a b="', '<a onx', '<a ']) quietened(opened.repeat(100_000))
    expect(performance.now() - before).toBeLessThan(1000)
  })
})
