const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

/**
 * A name inside a sentence that runs the other way, wrapped so that it does not drag the words and marks around it
 * along. What runs the same way remains as it is: no invisible characters where none are needed.
 */
export function isolated(value: string, direction: 'ltr' | 'rtl'): string {
  const against = direction === 'ltr' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT
  return against.test(value) ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value
}
