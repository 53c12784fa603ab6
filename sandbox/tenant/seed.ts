import { Random } from '../random.ts'
import { Everyday, type Step } from './everyday.ts'
import { type Planned, Planner } from './plan.ts'
import { SHOWCASE } from './showcase.ts'
import { Tenant } from './tenant.ts'
import { Thread } from './thread.ts'
import { QUIET_MS, sessionStarts } from './timeline.ts'

export interface SeedOptions {
  readonly seed: number
  readonly users: number
  readonly messages: number
  readonly tenantId: string
  /** The present; history ends shortly before it. */
  readonly now: number
}

/** Messages a chat has on average, at least. */
const CHATTINESS = 12

/** Makes the company: the same options give the same tenant. Exactly `messages` messages exist afterwards. */
export function seedTenant(options: SeedOptions): Tenant {
  const tenant = new Tenant(options.seed, options.users, options.tenantId)
  const random = new Random(`plan:${options.seed}`)
  const planner = new Planner(tenant, random, options.now)
  const planned = [...planner.showcase(), ...planner.everyday(Math.floor(options.messages / CHATTINESS))]
  const sizes = shares(planned, options.messages)
  planned.forEach(({ chat }, i) => {
    const filler = new Filler(
      new Thread(chat, tenant.rows),
      tenant,
      new Random(`${options.seed}:${chat.id}`),
      options.now,
    )
    filler.fill(sizes[i] ?? 0, SHOWCASE[i])
  })
  for (const person of tenant.people.all) person.mailbox?.shuffle()
  return tenant
}

/** Splits `total` by weight into whole numbers that add up to it. */
function shares(planned: readonly Planned[], total: number): number[] {
  const weights = planned.reduce((sum, { weight }) => sum + weight, 0)
  // The first four chats hold the showcase and are served first.
  const reserve = Math.min(total, 80)
  const sizes = planned.map(({ weight }) => Math.floor((weight / weights) * (total - reserve)))
  for (let i = 0; i < Math.min(4, sizes.length); i++) sizes[i] = (sizes[i] ?? 0) + Math.floor(reserve / 4)
  const rest = total - sizes.reduce((sum, n) => sum + n, 0)
  const group = sizes.length > 1 ? 1 : 0
  if (sizes.length > 0) sizes[group] = (sizes[group] ?? 0) + rest
  return sizes
}

/** Lays sessions out in time and plays them. */
class Filler {
  readonly #thread: Thread
  readonly #random: Random
  readonly #tenant: Tenant
  readonly #until: number

  constructor(thread: Thread, tenant: Tenant, random: Random, now: number) {
    this.#thread = thread
    this.#tenant = tenant
    this.#random = random
    this.#until = now - QUIET_MS
  }

  fill(
    count: number,
    showcase: ((thread: Thread, tenant: Tenant, random: Random) => Step[]) | undefined,
  ): void {
    const special = showcase?.(this.#thread, this.#tenant, this.#random).slice(0, count) ?? []
    const everyday = new Everyday(this.#thread, this.#tenant.people, this.#random, this.#until)
    const sessions: Step[][] = []
    let left = count - special.length
    while (left > 0) {
      const session = everyday.session(left)
      sessions.push(session)
      left -= session.length
    }
    // The showcase comes late in the chat, with a little ordinary talk after it.
    if (special.length > 0) sessions.splice(Math.max(0, sessions.length - 2), 0, special)
    this.#play(sessions)
  }

  #play(sessions: readonly Step[][]): void {
    const recent = this.#random.chance(0.35) || this.#thread.chat.type === 'group'
    const from = this.#thread.chat.createdAt
    const starts = sessionStarts(this.#random, from, this.#until, sessions.length, recent)
    sessions.forEach((steps, i) => {
      const start = starts[i] ?? from
      this.#playSession(steps, start, Math.min(starts[i + 1] ?? this.#until, this.#until) - start)
    })
  }

  /** Messages of a session follow each other after seconds or a few minutes, faster when there is no room. */
  #playSession(steps: readonly Step[], start: number, room: number): void {
    const gaps = steps.map(() => 1000 * (2 + 25 * this.#random.logNormal(1)))
    const total = gaps.reduce((sum, gap) => sum + gap, 0)
    const scale = Math.min(1, (room * 0.95) / total)
    let at = start
    steps.forEach((step, i) => {
      step(this.#thread.slot(at))
      at += (gaps[i] ?? 0) * scale
    })
  }
}
