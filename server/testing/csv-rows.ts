/** RFC 4180, read anew: quotes, line breaks within cells, the mark before the first line. */
export function csvRows(bytes: Buffer): Record<string, string>[] {
  const text = bytes.toString().replace(/^\ufeff/, '')
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] === '"' && text[at + 1] !== '"') break
        if (text[at] === '"') at += 1
        cell += text[at]
      }
      at += 1
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++]
    }
    row.push(cell)
    if (text[at] === ',') at += 1
    else {
      rows.push(row)
      row = []
      at += 2
    }
  }
  const [head = [], ...lines] = rows
  return lines.map((cells) => Object.fromEntries(head.map((name, column) => [name, cells[column] ?? ''])))
}
