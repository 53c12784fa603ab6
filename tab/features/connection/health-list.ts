import type { HealthItem, HealthName } from '../../../server/http/contract.ts'

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
]

export type HealthState = HealthItem['state'] | 'checking' | 'unknown'

export interface HealthRow {
  name: HealthName
  state: HealthState
  item: HealthItem | undefined
}

/** What is known of each part: as it comes while one looks, else as it was. A part nobody spoke of is left out. */
export function healthRows(
  known: readonly HealthItem[],
  live: readonly HealthItem[] | undefined,
): readonly HealthRow[] {
  const rows = HEALTH_ORDER.map((name): HealthRow => {
    const item = (live ?? known).find((it) => it.name === name)
    return { name, item, state: item?.state ?? (live ? 'checking' : 'unknown') }
  })
  return live ? rows : rows.filter(({ item }) => item !== undefined)
}
