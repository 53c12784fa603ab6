import { describe, expect, it } from 'vitest'
import { CLOUDS, cloudOf } from './cloud.ts'

describe('a cloud', () => {
  it('has its own roots and asks tokens for its own Graph', () => {
    expect(cloudOf('dod')).toMatchObject({
      graphUrl: 'https://dod-graph.microsoft.us',
      loginUrl: 'https://login.microsoftonline.us',
      scope: 'https://dod-graph.microsoft.us/.default',
    })
  })

  it('keeps its scope when another root stands in for it', () => {
    const simulated = cloudOf('global', {
      graphUrl: 'https://localhost:8443/',
      loginUrl: 'https://localhost:8443',
    })
    expect(simulated).toMatchObject({
      graphUrl: 'https://localhost:8443',
      armUrl: 'https://management.azure.com',
      scope: 'https://graph.microsoft.com/.default',
    })
  })

  it.each(['http://localhost:8443', 'localhost:8443', 'https://user@host', 'https://host?x=1', ''])(
    'refuses %j as a root: secrets and tokens go there',
    (graphUrl) => {
      expect(() => cloudOf('global', { graphUrl })).toThrow('GRAPH_URL')
    },
  )

  it('cannot be changed', () => {
    expect(
      Object.isFrozen(CLOUDS) && Object.isFrozen(CLOUDS.global) && Object.isFrozen(cloudOf('china')),
    ).toBe(true)
  })
})
