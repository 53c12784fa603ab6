/**
 * The addresses of the tab that a link may lead to, and their form inside a Microsoft host: `subPageId`.
 *
 *   section       archive, runs, usage, people, integrity, audit, alerts, reading, retention, connection, settings, guide
 *   setup         setup/<step>
 *   run           run/<id>
 *   conversation  conversation/<subjectId>/<conversationId>
 *   message       message/<subjectId>/<conversationId>/<messageId>
 *
 * Anyone can write a link. Promise of `addressOf`: the answer is an address of one of the
 * routes below, inside this tab, or undefined; text from outside is never an address on its own.
 */

/** The static tab of the manifest. */
const ENTITY_ID = 'chatvault'

/** What the router knows. */
export const ROUTES = {
  overview: '/',
  archive: '/archive/:subjectId?/:conversationId?',
  runs: '/runs',
  run: '/runs/:id',
  usage: '/usage',
  people: '/people',
  integrity: '/integrity',
  audit: '/audit',
  connection: '/connection',
  setup: '/connection/setup/:step?',
  alerts: '/alerts',
  retention: '/retention',
  reading: '/reading',
  restores: '/restores',
  restore: '/restores/:id',
  settings: '/settings',
  guide: '/guide',
} as const

const SECTIONS: readonly string[] = [
  'archive',
  'runs',
  'usage',
  'people',
  'integrity',
  'audit',
  'alerts',
  'retention',
  'reading',
  'connection',
  'settings',
  'guide',
]

/** Steps of the setup; whether there is one of that name, the setup knows. */
const STEP = /^[a-z]{1,20}$/

/** The ids of ours and of Microsoft 365: GUIDs, `19:…@thread.v2`, `19:…_…@unq.gbl.spaces`, times in milliseconds. */
const ID = /^[0-9A-Za-z](?:[0-9A-Za-z_:@=-]|\.(?!\.)){0,199}$/

/** The longest subPageId there can be: a word, and three ids of which each character takes three when encoded. */
const LONGEST = 2000

const setupAddress = (step = ''): string => `/connection/setup/${step}`

export const runAddress = (id: string): string => `/runs/${encodeURIComponent(id)}`

/** Who may read, and what people asked for. */
export const READING_ADDRESS = ROUTES.reading
export const RESTORES_ADDRESS = '/restores'

export const restoreAddress = (id: string): string => `${RESTORES_ADDRESS}/${encodeURIComponent(id)}`

/** Whether the archive is as it was written. */
export const INTEGRITY_ADDRESS = ROUTES.integrity

/** The archive with the list of exports open over it. */
export const EXPORTS_ADDRESS = '/archive?exports=list'

export const conversationAddress = (subjectId: string, conversationId: string): string =>
  `/archive/${encodeURIComponent(subjectId)}/${encodeURIComponent(conversationId)}`

export const messageAddress = (subjectId: string, conversationId: string, messageId: string): string =>
  `${conversationAddress(subjectId, conversationId)}?message=${encodeURIComponent(messageId)}`

/** The address a link asks for; undefined when it asks for nothing we have. */
export function addressOf(subPageId: string): string | undefined {
  if (subPageId.length > LONGEST) return undefined
  if (SECTIONS.includes(subPageId)) return `/${subPageId}`
  const [kind, ...parts] = subPageId.split('/')
  if (kind === 'setup')
    return parts.length === 1 && STEP.test(parts[0] ?? '') ? setupAddress(parts[0]) : undefined
  const ids = parts.map(idOf)
  if (!areIds(ids)) return undefined
  const [first, second, third] = ids
  if (kind === 'run' && first && ids.length === 1) return runAddress(first)
  if (kind === 'conversation' && first && second && ids.length === 2)
    return conversationAddress(first, second)
  if (kind === 'message' && first && second && third && ids.length === 3)
    return messageAddress(first, second, third)
  return undefined
}

/** The other direction; undefined where an address has no subPageId: the overview, a person, what is not ours. */
export function subPageIdOf(location: { pathname: string; search?: string }): string | undefined {
  const [before, section = '', ...parts] = location.pathname.split('/')
  if (before !== '') return undefined
  if (parts.length === 0) return SECTIONS.includes(section) ? section : undefined
  if (section === 'connection') return setupPage(parts)
  const ids = parts.map(idOf)
  if (!areIds(ids)) return undefined
  if (section === 'runs' && ids.length === 1) return subPage('run', ids)
  if (section !== 'archive' || ids.length !== 2) return undefined
  const message = new URLSearchParams(location.search).get('message')
  if (message === null) return subPage('conversation', ids)
  return ID.test(message) ? subPage('message', [...ids, message]) : undefined
}

interface Target {
  /** Teams of the organization's cloud. */
  teamsUrl: string
  /** Of the app in Teams: the manifest's id, or the one the organization's catalogue gave it. */
  appId: string
  entityId: string
  /** The same page in a browser, for anyone who has no Teams at hand. */
  webUrl: string
  label: string
  subPageId: string | undefined
}

/** A link that opens the tab in Teams. Learn: "Deep link to an application", teams.microsoft.com/l/entity. */
export function deepLinkOf({ teamsUrl, appId, entityId, webUrl, label, subPageId }: Target): string {
  const query = [
    `webUrl=${encodeURIComponent(webUrl)}`,
    `label=${encodeURIComponent(label)}`,
    ...(subPageId ? [`context=${encodeURIComponent(JSON.stringify({ subEntityId: subPageId }))}`] : []),
  ]
  const path = [appId, entityId].map(encodeURIComponent).join('/')
  return `${teamsUrl}/l/entity/${path}?${query.join('&')}`
}

interface Shared {
  address: string
  /** Of the tab, as the server is reached. */
  origin: string
  label: string
  /** The app in Teams; undefined where the link should open in a browser. */
  teams: { appId: string; url: string } | undefined
}

/** What someone takes along: both forms lead to the same page. */
export function linkTo({ address, origin, label, teams }: Shared) {
  const webUrl = origin + address
  const subPageId = subPageIdOf(new URL(webUrl))
  if (!teams) return { link: webUrl, webUrl, subPageId }
  const target = { teamsUrl: teams.url, appId: teams.appId, entityId: ENTITY_ID, webUrl, label }
  const link = deepLinkOf({ ...target, subPageId })
  return { link, webUrl, subPageId }
}

/** Decoded once: what is still encoded after that has a character no id has. */
function idOf(part: string): string | undefined {
  try {
    const id = decodeURIComponent(part)
    return ID.test(id) ? id : undefined
  } catch {
    return undefined
  }
}

function setupPage([first, step = '', ...more]: string[]): string | undefined {
  return first === 'setup' && STEP.test(step) && more.length === 0 ? `setup/${step}` : undefined
}

function areIds(ids: (string | undefined)[]): ids is string[] {
  return !ids.includes(undefined)
}

function subPage(kind: string, ids: string[]): string {
  return [kind, ...ids.map(encodeURIComponent)].join('/')
}
