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
  /** Members of a group, on average. */
  readonly groupSize: number
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
  const planner = new Planner(tenant, random, options)
  const planned = [...planner.showcase(), ...planner.everyday(Math.floor(options.messages / CHATTINESS))]
  const sizes = shares(planned, options.messages)
  planned.forEach(({ chat, until }, i) => {
    const filler = new Filler(
      new Thread(chat, tenant.rows),
      tenant,
      new Random(`${options.seed}:${chat.id}`),
      (until ?? options.now) - QUIET_MS,
    )
    filler.fill(sizes[i] ?? 0, SHOWCASE[i])
  })
  for (const person of tenant.people.all) person.mailbox?.shuffle()
  return tenant
}

/** What the first four chats get before all others, for the showcase; adds up to 100. */
const RESERVED = [16, 50, 26, 8]

/** Splits `total` by weight into whole numbers that add up to it. */
function shares(planned: readonly Planned[], total: number): number[] {
  const weights = planned.reduce((sum, { weight }) => sum + weight, 0)
  const reserve = Math.min(
    total,
    RESERVED.reduce((sum, n) => sum + n, 0),
  )
  const sizes = planned.map(({ weight }) => Math.max(1, Math.floor((weight / weights) * (total - reserve))))
  for (const [i, share] of RESERVED.entries())
    if (i < sizes.length) sizes[i] = (sizes[i] ?? 0) + Math.floor((share * reserve) / 100)
  settleOn(sizes, total)
  return sizes
}

/** Takes from or gives to the largest until the sum is `total`. */
function settleOn(sizes: number[], total: number): void {
  for (let rest = total - sizes.reduce((sum, n) => sum + n, 0); rest !== 0; ) {
    const largest = sizes.indexOf(Math.max(...sizes))
    const step = Math.max(rest, -(sizes[largest] ?? 0))
    sizes[largest] = (sizes[largest] ?? 0) + step
    rest -= step
  }
}

/** Lays sessions out in time and plays them. */
class Filler {
  readonly #thread: Thread
  readonly #random: Random
  readonly #tenant: Tenant
  readonly #until: number

  constructor(thread: Thread, tenant: Tenant, random: Random, until: number) {
    this.#thread = thread
    this.#tenant = tenant
    this.#random = random
    this.#until = until
  }

  fill(
    count: number,
    showcase: ((thread: Thread, tenant: Tenant, random: Random) => Step[]) | undefined,
  ): void {
    const special = showcase?.(this.#thread, this.#tenant, this.#random).slice(0, count) ?? []
    const { type, createdAt } = this.#thread.chat
    // A group begins with who is in it: nobody has copies from before they were added.
    if (type === 'group') special.shift()?.(this.#thread.slot(createdAt))
    const everyday = new Everyday(this.#thread, this.#tenant.people, this.#random, this.#until)
    const sessions: Step[][] = []
    let left = count - this.#thread.chat.messages.length - special.length
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
