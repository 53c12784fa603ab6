import { beforeEach, describe, expect, it } from 'vitest'
import { Automatic } from '../../microsoft/automatic.ts'
import type { Job } from '../../microsoft/job.ts'
import type { Backend } from '../../microsoft/setup/backend.ts'
import { Works } from './works.ts'

let works: Works
/** Whether a page that is closed now is asked about. */
let warns: boolean
beforeEach(() => {
  works = new Works((granted) => {
    warns = granted
  })
  warns = false
})

/** Anyone who signs in is let in; nothing in Microsoft 365 answers. */
function made(): Automatic {
  const backend = { noteCreated: async () => undefined, setup: async () => ({ created: [] }) }
  return new Automatic({
    graphUrl: 'https://graph.test',
    armUrl: 'https://arm.test',
    signInClientId: 'tab',
    backend: backend as unknown as Backend,
    tokens: Promise.resolve({
      signIn: async () => ({ id: 'mia', username: 'mia@contoso.com' }),
      token: async () => 'token',
      distrust: () => undefined,
      signInToAzure: async () => undefined,
      drop: async () => 'done',
    }),
    fetch: () => Promise.reject(new Error('nobody there')),
    pause: () => new Promise(() => undefined),
    locks: () => undefined,
  })
}

const job = (run: () => Promise<void>): Job => ({
  name: 'setup',
  steps: () => [{ name: 'look', call: '', run: () => run().then(() => 'done') }],
})
const fails = job(() => Promise.reject(new Error('no')))
const succeeds = job(() => Promise.resolve())
const phaseOf = (work: Automatic) => work.work().phase
const leaving = () => new Promise((resolve) => setTimeout(resolve))

describe('work that outlives its screen', () => {
  it('is found again, until another kind of it is wanted and nothing is in progress', async () => {
    const work = works.get('setup', 'plain', made)
    expect(works.get('setup', 'plain', made)).toBe(work)
    await work.start(fails)
    expect(works.get('setup', 'azure', made)).toBe(work)
    await work.leave()
    expect(works.get('setup', 'azure', made)).not.toBe(work)
  })

  it('that is done is over once its screen is left', async () => {
    const work = works.get('setup', '', made)
    const left = works.watch(work)
    await work.start(succeeds)
    expect(phaseOf(work)).toBe('done')
    left()
    await leaving()
    expect(phaseOf(work)).toBe('ready')
  })

  it('that stopped gives the rights back once its screen is left', async () => {
    const work = works.get('setup', '', made)
    const left = works.watch(work)
    await work.start(fails)
    expect(warns).toBe(true)
    left()
    await expect.poll(() => phaseOf(work)).toBe('ready')
    expect(warns).toBe(false)
  })

  it('continues where a screen is only drawn again', async () => {
    const work = works.get('setup', '', made)
    const left = works.watch(work)
    await work.start(fails)
    left()
    works.watch(work)
    await leaving()
    expect(phaseOf(work)).toBe('stopped')
  })

  it('that stops while no one looks is told, and keeps the page from being closed in silence', async () => {
    const work = works.get('replace', '', made)
    const left = works.watch(work)
    const stop = Promise.withResolvers<void>()
    const end = work.start(job(() => stop.promise))
    left()
    await leaving()
    expect(works.unwatched()).toEqual([{ name: 'replace', phase: 'running' }])
    stop.reject(new Error('no'))
    await end
    expect(works.unwatched()).toEqual([{ name: 'replace', phase: 'stopped' }])
    expect(warns).toBe(true)
    works.watch(work)
    expect(works.unwatched()).toEqual([])
  })

  it('that only looked for a choice gives the rights back when no one is there to choose', async () => {
    const work = works.get('billing', '', made)
    await work.look('look', async () => 'subscriptions')
    await expect.poll(() => phaseOf(work)).toBe('ready')
  })

  it('is not the return of rights that is asked about', async () => {
    const work = works.get('return', '', made)
    await work.start(fails)
    expect(works.isAtWork('return')).toBe(false)
    expect(works.isAtWork()).toBe(true)
  })
})
