import { describe, expect, it } from 'vitest'
import { csvFields, csvLine, spreadsheetText } from './csv.ts'

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠a'])(
  'a cell that a spreadsheet would take for a formula is text: %j',
  (cell) => {
    expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/)
  },
)

it('a line keeps quotes, commas and line ends inside its cells, and nothing is nothing', () => {
  expect(csvLine(['a', null, 'b,c', 'say "hi"', 'two\nlines'])).toBe('a,,"b,c","say ""hi""","two\nlines"\r\n')
})

it('a line is taken apart as it was put together, blanks around cells aside', () => {
  const cells = ['a', '', 'b,c', 'say "hi"', '', '1,204', 'ü', '']
  expect(csvFields(csvLine(cells).trimEnd())).toEqual(cells)
  expect(csvFields(' a , "b, c" ,d')).toEqual(['a', 'b, c', 'd'])
  expect(csvFields('')).toEqual([''])
})

describe('a text for a spreadsheet', () => {
  it.each([
    '=1',
    '+1',
    '-1',
    '@a',
    '\t=1',
    '\r',
    '＝1',
    '=== notes ===',
    '00123',
    '1e5',
    '2024-05-06',
    '12:30',
    '50 %',
    "'a",
    '12345678901234567890',
  ])('gets an apostrophe that can be taken away again: %j', (text) =>
    expect(spreadsheetText(text)).toBe(`'${text}`),
  )
  it.each(['', 'a', ' a', '3 cats', 'v1.2', '1234567890123 is a number', '👍', '"', '你好'])(
    'is left as it is: %j',
    (text) => expect(spreadsheetText(text)).toBe(text),
  )
})
