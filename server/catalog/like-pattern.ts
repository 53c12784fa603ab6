/** A LIKE pattern for texts that contain `words` literally: `%`, `_` and `\` are letters like others. */
export function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`
}
