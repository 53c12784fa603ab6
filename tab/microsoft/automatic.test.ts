/** Whose rights are lent, from the first answer of Microsoft's window to their return, with Graph of the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SignInFailed } from '../auth/token-source.ts'
import { aloneInBrowser } from './alone.ts'
import { AtWorkElsewhere, Automatic, type AutomaticOptions } from './automatic.ts'
import type { Delegate, DelegatedTokens } from './delegated-tokens.ts'
import type { Job } from './job.ts'
import { MicrosoftRefusal } from './refusal.ts'
import { stageOf, startWorld, type World } from './testing/stage.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const JOB: Job = { name: 'setup', steps: () => [] }
const MINUTE = 60_000

/** Microsoft's windows: each is answered when the test says so. */
async function made(more: Partial<AutomaticOptions> = {}) {
  const { operators, signIn, url } = world.sandbox
  const [mia, ben] = operators.map(
    ({ person }): Delegate => ({ id: person.id, username: person.userPrincipalName }),
  )
  if (!mia || !ben) throw new Error('Two people sign in to the sandbox.')
  const stage = await stageOf(world, 'https://windows.contoso.com', 'secret')
  const asked: string[] = []
  const windows: ((answer: Delegate | Error) => void)[] = []
  const answers: (Delegate | Error | undefined)[] = []
  const ask = (what: string) => {
    asked.push(what)
    const answer = answers.shift()
    return new Promise<Delegate>((resolve, reject) => {
      const end = (it: Delegate | Error) => (it instanceof Error ? reject(it) : resolve(it))
      if (answer) end(answer)
      else windows.push(end)
    })
  }
  let isDropped = false
  const tokens: DelegatedTokens = {
    signIn: ({ otherAccount } = {}) => ask(otherAccount ? 'graph, anybody' : 'graph'),
    signInToAzure: async () => void (await ask('azure')),
    token: async () =>
      world.sandbox.delegatedToken('Mia', [
        'Application.ReadWrite.All',
        'DelegatedPermissionGrant.ReadWrite.All',
      ]),
    distrust: () => undefined,
    drop: async () => {
      isDropped = true
      return 'done'
    },
  }
  const idle = Promise.withResolvers<void>()
  const automatic = new Automatic({
    graphUrl: url,
    armUrl: url,
    signInClientId: signIn.clientId,
    backend: stage.backend,
    tokens: Promise.resolve(tokens),
    fetch: stage.fetch,
    locks: () => undefined,
    pause: (ms) => (ms === 15 * MINUTE ? idle.promise : Promise.resolve()),
    ...more,
  })
  const noted = () => stage.state.created.map(({ id }) => id)
  const isAt = (phase: string) => expect.poll(() => automatic.work().phase).toBe(phase)
  return { automatic, mia, ben, asked, windows, answers, noted, isAt, idle, dropped: () => isDropped }
}

const closed = new SignInFailed('closed', 'user_cancelled')
const mayNot = new MicrosoftRefusal({ service: 'graph', kind: 'rights', status: 403, code: '', said: '' })
const refused: Job = {
  name: 'setup',
  steps: () => [{ name: 'look', call: '', run: () => Promise.reject(mayNot) }],
}

describe('a sign-in for Graph and Azure', () => {
  it('that ends between the two has temporary permissions, and continues with Azure only', async () => {
    const { automatic, mia, asked, answers, noted } = await made()
    answers.push(mia, closed, mia)
    await automatic.start(JOB)
    expect(automatic.work()).toMatchObject({ phase: 'stopped', failure: closed, granted: [mia.username] })
    expect(noted()).toEqual([mia.id])
    await automatic.start(JOB)
    expect(asked).toEqual(['graph', 'azure', 'azure'])
    expect(automatic.work()).toMatchObject({ phase: 'done', granted: [] })
    expect(noted()).toEqual([])
  })

  it('that never came to anything has lent nothing', async () => {
    const { automatic, answers, noted } = await made()
    answers.push(closed)
    await automatic.start(JOB)
    expect(automatic.work()).toMatchObject({ phase: 'ready', failure: closed, granted: [] })
    expect(noted()).toEqual([])
  })

  it('that was given up and accepted anyway is removed', async () => {
    const { automatic, mia, windows, asked, noted, isAt, dropped } = await made()
    const end = automatic.start(JOB)
    await isAt('signing-in')
    await expect.poll(() => windows.length).toBe(1)
    automatic.giveUpSigningIn()
    await end
    expect(automatic.work()).toMatchObject({ phase: 'ready', failure: { detail: 'given-up' } })
    windows[0]?.(mia)
    await expect.poll(dropped).toBe(true)
    await isAt('ready')
    expect(asked).toEqual(['graph'])
    expect(noted()).toEqual([])
    expect(automatic.work().granted).toEqual([])
  })
})

describe('a job that asks before it changes anything', () => {
  const entry = { kind: 'application', id: 'one', name: 'Chatvault', applicationId: null, at: '' } as const
  const compared = [{ entry, seen: undefined, obstacle: undefined }]
  const asking = () => {
    let deletions = 0
    const deletes = async () => {
      deletions++
      return 'done' as const
    }
    const job: Job = {
      name: 'undo',
      async question(_, onFound) {
        const looks = async () => {
          onFound(compared)
          return 'done' as const
        }
        return [{ name: 'compare', call: '', run: looks }]
      },
      steps: () => [{ name: 'undoApplication', call: '', run: deletes }],
    }
    return { job, deletions: () => deletions }
  }

  it('shows what it found and waits, and continues after a yes', async () => {
    const { automatic, mia, answers } = await made()
    const { job, deletions } = asking()
    answers.push(mia, mia)
    await automatic.start(job)
    expect(automatic.work()).toMatchObject({ phase: 'holding', question: compared, granted: [mia.username] })
    expect(deletions()).toBe(0)
    await automatic.confirm()
    expect(automatic.work()).toMatchObject({ phase: 'done', question: undefined, granted: [] })
    expect(deletions()).toBe(1)
  })

  it('changes nothing after a no, and gives the rights back', async () => {
    const { automatic, mia, answers } = await made()
    const { job, deletions } = asking()
    answers.push(mia, mia)
    await automatic.start(job)
    await automatic.leave()
    await automatic.confirm()
    expect(automatic.work()).toMatchObject({ phase: 'ready', question: undefined, granted: [] })
    expect(deletions()).toBe(0)
  })
})

describe('someone who may not', () => {
  it('is asked who they are the next time, and both get their rights back', async () => {
    const { automatic, mia, ben, asked, answers, noted } = await made()
    answers.push(mia, mia, ben, ben)
    await automatic.start(refused)
    expect(automatic.work()).toMatchObject({ phase: 'stopped', failure: mayNot, granted: [mia.username] })
    await automatic.look('look', async () => undefined)
    expect(asked).toEqual(['graph', 'azure', 'graph, anybody', 'azure'])
    expect(automatic.work().granted).toEqual([mia.username, ben.username])
    expect(noted()).toEqual([mia.id, ben.id])
    await automatic.start(JOB)
    expect(automatic.work()).toMatchObject({ phase: 'done', granted: [] })
    expect(noted()).toEqual([])
  })
})

describe('a token no one uses', () => {
  it('is forgotten after a while; what is lent remains noted, and the next click signs in again', async () => {
    const { automatic, mia, asked, answers, noted, idle, dropped } = await made()
    answers.push(mia, mia, mia, mia)
    await automatic.look('look', async () => undefined)
    expect(dropped()).toBe(false)
    idle.resolve()
    await expect.poll(dropped).toBe(true)
    expect(automatic.work()).toMatchObject({ phase: 'holding', granted: [mia.username] })
    expect(noted()).toEqual([mia.id])
    await automatic.start(JOB)
    expect(asked).toEqual(['graph', 'azure', 'graph', 'azure'])
    expect(automatic.work().phase).toBe('done')
  })
})

describe('two tabs of one browser', () => {
  it('are not at work at the same time', async () => {
    const locks = () => globalThis.navigator.locks
    const [one, other] = [await made({ locks }), await made({ locks })]
    const end = one.automatic.start(JOB)
    await one.isAt('signing-in')
    await other.automatic.start(JOB)
    expect(other.automatic.work()).toMatchObject({ phase: 'ready' })
    expect(other.automatic.work().failure).toBeInstanceOf(AtWorkElsewhere)
    expect(other.asked).toEqual([])
    one.automatic.giveUpSigningIn()
    await end
    other.answers.push(other.mia, other.mia)
    await other.automatic.start(JOB)
    expect(other.automatic.work().phase).toBe('done')
  })
})

describe('a frame that may store nothing', () => {
  const denied = () => new DOMException('Access to the Locks API is denied in this context.', 'SecurityError')
  const refusing = {
    'refuses every lock': () => ({ request: () => Promise.reject(denied()) }),
    'does not even show its locks': () => {
      throw denied()
    },
  }
  it.each(Object.entries(refusing))('continues without a lock where the browser %s', async (_, locks) => {
    const { automatic, mia, answers } = await made({ locks })
    answers.push(mia, mia)
    await automatic.start(JOB)
    expect(automatic.work()).toMatchObject({ phase: 'done', failure: undefined })
  })

  it('does the work once when the work itself is what failed', async () => {
    const { locks } = globalThis.navigator
    let begun = 0
    const work = () => {
      begun++
      return Promise.reject(new Error('the work'))
    }
    await expect(aloneInBrowser(() => locks, 'once', work)).rejects.toThrow('the work')
    expect(begun).toBe(1)
  })
})
