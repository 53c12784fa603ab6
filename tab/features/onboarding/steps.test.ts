import { describe, expect, it } from 'vitest'
import type { OnboardingStep } from '../../../server/http/contract.ts'
import { addressOf, isStep, neighbour, resumeAt, STEPS, shownStep } from './steps.ts'

const step = (name: OnboardingStep['name'], state: OnboardingStep['state']): OnboardingStep => ({
  ...{ name, state, code: 'ok', detail: '', hint: '', checkedAt: null },
})
const upTo = (last: OnboardingStep['name']) =>
  STEPS.map((name) => step(name, STEPS.indexOf(name) <= STEPS.indexOf(last) ? 'done' : 'not-started'))

describe('whoever comes back to the setup', () => {
  it('begins at the start as long as no way is chosen', () => {
    expect(resumeAt({ way: null, steps: upTo('consent') })).toBe('/connection/setup/start')
  })

  it('goes on at the first step that Microsoft has not confirmed', () => {
    expect(resumeAt({ way: 'manual', steps: upTo('start') })).toBe('/connection/setup/register')
    expect(resumeAt({ way: 'manual', steps: upTo('credential') })).toBe('/connection/setup/permissions')
    expect(resumeAt({ way: 'manual', steps: upTo('connect') })).toBe('/connection/setup/connect')
  })

  it('goes on with the automatic way where that was chosen', () => {
    expect(resumeAt({ way: 'automatic', steps: upTo('register') })).toBe('/connection/setup/automatic')
  })
})

describe('the steps', () => {
  it('lead to each other, and no further than they go', () => {
    expect(neighbour('register', 1)).toBe('credential')
    expect(neighbour('start', -1)).toBe('start')
    expect(neighbour('connect', 1)).toBe('connect')
  })

  it('have an address each, and nothing else has', () => {
    expect(STEPS.map(addressOf)).toContain('/connection/setup/billing')
    expect([...STEPS, 'automatic', undefined, '', 'toString'].filter(isStep)).toEqual([...STEPS])
  })

  it('show what Microsoft says now before what it said last', () => {
    const live = ['checking' as const, 'needs-attention' as const].map((state, index) => ({
      ...{ ...step('consent', 'done'), state, waitedSeconds: index },
    }))
    expect(shownStep(upTo('connect'), live, 'consent').state).toBe('needs-attention')
    expect(shownStep(upTo('connect'), live, 'register').state).toBe('done')
    expect(shownStep([], [], 'register').state).toBe('not-started')
  })
})
