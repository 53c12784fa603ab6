/**
 * The pieces of work in Microsoft 365 in progress in this browser window. They outlive the screens they are shown on; this is
 * where a screen finds its work again, and where is seen what no one looks at.
 */
import type { Automatic } from '../../microsoft/automatic.ts'
import type { Phase } from '../../microsoft/phases.ts'

export type WorkName = 'setup' | 'replace' | 'remove' | 'billing' | 'return'

type Kept = Pick<Automatic, 'work' | 'subscribe' | 'leave' | 'reset'>

/** Work that continues, or ended, while no screen shows it. */
export interface Unwatched {
  name: WorkName
  phase: Phase
}

interface Entry<Work> {
  name: WorkName
  variant: string
  work: Work
  watchers: number
}

/** In all others permissions may be granted. */
const AT_REST: readonly Phase[] = ['ready', 'done']

export class Works<Work extends Kept = Automatic> {
  readonly #entries = new Map<WorkName, Entry<Work>>()
  readonly #listeners = new Set<() => void>()
  readonly #warn: (granted: boolean) => void
  #unwatched: readonly Unwatched[] = []

  /** `warn` hears whether a page that is closed now would leave temporary permissions behind. */
  constructor(warn: (granted: boolean) => void) {
    this.#warn = warn
  }

  /** One piece of work at a time under each name; another variant takes its place once nothing is in progress. */
  get(name: WorkName, variant: string, make: () => Work): Work {
    const known = this.#entries.get(name)
    if (known && (known.variant === variant || known.work.work().phase !== 'ready')) return known.work
    const entry = { name, variant, work: make(), watchers: 0 }
    this.#entries.set(name, entry)
    entry.work.subscribe(() => this.#changed())
    return entry.work
  }

  /**
   * A screen shows it until the returned function is called. Left behind, what is done is over, and what waits for a
   * decision removes the temporary permissions.
   */
  watch(work: Work): () => void {
    const entry = [...this.#entries.values()].find((it) => it.work === work)
    if (!entry) return () => undefined
    entry.watchers++
    this.#changed()
    return () => {
      entry.watchers--
      // A screen that is drawn again, in the same breath, has not left.
      queueMicrotask(() => {
        if (entry.watchers > 0) return
        const { phase } = work.work()
        if (phase === 'done') work.reset()
        else if (phase === 'stopped') void work.leave()
        this.#changed()
      })
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly unwatched = (): readonly Unwatched[] => this.#unwatched

  /** Whether anything is in progress, shown or not, but for this. */
  isAtWork(except?: WorkName): boolean {
    const others = [...this.#entries.values()].filter(({ name }) => name !== except)
    return others.some(({ work }) => !AT_REST.includes(work.work().phase))
  }

  #changed(): void {
    const all = [...this.#entries.values()]
    const alone = all.filter(({ watchers }) => watchers === 0)
    // What was looked up for a choice that no one makes any more.
    for (const { work } of alone) if (work.work().phase === 'holding') void work.leave()
    this.#unwatched = alone
      .map(({ name, work }) => ({ name, phase: work.work().phase }))
      .filter(({ phase }) => phase !== 'ready')
    this.#warn(this.isAtWork())
    for (const listener of this.#listeners) listener()
  }
}
