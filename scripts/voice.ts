/** Words that docs/VOICE.md rules out, and how to find them. Tests ask it about every kind of text. */

/** The word, and what to write instead. */
const TELL_TALE: readonly (readonly [RegExp, string])[] = [
  [/\bstays?\b/i, 'is kept, remains; “If it stays”: “If this keeps happening”'],
  [/\bstands?\b/i, 'is, appears'],
  [/\bby (itself|themselves)\b/i, 'automatically, on its own'],
  [/\b(go|goes|going|went) on\b/i, 'continue; pick up where you left off'],
  [/\btold\b/i, 'shown, reported; say who tells whom'],
  [/\bmade\b/i, 'created'],
  [/\bwho(m)?ever\b/i, 'anyone who, the person who; or say who'],
  [
    /\bwhat (was|is) (made|done|entered|read|there|archived|new,)/i,
    'name the thing: “the messages already read”',
  ],
  [/\ball the same\b/i, 'anyway, still'],
  [/\b(lend|lends|lent|lending)\b/i, 'temporary permissions you grant'],
  [/\bnobody\b/i, 'no one'],
  [/\bsomebody\b/i, 'someone'],
  [/\b(every|any)body\b/i, 'everyone, anyone'],
  [/\bby hand\b/i, 'manually'],
  [/\bunder way\b/i, 'running, in progress'],
  [/\bbeside\b/i, 'next to'],
  [/\bat Microsoft\b/i, 'with Microsoft, in Microsoft 365, in Entra'],
  [/\b(un)?tick(s|ed)?\b/i, 'select, clear'],
  [/\bgives? back\b/i, 'remove'],
  [/\b(the )?way back\b/i, 'link back'],
  [/\b(rule of your organization)\b/i, 'your organization’s policy'],
]

/** “Chatvault does not …” is how a manual speaks; people say “doesn’t”. */
const STIFF =
  /\b(cannot|(do|does|did|is|are|was|were|has|have|had|could|would|should|will) not|(you|we|they) are (?!\{\{))\b/i

/** `at` says where the text is. */
export type Spoken = { readonly at: string; readonly text: string }

/** Each word that gives a translation away, with its place and a better one. `realUses` are the places where it's right. */
export function tellTaleWords(
  texts: readonly Spoken[],
  realUses: Readonly<Record<string, string>>,
): string[] {
  return texts
    .filter(({ at }) => !(at in realUses))
    .flatMap(({ at, text }) =>
      TELL_TALE.flatMap(([word, better]) => {
        const [seen] = text.match(word) ?? []
        return seen ? [`${at}: “${seen}” → ${better}`] : []
      }),
    )
}

/** Each place without a contraction. */
export function stiffWords(texts: readonly Spoken[]): string[] {
  return texts.flatMap(({ at, text }) => {
    const [seen] = text.match(STIFF) ?? []
    return seen ? [`${at}: “${seen}”`] : []
  })
}

/** Exceptions that no text needs. */
export function idleExceptions(
  texts: readonly Spoken[],
  realUses: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(realUses).filter((at) => {
    const { text = '' } = texts.find((it) => it.at === at) ?? {}
    return !TELL_TALE.some(([word]) => word.test(text))
  })
}
