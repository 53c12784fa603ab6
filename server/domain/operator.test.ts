import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { OPERATOR_ROLES, type OperatorRole, PERMISSIONS } from './operator.ts'

/** The rows of the roles table in docs/SECURITY.md: action → the roles that have a yes. */
async function tableInTheDocs(): Promise<Record<string, OperatorRole[]>> {
  const text = await readFile(new URL('../../docs/SECURITY.md', import.meta.url), 'utf8')
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith('| action |'))
  expect(cellsOf(lines[start] ?? '').slice(2)).toEqual([...OPERATOR_ROLES])
  const rows = lines.slice(start + 2, lines.indexOf('', start)).map(cellsOf)
  return Object.fromEntries(
    rows.map(([action = '', , ...marks]) => [
      action.replaceAll('`', ''),
      OPERATOR_ROLES.filter((_role, index) => marks[index] === 'yes'),
    ]),
  )
}

it('the roles table in the docs is the one in the code', async () => {
  expect(await tableInTheDocs()).toEqual(PERMISSIONS)
})
