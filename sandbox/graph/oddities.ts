/**
 * What importing into chats has been seen to do beside its documentation; a test orders it for the next calls that it can
 * meet.
 *
 *   version-mismatch  startMigration of a chat: 412 (msteams-docs issue 14265)
 *   wedged            startMigration: 400, still importing although migrationMode says completed (issue 14576)
 *   endless           completeMigration: 204, and the chat remains in migration (issue 14576)
 *   bad-gateway       POST message: 502, nothing stored (issue 13680)
 *   not-licensed      POST message: 403 for its author (cliq2teams, RUNBOOK)
 *   swallowed         POST message: 201, nothing stored
 *   doubled           POST message: stored again a millisecond later
 *   arrives-deleted   POST message: stored as deleted the moment it was created (issue 9260)
 *   answer-lost       POST /chats: the chat is there, the answer isn't (504)
 */
export const ODDITIES = [
  'version-mismatch',
  'wedged',
  'endless',
  'bad-gateway',
  'not-licensed',
  'swallowed',
  'doubled',
  'arrives-deleted',
  'answer-lost',
] as const
export type Oddity = (typeof ODDITIES)[number]

export class Oddities {
  readonly #left = new Map<Oddity, number>()

  /** For the next `count` calls it can meet; throws for a name there isn't. */
  order(kind: Oddity, count = 1): void {
    if (!ODDITIES.includes(kind)) throw new Error(`sandbox: oddity is one of ${ODDITIES.join(', ')}`)
    this.#left.set(kind, count)
  }

  /** Whether this call meets it; counts it. */
  meets(kind: Oddity): boolean {
    const left = this.#left.get(kind) ?? 0
    if (left > 0) this.#left.set(kind, left - 1)
    return left > 0
  }
}
