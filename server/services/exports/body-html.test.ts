import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { messageAt } from '../../testing/archived-chats.ts'
import { bodyHtml } from './body-html.ts'
import { textOfHtml } from './body-text.ts'

const CHAT = '19:plan@thread.v2'
const message = (content: string, contentType = 'html') =>
  messageAt(CHAT, 0, { body: { contentType, content } })
const address = (id: string) =>
  `https://graph.microsoft.com/v1.0/chats/${CHAT}/messages/${messageAt(CHAT, 0).id}/hostedContents/${id}/$value`
const drawn = (content: string, contentType?: string) =>
  bodyHtml(message(content, contentType), (id) => (id === 'pic' ? '../media/a.png' : undefined)).html

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>',
  '<a href="javascript:alert(1)">x</a><a href="  jAvascript&colon;alert(1)">y</a><a href="data:text/html,x">z</a>',
  '<form action="https://evil.example"><input name=a><button>go</button></form>',
  '<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="x">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example">',
  '<link rel=stylesheet href="https://evil.example"><style>@import url(https://evil.example)</style>',
  '<p style="background:url(https://evil.example)" onclick="alert(1)" class="bubble" id="cover">x</p>',
  '<img src="https://evil.example/a.png"><img srcset="https://evil.example/a.png 2x"><img src="//evil.example/a.png">',
  '<video src="https://evil.example/v" autoplay></video><audio src="https://evil.example/a"></audio>',
  '</div></article></main></body></html><script>alert(1)</script>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  `${'<div>'.repeat(20_000)}deep`,
  '<img src="cid:x"><img src="../../secret.png"><img src="file:///etc/passwd">',
]

const KEPT = (
  'p div br b strong i em u s strike del sub sup span ul ol li blockquote pre code h1 h2 h3 h4 h5 h6 hr ' +
  'table thead tbody tfoot tr th td a img'
).split(' ')

type Element = DefaultTreeAdapterTypes.Element

/** As a browser reads it: the parser that wrote the page is another one. */
function bodyOf(page: string): Element {
  const root = parse(page).childNodes.find((node) => node.nodeName === 'html') as Element
  return root.childNodes.find((node) => node.nodeName === 'body') as Element
}

const childrenOf = (element: Element) =>
  element.childNodes.filter((node): node is Element => 'tagName' in node)

function within(element: Element): Element[] {
  const found = childrenOf(element)
  for (let at = 0; at < found.length; at++) found.push(...childrenOf(found[at] as Element))
  return found
}

describe('a body in an HTML export', () => {
  it('runs nothing, loads nothing and sends nothing, whatever was written', () => {
    const part = fc.constantFrom(...HOSTILE, '<', '>', '"', "'", '&', '<p>', '</p>', 'text')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const page = `<!doctype html><body><main>${drawn(parts.join(''))}</main><footer></footer>`
        const [main, footer] = childrenOf(bodyOf(page))
        expect([main?.tagName, footer?.tagName]).toEqual(['main', 'footer'])
        for (const element of main ? within(main) : []) {
          expect(KEPT).toContain(element.tagName)
          for (const { name, value } of element.attrs) {
            expect(['href', 'rel', 'src', 'alt', 'class', 'dir']).toContain(name)
            if (name === 'href') expect(value).toMatch(/^(https:|mailto:)/)
            if (name === 'src') expect(value).toBe('../media/a.png')
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keeps what people write: words, tables, lists, code, links and mentions', () => {
    expect(drawn('<p>Hi <at id="0">Ann</at> <strong>now</strong></p>')).toBe(
      '<p>Hi <span class="mention">Ann</span> <strong>now</strong></p>',
    )
    expect(drawn('<table><tbody><tr><td>1</td></tr></tbody></table>')).toContain('<td>1</td>')
    expect(drawn('<codeblock><code>a &lt; b</code></codeblock>')).toBe('<pre><code>a &lt; b</code></pre>')
    expect(drawn('<a href="https://contoso.com/a?b=1&amp;c">x</a>')).toContain(
      'href="https://contoso.com/a?b=1&amp;c"',
    )
    expect(drawn('a < b & "c"\nd', 'text')).toBe('<p class="plain">a &lt; b &amp; &quot;c&quot;\nd</p>')
  })

  it('shows the archived picture, and says where there is none', () => {
    expect(drawn(`<img src="${address('pic')}" alt="plan">`)).toBe('<img src="../media/a.png" alt="plan" />')
    expect(drawn(`<img src="${address('lost')}" alt="plan">`)).toBe('<span>[plan]</span>')
    expect(drawn('<img src="https://cdn.example/a.png">')).toBe('<span>[Picture]</span>')
    expect(
      drawn('<emoji alt="👍"></emoji><img itemtype="http://schema.skype.com/Emoji" alt="😀" src="x">'),
    ).toBe('<span>👍</span><span>😀</span>')
  })
})

describe('a body as plain text', () => {
  it('has a line for each line, and no tag', () => {
    expect(textOfHtml('<p>One&nbsp;two</p><p>three<br>four</p>')).toBe('One two\nthree\nfour')
    expect(textOfHtml('<ul><li>a</li><li>b</li></ul>')).toBe('• a\n• b')
    expect(textOfHtml('<table><tr><td>1</td><td>2</td></tr></table>')).toBe('1\t2')
    expect(textOfHtml('<pre>a\n  b</pre>')).toBe('a\nb')
    expect(textOfHtml('<a href="https://x.example/a">here</a>')).toBe('here <https://x.example/a>')
    expect(
      textOfHtml('<a href="javascript:alert(1)">here</a><script>alert(1)</script><style>a{}</style>'),
    ).toBe('here')
    expect(textOfHtml('a &lt;b&gt; &amp;amp; <emoji alt="👍"></emoji><img src=x alt="plan">')).toBe(
      'a <b> &amp; 👍[plan]',
    )
  })

  it('takes any length and depth', () => {
    expect(textOfHtml(`${'<div>'.repeat(50_000)}deep`)).toBe('deep')
    expect(textOfHtml('x'.repeat(300_000))).toHaveLength(300_000)
  })
})
