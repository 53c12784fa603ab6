import { describe, expect, it } from 'vitest'
import { linesOf, textOf } from './lines.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

async function* chunks(...parts: string[]) {
  yield* parts
}

describe('lines of a stream', () => {
  it('come whole even when a chunk ends in the middle of one', async () => {
    const lines = await all(linesOf(chunks('{"a"', ':1}\n{"b":2}\n{"c"', ':3}')))
    expect(lines).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
  })

  it('leave out empty ones', async () => {
    expect(await all(linesOf(chunks('a\n\n \nb\n')))).toEqual(['a', 'b'])
  })

  it('keep a character that two chunks share', async () => {
    const bytes = new TextEncoder().encode('日本\n')
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 2))
        controller.enqueue(bytes.slice(2))
        controller.close()
      },
    })
    expect(await all(linesOf(textOf(new Response(body))))).toEqual(['日本'])
  })
})
