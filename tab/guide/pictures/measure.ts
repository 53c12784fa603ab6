/**
 * How much room words take, without a browser to ask: pictures are laid out before they are drawn. Measured generously
 * (DejaVu Sans, the widest of the fonts a reader may have), so that words fit in every other one.
 */

export interface Look {
  readonly size: number
  readonly bold?: boolean
  readonly mono?: boolean
}

/** Of the font size. */
const LINE = 1.3
const BOLD = 1.1
/** Advances of DejaVu Sans in ems, rounded up; the first group a letter is in counts. */
const ADVANCES: readonly (readonly [RegExp, number])[] = [
  [/[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]/u, 0],
  [/[ijlI.,:;'’|!]/u, 0.32],
  [/[tfr ()[\]›-]/u, 0.42],
  [/[cksvxyz]/u, 0.6],
  [/[mMW@&%—]|\p{Script=Han}/u, 1],
  [/\p{Lu}|w/u, 0.83],
]
const USUAL = 0.66

const MONO = 0.61

export function widthOf(text: string, { size, bold = false, mono = false }: Look): number {
  const letters = [...text.normalize('NFD').replace(/\p{M}/gu, '')]
  const ems = mono ? letters.length * MONO : letters.reduce((sum, letter) => sum + emOf(letter), 0)
  return ems * size * (bold ? BOLD : 1)
}

function emOf(letter: string): number {
  return ADVANCES.find(([letters]) => letters.test(letter))?.[1] ?? USUAL
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
