import { describe, expect, it } from 'vitest'
import { hostedContentId, safeHref, safeWebHref } from './links.ts'

describe('a link in an archived message', () => {
  it('may lead to the web over TLS and to mail', () => {
    expect(safeHref('https://contoso.example/plan?a=1')).toBe('https://contoso.example/plan?a=1')
    expect(safeHref('mailto:mia@contoso.example')).toBe('mailto:mia@contoso.example')
  })

  it('never runs script, reads files, or goes without TLS', () => {
    const bad = [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>1</script>',
      'file:///etc/passwd',
      'http://contoso.example',
      'blob:https://contoso.example/1',
      '/relative',
      '',
      null,
    ]
    expect(bad.map(safeHref)).toEqual(bad.map(() => undefined))
  })

  it('to a file must be https', () => {
    expect(safeWebHref('mailto:mia@contoso.example')).toBeUndefined()
    expect(safeWebHref('https://contoso.sharepoint.com/a b.docx')).toBe(
      'https://contoso.sharepoint.com/a%20b.docx',
    )
  })
})

describe('an image in an archived message', () => {
  it('is known by its hosted content id', () => {
    const src =
      'https://graph.microsoft.com/v1.0/chats/19:x@thread.v2/messages/1/hostedContents/aWQ9eF8w/$value'
    expect(hostedContentId(src)).toBe('aWQ9eF8w')
    expect(hostedContentId('../hostedContents/a%3Db/$value')).toBe('a=b')
  })

  it('of anywhere else is not ours to load', () => {
    expect(hostedContentId('https://tracker.example/pixel.gif')).toBeUndefined()
    expect(hostedContentId(null)).toBeUndefined()
  })
})
