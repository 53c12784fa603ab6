import { expect, it } from 'vitest'
import type { RichNode } from './read-body.ts'
import { stretches, versionText } from './version-text.ts'

const STANDS = { image: 'image', media: 'clip', attachment: 'attachment' }
const p = (...children: RichNode[]): RichNode => ({ kind: 'element', tag: 'p', rtl: false, children })
const text = (words: string): RichNode => ({ kind: 'text', text: words })

it('reads a version as lines of words, with what is attached', () => {
  const image: RichNode = { kind: 'hosted-image', hostedContentId: 'a', alt: 'image' }
  const nodes = [p(text('Hello '), { kind: 'mention', id: '0', text: 'Bo' }), p(text('see'), image)]
  expect(versionText(nodes, [{ name: 'Plan.docx' }, {}], STANDS)).toBe(
    'Hello Bo\nsee[image]\n[attachment: Plan.docx]\n[attachment]',
  )
})

it('tells what was removed and what was added, and keeps both texts whole', () => {
  const [earlier, later] = ['I will fix the totals today', 'I will fix all totals tomorrow']
  const told = stretches(earlier, later) ?? []
  const of = (...changes: string[]) =>
    told.filter(({ change }) => changes.includes(change)).map((it) => it.text)
  expect(of('removed')).toEqual(['the', 'today'])
  expect(of('added')).toEqual(['all', 'tomorrow'])
  expect(of('same', 'removed').join('')).toBe(earlier)
  expect(of('same', 'added').join('')).toBe(later)
})

it('gives up on texts that are too long and too different, rather than hold up the page', () => {
  const words = (by: number) => Array.from({ length: 40_000 }, (_, at) => `w${at * by}`).join(' ')
  const before = performance.now()
  expect(stretches(words(3), words(7.5))).toBeUndefined()
  expect(performance.now() - before).toBeLessThan(3000)
})
