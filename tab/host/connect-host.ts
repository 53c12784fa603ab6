import { browserHost } from './browser-host.ts'
import type { Host, MicrosoftHost } from './host.ts'
import { placeName, type Surroundings } from './surroundings.ts'

/** How long we wait for someone who must be Microsoft's host, and for someone who may be: a wrapper answers in 0.1 s. */
export const PATIENCE_MS = { likely: 15_000, unknown: 1_500 }

/** The host that must be there does not answer. `place`: what people call it, if that is known. */
export class HostSilent extends Error {
  readonly place: string | undefined

  constructor(place: string | undefined) {
    super('The host does not answer.')
    this.name = 'HostSilent'
    this.place = place
  }
}

export interface Connecting {
  surroundings: Surroundings
  /** Origins besides Microsoft's that may host the tab; never rejects. */
  hostOrigins: Promise<readonly string[]>
  /** Asks anyone who is around the page (teams-js); may take a minute to give up. */
  ask: (trusted: readonly string[]) => Promise<MicrosoftHost>
  after?: (ms: number) => Promise<void>
}

/**
 * The host the tab is in. A page of its own asks no one. Around everything else someone is asked; where that must be
 * Microsoft and no one answers, throws `HostSilent`, elsewhere it is a frame in someone's page.
 */
export async function connectHost({
  surroundings,
  hostOrigins,
  ask,
  after = wait,
}: Connecting): Promise<Host> {
  if (surroundings.place === 'alone') return browserHost('page')
  const { place, origin } = surroundings
  const asked = (async () => ask(place === 'likely' ? [] : await hostOrigins))()
  // Anyone who fails after our patience ended is no one's error any more.
  const answered: Promise<Host | undefined> = asked.catch(() => undefined)
  const host = await Promise.race([answered, after(PATIENCE_MS[place]).then(() => undefined)])
  if (host) return host
  if (place === 'likely') throw new HostSilent(placeName(origin))
  return browserHost('frame', placeName(origin))
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
