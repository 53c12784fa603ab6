/** Forecasts of the product against seeded tenants: what is expected, and what comes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Forecast, Run } from './contract/index.ts'
import { type Journey, startJourney } from './testing/journey.ts'

/** Of what came (contract of the API). */
const OFF = 0.25

describe.each([
  { seed: 11, users: 8, messages: 400, strategy: 'complete' },
  { seed: 12, users: 12, messages: 900, strategy: 'pay-once' },
] as const)('a tenant of $users people, $strategy', ({ strategy, ...knobs }) => {
  let journey: Journey
  beforeAll(async () => {
    journey = await startJourney(knobs)
    await journey.connect(null)
  })
  afterAll(() => journey.close())

  const billed = () =>
    Object.values(journey.sandbox.truth().billed).flatMap((months) => Object.values(months))
  async function ask(body: object = {}): Promise<Forecast> {
    const answer = await journey.call('POST', '/api/forecasts', body)
    expect(answer.status).toBe(200)
    return answer.body
  }

  it('is told before anything is paid, and the run that follows keeps it and comes close', async () => {
    const before = billed()
    const forecast = await ask()
    expect(billed()).toEqual(before)
    expect(forecast.strategies.map((one) => one.strategy).sort()).toEqual(['complete', 'pay-once'])
    expect(forecast).toMatchObject({ basis: { source: 'chats' }, accuracy: null })
    const expected = forecast.strategies.find((one) => one.strategy === strategy)?.messages
    const run = await journey.run({ strategy })
    expect(run.forecast).toEqual(expected)
    const { likely = 0 } = expected ?? {}
    expect(Math.abs(likely - run.totals.fetched) / run.totals.fetched).toBeLessThan(OFF)
  })

  it('then says how far it was off, expects little, and keeps nothing for a run of other people', async () => {
    const forecast = await ask({ strategy })
    expect(forecast.accuracy).toMatchObject({ runs: 1 })
    expect(forecast.accuracy?.medianErrorPercent).toBeLessThan(OFF * 100)
    expect(forecast.strategies).toHaveLength(1)
    const [first] = journey.sandbox.truth().users
    const run: Run = await journey.run({ strategy, subjectIds: [first?.id] })
    expect(forecast.strategies[0]?.messages.likely).toBeLessThan(50)
    expect(run.forecast).toBeNull()
  })
})
