/** What can be turned on a host page: by its address (`?theme=dark&locale=de-de`) or by `window.sim.knobs`. */
import type { PageSettings } from '../settings.ts'

/**
 * How a call for a token ends.
 *
 *   ok       a token
 *   consent  refused when silent; else the person is asked, and from then on it is given
 *   never    no answer at all
 *   else     that error, in the host's words: `resourceDisabled`, `renewalTimeout`, `CancelledByUser` …
 */
export type TokenAnswer = 'ok' | 'consent' | 'never' | (string & {})

export interface Knobs {
  /** default, dark, contrast, glass or anything a host may think of. */
  theme: string
  locale: string
  /** `context.app.host.name` */
  hostName: string
  /** web, desktop, android, ios … */
  clientType: string
  /** Who is signed in to the host: full name, first name or sign-in name. */
  who: string
  /** What a deep link asked for. */
  subEntityId: string | undefined
  /** What the context says instead of the truth. */
  tid: string | undefined
  oid: string | undefined
  loginHint: string | undefined
  /** One each call, but one that ends in `!` for all calls; when they are used up, `ok`. */
  tokens: TokenAnswer[]
  tokenDelayMs: number
  /** A flaw of every token, as the sandbox names them: `expired`, `tenant`, `audience` … */
  flaw: string | undefined
  runtime: 'modern' | 'legacy'
  /** Nested app authentication: none, working, or the status it fails with. */
  naa: 'off' | 'ok' | (string & {})
  /** False: the host hears everything and says nothing. */
  answers: boolean
  notifySuccessResponse: boolean
  /** False: the browser blocks windows. */
  popups: boolean
  /** Where in the tab its frame begins, as the manifest's contentUrl would say. */
  path: string
}

export function readKnobs(address: URL, settings: PageSettings): Knobs {
  const query = address.searchParams
  const text = (name: string, otherwise: string) => query.get(name) ?? otherwise
  const maybe = (name: string) => query.get(name) ?? undefined
  return {
    theme: text('theme', 'default'),
    locale: text('locale', 'en-us'),
    hostName: text('hostName', settings.name),
    clientType: text('clientType', 'web'),
    who: text('who', settings.people[0]?.name ?? ''),
    subEntityId: maybe('sub') ?? subEntityIdOf(address),
    tid: maybe('tid'),
    oid: maybe('oid'),
    loginHint: maybe('loginHint'),
    tokens: text('tokens', '')
      .split(',')
      .filter((word) => word !== ''),
    tokenDelayMs: Number(text('tokenDelayMs', '0')),
    flaw: maybe('flaw'),
    runtime: query.get('runtime') === 'legacy' ? 'legacy' : 'modern',
    naa: text('naa', 'ok'),
    answers: query.get('answers') !== 'no',
    notifySuccessResponse: query.get('notifySuccessResponse') !== 'no',
    popups: query.get('popups') !== 'no',
    path: text('path', '/'),
  }
}

/** A deep link carries it in `context={"subEntityId":"…"}`; undefined where that is missing or no JSON. */
export function subEntityIdOf(link: URL): string | undefined {
  try {
    const { subEntityId } = JSON.parse(link.searchParams.get('context') ?? '{}') as { subEntityId?: unknown }
    return typeof subEntityId === 'string' ? subEntityId : undefined
  } catch {
    return undefined
  }
}
