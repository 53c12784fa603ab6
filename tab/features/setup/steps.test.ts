import { describe, expect, it } from 'vitest'
import type { SetupStep } from '../../../server/contract/index.ts'
import {
  addressOf,
  isConnected,
  isStep,
  neighbour,
  resumeAt,
  STEPS,
  shownStep,
  withBilling,
} from './steps.ts'

const step = (name: SetupStep['name'], state: SetupStep['state']): SetupStep => ({
  name,
  state,
  code: 'ok',
  detail: '',
  hint: '',
  checkedAt: null,
})
const upTo = (last: SetupStep['name']) =>
  STEPS.map((name) => step(name, STEPS.indexOf(name) <= STEPS.indexOf(last) ? 'done' : 'not-started'))

describe('anyone who comes back to the setup', () => {
  it('begins at the start as long as no way is chosen', () => {
    expect(resumeAt({ way: null, steps: upTo('consent') })).toBe('/connection/setup/start')
  })

  it('continues at the first step that Microsoft has not confirmed', () => {
    expect(resumeAt({ way: 'manual', steps: upTo('start') })).toBe('/connection/setup/register')
    expect(resumeAt({ way: 'manual', steps: upTo('credential') })).toBe('/connection/setup/permissions')
    expect(resumeAt({ way: 'manual', steps: upTo('connect') })).toBe('/connection/setup/connect')
  })

  it('continues with the automatic way where that was chosen', () => {
    expect(resumeAt({ way: 'automatic', steps: upTo('register') })).toBe('/connection/setup/automatic')
  })

  it('connects what the automatic way has set up, instead of setting it up again', () => {
    expect(resumeAt({ way: 'automatic', steps: upTo('consent') })).toBe('/connection/setup/connect')
    expect(resumeAt({ way: 'automatic', steps: upTo('connect') })).toBe('/connection/setup/connect')
  })

  it('is held up by billing only where Microsoft asks for it', () => {
    expect(resumeAt({ way: 'manual', steps: upTo('consent') })).toBe('/connection/setup/connect')
    const asked = [
      ...upTo('consent').filter(({ name }) => name !== 'billing'),
      step('billing', 'needs-attention'),
    ]
    expect(resumeAt({ way: 'manual', steps: asked })).toBe('/connection/setup/billing')
  })
})

describe('the setup is finished', () => {
  const app = { applicationId: '1F6B7C1E-2d3a-4b5c-8d9e-0f1a2b3c4d5e', credential: null }
  const active = { applicationId: app.applicationId.toLowerCase(), status: 'active' as const }

  it('when the app that is set up here is the one that is connected, and it works', () => {
    expect(isConnected(app, active)).toBe(true)
    expect(isConnected(app, { ...active, status: 'failing' })).toBe(false)
    expect(isConnected(app, { applicationId: null, status: 'none' })).toBe(false)
  })

  it('not by the connection of another app, nor while a new secret waits to be tested', () => {
    expect(isConnected({ ...app, applicationId: '7f3c1d52-9e55-4a52-b8a1-0d4ab0c5a111' }, active)).toBe(false)
    expect(isConnected({ ...app, applicationId: null }, active)).toBe(false)
    const credential = { kind: 'secret' as const, hint: 'abc', expiresAt: null, keyId: null }
    expect(isConnected({ ...app, credential }, active)).toBe(false)
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
      ...step('consent', 'done'),
      state,
      waitedSeconds: index,
    }))
    expect(shownStep(upTo('connect'), live, 'consent').state).toBe('needs-attention')
    expect(shownStep(upTo('connect'), live, 'register').state).toBe('done')
    expect(shownStep([], [], 'register').state).toBe('not-started')
  })

  it('say no longer that billing is done once a backup was refused for want of it', () => {
    const regime = 'metered' as const
    const billing = { regime, askedForAt: null, suggestion: 'associate' as const, association: null }
    const done = step('billing', 'done')
    expect(withBilling(done, billing).state).toBe('needs-attention')
    expect(withBilling(done, { ...billing, suggestion: 'nothing-to-do' }).state).toBe('done')
    expect(withBilling(step('consent', 'done'), billing).state).toBe('done')
  })
})
