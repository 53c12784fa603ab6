/** The time zone of this browser, by its IANA name. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Zones of the browser, by region; with those that are in use, which it may not list. */
export function zonesByRegion(...inUse: string[]): [region: string, zones: string[]][] {
  const all = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...inUse])].toSorted()
  const regions = Map.groupBy(all, (zone) => (zone.includes('/') ? (zone.split('/')[0] ?? '') : ''))
  return [...regions].toSorted(([a], [b]) => Number(a === '') - Number(b === ''))
}
