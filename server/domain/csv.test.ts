import { expect, it } from 'vitest'
import { csvFields, csvLine } from './csv.ts'

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
