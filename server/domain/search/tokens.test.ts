import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold } from './fold.ts'
import { parseQuery } from './query.ts'
import { stepsOf, tokensOf } from './tokens.ts'

const lexemes = (text: string) => [...tokensOf(text)].map(({ lexeme, position }) => `${lexeme}@${position}`)
const folded = (text: string) => fold(text).text

it('takes case, accents, and width for nothing', () => {
  const alike = [
    ['ärger', 'ARGER'],
    ['Straße', 'STRASSE'],
    ['İstanbul', 'istanbul'],
    ['ısı', 'isi'],
    ['Ελλάς', 'ΕΛΛΑΣ'],
    ['ＬＩＮＥ', 'line'],
    ['ｶﾞｷﾞ', 'ガギ'],
    ['e\u0301te\u0301', 'ete'],
    ['Łódź', 'lodz'],
    ['Việt', 'viet'],
    ['كِتَابٌ', 'كتاب'],
    ['أحمد', 'احمد'],
    ['ё', 'Е'],
    ['soft\u00adhyphen', 'softhyphen'],
  ]
  for (const [one = '', other = ''] of alike) expect(folded(one), one).toBe(folded(other))
})

it('keeps marks that are letters: voicing of kana, vowels of Thai and Hindi', () => {
  expect(folded('が')).not.toBe(folded('か'))
  expect(folded('กำ')).not.toBe(folded('กา'))
  expect(folded('की')).not.toBe(folded('का'))
})

it('makes words of spaced scripts, and characters and pairs of unspaced ones', () => {
  expect(lexemes('Plan 2026: 会議室')).toEqual([
    'plan@1',
    '2026@2',
    '会議@3',
    '会@3',
    '議室@4',
    '議@4',
    '室@5',
  ])
  expect(lexemes('mia.berg@contoso.com')).toEqual(['mia@1', 'berg@2', 'contoso@3', 'com@4'])
  expect(lexemes('C++ and c#, not c')).toEqual(['c@1', 'c++@1', 'and@2', 'c@3', 'c#@3', 'not@4', 'c@5'])
  expect(lexemes('❤️love 👍🏽')).toEqual(['❤@1', 'love@2', '👍@3'])
  expect(lexemes('  ;-) \u0000 …')).toEqual([])
})

it('says where in the text each word stands, whatever folding moved', () => {
  const text = 'Ｇroße ﬁne Straße ｶﾞｷﾞ'
  const words = [...tokensOf(text)].filter(({ kind }) => kind !== 'single')
  expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['Ｇroße', 'ﬁne', 'Straße', 'ｶﾞｷﾞ'])
})

it('stands for a piece with few steps: pairs in a row, a single character only where no pair has it', () => {
  const steps = (text: string) => stepsOf(text).map(({ lexeme, after }) => `${after}${lexeme}`)
  expect(steps('日本語')).toEqual(['0日本', '1本語'])
  expect(steps('件、確')).toEqual(['0件', '1確'])
  expect(steps('日本A')).toEqual(['0日本', '2a'])
  expect(steps('c++')).toEqual(['0c++'])
})

it('finds no place outside the text, and no word twice, in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const seen = new Set<string>()
      for (const { lexeme, position, kind, start, end } of tokensOf(text)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(seen.has(`${position}/${kind}/${lexeme}`)).toBe(false)
        seen.add(`${position}/${kind}/${lexeme}`)
      }
      expect(folded(folded(text))).toBe(folded(text))
    }),
  )
})

const told = (query: string) =>
  parseQuery(query).map((terms) =>
    terms.map(
      ({ not, kind, steps }) => `${not ? '-' : ''}${kind}:${steps.map(({ lexeme }) => lexeme).join(' ')}`,
    ),
  )

it.each([
  ['plan report', [['word:plan'], ['word:report']]],
  ['plan AND report', [['word:plan'], ['word:report']]],
  ['a OR b c', [['word:a', 'word:b'], ['word:c']]],
  ['a or b', [['word:a'], ['word:or'], ['word:b']]],
  ['-draft "annual report"', [['-word:draft'], ['phrase:annual report']]],
  ['„Größe drei“', [['phrase:grosse drei']]],
  ['"never closed', [['phrase:never closed']]],
  ['begin* of', [['prefix:begin'], ['word:of']]],
  ['report_fin*', [['prefix:report fin']]],
  ['plan-*', [['word:plan']]],
  ['日本* c++*', [['word:日本'], ['word:c++']]],
  ['-"x y" z OR -w', [['-phrase:x y'], ['word:z', '-word:w']]],
  ['a - b', [['word:a'], ['word:b']]],
  ['e-mail', [['word:e mail']]],
  ['OR a OR', [['word:a']]],
  [':-) "" * - OR AND', []],
])('reads the query %s', (query, conditions) => {
  expect(told(query)).toEqual(conditions)
})

it('reads whatever is typed', () => {
  const piece = fc.constantFrom('"', '-', '*', ' ', 'OR', 'AND', 'a', '日', '“', '\u0301', '((', ':')
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void parseQuery(pieces.join(''))))
})
