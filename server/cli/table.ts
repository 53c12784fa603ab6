type Cell = string | number

/** Columns two spaces apart, numbers to the right, an empty line after it; nothing when there are no rows. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return ''
  const widths = heads.map((head, column) =>
    rows.reduce((width, row) => Math.max(width, text(row[column]).length), head.length),
  )
  const numeric = heads.map((_, column) => rows.every((row) => typeof row[column] === 'number'))
  const line = (cells: readonly Cell[]) => {
    const padded = cells.map((cell, column) => pad(text(cell), widths[column] ?? 0, numeric[column] ?? false))
    return `${padded.join('  ').trimEnd()}\n`
  }
  return `${[heads, ...rows].map(line).join('')}\n`
}

function text(cell: Cell | undefined): string {
  return String(cell ?? '')
}

function pad(value: string, width: number, toRight: boolean): string {
  return toRight ? value.padStart(width) : value.padEnd(width)
}
