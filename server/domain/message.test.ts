import { expect, it } from 'vitest'
import { type ChatMessage, hostedContentIds } from './message.ts'

function showing(...ids: string[]): ChatMessage {
  const content = ids
    .map((id) => `<img src="https://graph.test/v1.0/x/hostedContents/${id}/$value">`)
    .join('')
  const at = '2026-11-01T00:00:00Z'
  return {
    ...{ id: '1', etag: '1', chatId: '19:a', createdDateTime: at, lastModifiedDateTime: at },
    body: { contentType: 'html', content },
  }
}

it('finds the images of a body, each once', () => {
  const url = 'aWQ9eF8wLXd1cy1kMS0xZTk3YjNhYSx0eXBlPTEsdXJsPWh0dHBz'
  const ids = [url, `${url}==`, `${url}%3D`, 'a-b_c.d', 'a'.repeat(1000)]
  expect(hostedContentIds(showing(...ids, url))).toEqual(ids)
})

it('takes nothing for an image that Graph would not name so', () => {
  const texts = ['汉'.repeat(1900), 'a\u0000b', 'a'.repeat(1001), '..', 'a&b', '<p']
  expect(hostedContentIds(showing(...texts))).toEqual([])
  expect(hostedContentIds({ ...showing(), body: { contentType: 'text', content: null } })).toEqual([])
})
