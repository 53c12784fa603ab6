/**
 * Whose messages a mailbox is asked for. Null is everybody's (strategy `complete`); else Entra ids, and `OTHERS` for what
 * names nobody by an Entra id and is found by its kind: events, apps, people without an account.
 */
export type Senders = readonly string[] | null

export const OTHERS = '*'

/** More ids than this make a request too long for servers on the way (8 KiB of address line; each takes about 80). */
export const MOST_SENDERS = 60

/** Of `wanted`, those a mailbox that was asked for `asked` has not given yet. */
export function lacking(asked: Senders, wanted: readonly string[]): string[] {
  return asked === null ? [] : wanted.filter((id) => !asked.includes(id))
}

/** Whose messages everything read holds, once another window next to it was read for `senders`. */
export function afterWindow(asked: Senders, senders: Senders): Senders {
  if (asked === null) return senders
  return senders === null ? asked : asked.filter((id) => senders.includes(id))
}

/** The same, once a gap was read for `senders` up to where everything else is. */
export function afterGap(asked: Senders, senders: Senders): Senders {
  return asked === null || senders === null ? null : [...new Set([...asked, ...senders])]
}
