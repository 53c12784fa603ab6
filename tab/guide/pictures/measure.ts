/**
 * How much room words take, without a browser to ask: pictures are laid out before they are drawn. Measured generously
 * (DejaVu Sans, the widest of the fonts a reader may have), so that words fit in every other one.
 */

export interface Look {
  readonly size: number
  readonly bold?: boolean
}

/** Of the font size. */
const LINE = 1.3
const NARROW = 0.36
const USUAL = 0.62
const WIDE = 0.86
const BOLD = 1.1

export function widthOf(text: string, { size, bold = false }: Look): number {
  const ems = [...text].reduce((sum, letter) => sum + emOf(letter), 0)
  return ems * size * (bold ? BOLD : 1)
}

function emOf(letter: string): number {
  if (/[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(letter)) return 0
  if (/[iljtfrI.,:;'’|!()[\] ›-]/u.test(letter)) return NARROW
  if (/[mwMW@&%—]|\p{Lu}|\p{Script=Han}/u.test(letter)) return WIDE
  return USUAL
}

/** How many lines the text takes in this width; a word longer than a line is broken where the line ends. */
export function linesOf(text: string, width: number, look: Look): number {
  let lines = 1
  let filled = 0
  for (const word of text.split(/(?<=[ \u00ad-])/u)) {
    const long = widthOf(word.trimEnd(), look)
    if (filled > 0 && filled + long > width) {
      lines += 1
      filled = 0
    }
    const more = Math.floor(long / width)
    lines += more
    filled += widthOf(word, look) - more * width
  }
  return lines
}

export function heightOf(text: string, width: number, look: Look): number {
  return Math.ceil(linesOf(text, width, look) * look.size * LINE)
}
