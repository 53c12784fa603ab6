/** What the server said, in English. A problem, a check, a fault of a run and a need all have these. */
export interface Said {
  /** Empty where only a sentence came. */
  code: string
  detail: string
  hint: string
}

/** What happened and why, and what to do; `{{name}}` takes a group of the pattern that fitted. */
export interface Words {
  text: string
  hint?: string
  /** The server's words hold more than can be said in general: a file, a status, a path. They are shown as well. */
  more?: true
}

/** One of several things a code may stand for, known by the server's own words. */
export interface Cause extends Words {
  says: RegExp
}

/** A language's words for what the server says. English has none: it shows the server's own. */
export interface ServerWords {
  /** What kind of problem it is, by HTTP status. */
  titles: Readonly<Record<number, string>>
  /** One code, several occasions: tried first, from the top. */
  occasions: readonly Cause[]
  codes: Readonly<Record<string, Words>>
  /** Microsoft's refusals, whose codes are Microsoft's and mean several things: tried last. */
  refusals: readonly Cause[]
  /** For a code that is newer than this file. */
  unknown: string
}

/** As it is shown. */
export interface Told {
  text: string
  hint: string
  /** The server's own English words, to be shown beside and marked as English; mostly none. */
  english: string
  /** Set where text and hint are the server's English on a screen in another language. */
  lang?: 'en'
}

interface Format {
  number(value: number): string
  date(value: string): string
}

/** The server's words in another language; what cannot be told stays English, beside a sentence that says so. */
export function tell(said: Said, words: ServerWords, format: Format): Told {
  const all = `${said.detail} ${said.hint}`.trim()
  if (!all) return { text: '', hint: '', english: '' }
  const occasion = fitting(words.occasions, all)
  const own = ownEntry(words.codes, said.code)
  const { known, groups } =
    occasion ?? (own ? { known: own, groups: {} } : fitting(words.refusals, all)) ?? {}
  if (!known) return { text: words.unknown, hint: '', english: all }
  return {
    text: filled(known.text, groups ?? {}, format),
    hint: filled(known.hint ?? '', groups ?? {}, format),
    english: known.more ? all : quotedIn(said.detail),
  }
}

function fitting(causes: readonly Cause[], all: string) {
  for (const known of causes) {
    const groups = known.says.exec(all)
    if (groups) return { known, groups: groups.groups ?? {} }
  }
  return undefined
}

export function titleOf(status: number, title: string, words: ServerWords): string {
  return words.titles[status] ?? words.titles[status < 500 ? 400 : 500] ?? title
}

function ownEntry(codes: ServerWords['codes'], code: string): Words | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined
}

/** Groups named `n` are numbers and `date` a day. */
function filled(text: string, groups: Record<string, string | undefined>, format: Format): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = groups[name] ?? ''
    if (name === 'n') return format.number(Number(value))
    return name === 'date' ? format.date(value) : value
  })
}

/** Microsoft's own sentence inside ours, as the server quotes it: `… ("…")`. A single word would tell nobody anything. */
function quotedIn(detail: string): string {
  return /\("(\S+ .+)"\)/.exec(detail)?.[1] ?? ''
}
