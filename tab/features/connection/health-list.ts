import type { HealthItem, HealthName } from '../../../server/contract/index.ts'

/** In the order they are looked at. */
export const HEALTH_ORDER: readonly HealthName[] = [
  'token',
  'permissions',
  'organization',
  'mailbox',
  'export',
  'optional',
  'billing',
  'credential',
  'clock',
]

/** `skipped`: another part has to be put right first. */
export type HealthState = HealthItem['state'] | 'checking' | 'skipped' | 'unknown'

export interface HealthRow {
  name: HealthName
  state: HealthState
  item: HealthItem | undefined
}

/** What is known of each part: as it comes while one looks, else as it was. A part no one spoke of is left out. */
export function healthRows(
  known: readonly HealthItem[],
  live: readonly HealthItem[] | undefined,
): readonly HealthRow[] {
  const rows = HEALTH_ORDER.map((name): HealthRow => {
    const item = (live ?? known).find((it) => it.name === name)
    const state = item?.code === 'not-reached' ? 'skipped' : item?.state
    return { name, item, state: state ?? (live ? 'checking' : 'unknown') }
  })
  return live ? rows : rows.filter(({ item }) => item !== undefined)
}

/** Where what is not as it should be is put right. */
export const WAYS_ON = {
  billing: '/connection/setup/billing',
  setup: '/connection/setup',
  replace: '/connection#replace',
  consent: '/connection#consent',
  mailbox: '/connection#mailbox',
} as const

export type WayOn = keyof typeof WAYS_ON

/** The app is not there, or not in this organization: no other secret would help. */
const NO_APP = /AADSTS(700016|7000229|650051|650052|90002)\b/

/** Undefined: it passes on its own. */
export function wayOn({ name, code }: Pick<HealthItem, 'name' | 'code'>): WayOn | undefined {
  if (code.endsWith('-unreachable')) return undefined
  switch (name) {
    case 'token':
      return NO_APP.test(code) ? 'setup' : 'replace'
    case 'credential':
      return 'replace'
    case 'permissions':
    case 'organization':
    case 'optional':
      return 'consent'
    case 'billing':
      return 'billing'
    case 'mailbox':
    case 'export':
      return 'mailbox'
    case 'clock':
      return undefined
  }
}
