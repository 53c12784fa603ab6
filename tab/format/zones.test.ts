import { expect, it } from 'vitest'
import { zonesByRegion } from './zones.ts'

it('zones are listed by region, those in use among them', () => {
  const regions = new Map(zonesByRegion('Nowhere/Yet'))
  expect(regions.get('Europe')).toContain('Europe/Berlin')
  expect(regions.get('Nowhere')).toEqual(['Nowhere/Yet'])
  expect(regions.get('')).toContain('UTC')
})
