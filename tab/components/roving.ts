/** Where the arrow keys lead in a list of `count` rows; undefined when the key is not ours. */
export function nextRow(key: string, row: number, count: number, page = 8): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, row + 1)
    case 'ArrowUp':
      return Math.max(0, row - 1)
    case 'PageDown':
      return Math.min(last, row + page)
    case 'PageUp':
      return Math.max(0, row - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
