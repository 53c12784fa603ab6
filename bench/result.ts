/** One line of `npm run bench` (contract section 5), and the table after them. */
export type Result = {
  readonly bench: string
  readonly value: number
  readonly unit: string
  /** The same work with nothing of ours, and our value as a share of it. */
  readonly floor?: number
  readonly ratio?: number
  /** What a user would write instead, and our value as a multiple of it. */
  readonly peer?: number
  readonly peerRatio?: number
  /** Of another checkout (`--baseline`), and our value as a multiple of it. */
  readonly baseline?: number
  readonly baselineRatio?: number
  /** Peak resident memory of the product, MB. */
  readonly rssMb?: number
  readonly [more: string]: unknown
}

const COLUMNS = [
  'bench',
  'value',
  'unit',
  'floor',
  'ratio',
  'peer',
  'peerRatio',
  'rssMb',
  'baselineRatio',
] as const

export function table(results: readonly Result[]): string {
  const rows = [
    [...COLUMNS],
    ...results.map((result) => COLUMNS.map((column) => String(result[column] ?? ''))),
  ]
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
}

/** Three significant digits: more would claim a precision these machines do not have. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
