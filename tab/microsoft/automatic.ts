/**
 * One piece of work at Microsoft, from the sign-in to the return of the rights. It lives outside of any screen: whoever
 * leaves the page and comes back finds it where it is.
 *
 *   ready → signing-in → running → done        rights returned, token forgotten
 *                          running → stopped   a call failed; the token is kept for what is decided next
 *   stopped → running (again | something else) | leaving → ready
 *
 * A job that needs a choice, or a yes to what it found, signs in and looks first:
 *   ready → signing-in → running → holding → running …
 *
 * Rights are lent from Microsoft's first answer on, whatever becomes of the sign-in after it. From then until they are
 * returned, `lent` names who lent them, and the journal does, for whoever opens this page next.
 */
import type { CredentialCheck, SetupProgress } from '../../server/contract/index.ts'
import { SignInFailed, SignInNeeded } from '../auth/token-source.ts'
import { aloneInBrowser } from './alone.ts'
import { type Arm, createArm } from './arm.ts'
import type { Delegate, DelegatedTokens } from './delegated-tokens.ts'
import { createGraph, type Graph } from './graph.ts'
import type { Wait } from './patience.ts'
import { MicrosoftRefusal } from './refusal.ts'
import type { Backend } from './setup/backend.ts'
import type { Compared } from './setup/compare.ts'
import { returnSteps } from './setup/finish.ts'
import { createJournal, type Journal } from './setup/journal.ts'
import { type Row, rowsOf, runSteps, type Step } from './setup/steps.ts'

export type Phase = 'ready' | 'signing-in' | 'running' | 'holding' | 'stopped' | 'leaving' | 'done'

export interface Work {
  phase: Phase
  /** What is done, or was done last. */
  job: string | undefined
  rows: readonly Row[]
  /** What is being waited for at this moment. */
  wait: Wait | undefined
  /** What our server hears from Microsoft at this moment. */
  progress: SetupProgress | CredentialCheck | undefined
  /** Why it stopped, or why nobody signed in. */
  failure: unknown
  /** While it holds: what would be deleted, for whoever is to say yes to it. */
  question: readonly Compared[] | undefined
  /** Whose rights are lent now, as far as this page knows. */
  lent: readonly string[]
}

/** Another tab or window of this browser is at it; two at once would trip over each other. */
export class AtWorkElsewhere extends Error {
  constructor() {
    super('Another tab of this browser is setting up.')
    this.name = 'AtWorkElsewhere'
  }
}

/** How a job is begun. */
export interface Start {
  /** The person chooses anew who they are; what an earlier one lent is returned with theirs. */
  otherAccount?: boolean
}

/** What a job works with. */
export interface Tools {
  graph: Graph
  arm: Arm
  backend: Backend
  journal: Journal
  onProgress(progress: Work['progress']): void
}

export interface Job {
  name: string
  /** Listed before the sign-in where nothing has to be asked for that. */
  steps(tools: Tools, delegate: Delegate | undefined): readonly Step[] | Promise<readonly Step[]>
  /** Looks before anything is changed; what it finds has to be confirmed. */
  question?(tools: Tools, onFound: (found: readonly Compared[]) => void): Promise<readonly Step[]>
}

export interface AutomaticOptions {
  graphUrl: string
  armUrl: string
  signInClientId: string
  backend: Backend
  /** Loaded when the screen is opened, and no sooner. */
  tokens: Promise<DelegatedTokens>
  fetch: typeof globalThis.fetch
  pause(ms: number): Promise<void>
  /** The browser's, where it has them and this frame may ask for them. May throw. */
  locks(): Pick<LockManager, 'request'> | undefined
}

const LOCK = 'chatvault-automatic'
/** A token is not kept for longer while nobody decides anything. */
const IDLE_MS = 15 * 60_000

export class Automatic {
  readonly #options: AutomaticOptions
  readonly #tools: Tools
  readonly #listeners = new Set<() => void>()
  #delegate: Delegate | undefined
  /** All that was to be lent is lent; without Azure's half only `#delegate` is known. */
  #isWhole = false
  /** Who is in the journal for sure. */
  #noted: string | undefined
  /** Microsoft said that this account may not: the next sign-in is for another one. */
  #mayNot = false
  /** Of signing in; what comes of an earlier one counts no more. */
  #attempt = 0
  #giveUp: ((failure: SignInFailed) => void) | undefined
  #isEntering = false
  /** The last click: the browser lets go of its lock a moment after its end. */
  #entry: Promise<unknown> = Promise.resolve()
  /** Counts clicks, so that nothing is forgotten while something goes on. */
  #click = 0
  #job: Job | undefined
  #work: Work = {
    ...{ phase: 'ready', job: undefined, rows: [], lent: [] },
    ...{ wait: undefined, progress: undefined, failure: undefined, question: undefined },
  }

  constructor(options: AutomaticOptions) {
    this.#options = options
    const { graphUrl, armUrl, backend, fetch, pause } = options
    const onWait = (wait: Wait | undefined) => this.#tell({ wait })
    const token = (what: 'graph' | 'azure') => async () => (await options.tokens).token(what)
    this.#tools = {
      graph: createGraph({ graphUrl, token: token('graph'), fetch, pause, onWait }),
      arm: createArm({ armUrl, token: token('azure'), fetch, pause, onWait }),
      backend,
      journal: createJournal(backend),
      onProgress: (progress) => this.#tell({ progress }),
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly work = (): Work => this.#work

  get tools(): Tools {
    return this.#tools
  }

  /** What would be called, without calling it. Only for jobs that can tell without asking. */
  preview(job: Job): readonly Row[] {
    const steps = job.steps(this.#tools, undefined)
    return steps instanceof Promise ? [] : rowsOf([...steps, ...this.#giveBack('')])
  }

  get isBusy(): boolean {
    return ['signing-in', 'running', 'leaving'].includes(this.#work.phase)
  }

  /** Must be called from a click: it may open a window. Never throws; `work()` says how it went. */
  start(job: Job, { otherAccount = this.#mayNot }: Start = {}): Promise<void> {
    return this.#alone(async () => {
      this.#job = job
      this.#tell({ job: job.name, failure: undefined, rows: [] })
      const delegate = await this.#signIn(otherAccount)
      if (!delegate) return
      if (job.question) await this.#ask(job.question, delegate)
      else await this.#run(job, delegate)
    })
  }

  /** Yes to what the job found: it goes on. From a click, as `start`. */
  confirm(): Promise<void> {
    return this.#alone(async () => {
      const job = this.#job
      if (!job || this.#work.question === undefined) return
      const delegate = await this.#signIn(false)
      if (delegate) await this.#run(job, delegate)
    })
  }

  /** Signs in and asks something, for a choice that a job needs. The rights are lent from then on: `start` or `leave`. */
  async look<T>(
    name: string,
    ask: (tools: Tools) => Promise<T>,
    { otherAccount = this.#mayNot }: Start = {},
  ): Promise<T | undefined> {
    let answer: T | undefined
    await this.#alone(async () => {
      this.#tell({ job: name, failure: undefined, rows: [] })
      const delegate = await this.#signIn(otherAccount)
      if (!delegate) return
      await this.#hold(delegate, async () => {
        answer = await ask(this.#tools)
        return undefined
      })
    })
    return answer
  }

  #ask(question: NonNullable<Job['question']>, delegate: Delegate): Promise<void> {
    return this.#hold(delegate, async () => {
      let found: readonly Compared[] = []
      const steps = await question(this.#tools, (it) => {
        found = it
      })
      this.#tell({ rows: rowsOf(steps) })
      await this.#runAll(steps)
      return found
    })
  }

  /** Looks, and waits for what is decided. */
  async #hold(delegate: Delegate, look: () => Promise<Work['question']>): Promise<void> {
    this.#tell({ phase: 'running' })
    try {
      await this.#note(delegate)
      const question = await look()
      this.#tell({ phase: 'holding', question })
    } catch (failure) {
      await this.#afterFailure(failure)
      this.#tell({ phase: 'stopped', failure })
    }
  }

  async retry(start?: Start): Promise<void> {
    if (this.#job) await this.start(this.#job, start)
  }

  /** Gives the rights back without doing anything more. Where the sign-in is forgotten already, the journal keeps them. */
  leave(): Promise<void> {
    return this.#alone(async () => {
      const delegate = this.#delegate
      if (delegate) {
        this.#tell({ phase: 'leaving', failure: undefined })
        await this.#runAll(this.#giveBack(delegate.id)).catch(() => undefined)
        this.#forget()
      }
      this.#tell({ phase: 'ready', rows: [], job: undefined, failure: undefined })
    })
  }

  /** To begin again after everything is done. */
  reset(): void {
    if (!this.isBusy) this.#tell({ phase: 'ready', job: undefined, rows: [], failure: undefined })
  }

  /** One click at a time, in one tab at a time. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.isBusy || this.#isEntering) return
    this.#isEntering = true
    await this.#entry
    this.#click++
    const enter = (isFree: boolean) => {
      this.#isEntering = false
      return isFree ? work() : this.#tell({ failure: new AtWorkElsewhere() })
    }
    this.#entry = aloneInBrowser(() => this.#options.locks(), LOCK, enter)
    await this.#entry
    void this.#forgetWhenIdle()
  }

  /** Undefined: nobody signed in, and `work()` says why. */
  async #signIn(otherAccount: boolean): Promise<Delegate | undefined> {
    if (this.#delegate && this.#isWhole && !otherAccount) return this.#delegate
    this.#tell({ phase: 'signing-in' })
    const attempt = ++this.#attempt
    const givenUp = new Promise<never>((_, reject) => {
      this.#giveUp = reject
    })
    try {
      return await Promise.race([this.#borrow(attempt, otherAccount), givenUp])
    } catch (failure) {
      if (attempt === this.#attempt) this.#attempt++
      this.#tell({ phase: this.#work.lent.length > 0 ? 'stopped' : 'ready', failure })
      return undefined
    } finally {
      this.#giveUp = undefined
    }
  }

  /** Graph's consent, then Azure's. Whoever gave one has lent rights, also when nobody waits for the answer any more. */
  async #borrow(attempt: number, otherAccount: boolean): Promise<Delegate | undefined> {
    const tokens = await this.#options.tokens
    const isLate = () => attempt !== this.#attempt
    let delegate = otherAccount ? undefined : this.#delegate
    if (!delegate) {
      delegate = await tokens.signIn({ otherAccount })
      await this.#lend(delegate, isLate())
      if (isLate()) return this.#returnLate(delegate)
    }
    await tokens.signInToAzure()
    if (isLate()) {
      await this.#lend(delegate, true)
      return this.#returnLate(delegate)
    }
    this.#isWhole = true
    return delegate
  }

  /** Written down before anything else: a page that is closed now leaves the rights behind, and somebody must know. */
  async #lend(delegate: Delegate, isLate: boolean): Promise<void> {
    const { username } = delegate
    this.#tell({ lent: [...this.#work.lent.filter((one) => one !== username), username] })
    if (!isLate) {
      this.#delegate = delegate
      this.#isWhole = false
      this.#mayNot = false
    }
    await this.#note(delegate)
  }

  async #note({ id, username }: Delegate): Promise<void> {
    if (this.#noted === id) return
    await this.#options.backend.noteCreated({ kind: 'delegated-grant', id, name: username })
    this.#noted = id
  }

  /** Lent in a window that was given up. Work that goes on returns it with its own. */
  async #returnLate(delegate: Delegate): Promise<undefined> {
    if (this.#delegate || this.isBusy) return undefined
    this.#delegate = delegate
    await this.leave()
    return undefined
  }

  /**
   * The window was closed. Nobody else can tell: a page of Microsoft's that severs its opener looks closed from the
   * beginning, so the answer is waited for.
   */
  giveUpSigningIn(): void {
    this.#giveUp?.(new SignInFailed('closed', 'given-up'))
  }

  async #run(job: Job, delegate: Delegate): Promise<void> {
    this.#tell({ phase: 'running' })
    try {
      await this.#note(delegate)
      const steps = [...(await job.steps(this.#tools, delegate)), ...this.#giveBack(delegate.id)]
      this.#tell({ rows: rowsOf(steps) })
      await this.#runAll(steps)
      this.#forget()
      this.#tell({ phase: 'done' })
    } catch (failure) {
      await this.#afterFailure(failure)
      this.#tell({ phase: 'stopped', failure, progress: undefined })
    }
  }

  async #runAll(steps: readonly Step[]): Promise<void> {
    const rows = await runSteps(steps, (rows) => this.#tell({ rows }))
    const revoked = rows.find(({ name }) => name === 'revoke')
    if (revoked && revoked.state !== 'byHand') this.#tell({ lent: [] })
  }

  /** A token that is not taken any more is asked for anew by the next click; somebody who may not is another time. */
  async #afterFailure(failure: unknown): Promise<void> {
    const kind = failure instanceof MicrosoftRefusal ? failure.kind : undefined
    if (kind === 'rights') this.#mayNot = true
    if (kind !== 'sign-in' && !(failure instanceof SignInNeeded)) return
    this.#forget()
    const tokens = await this.#options.tokens
    tokens.distrust()
  }

  /** What was lent stays lent, and written down. */
  #forget(): void {
    this.#delegate = undefined
    this.#isWhole = false
    this.#noted = undefined
  }

  /** Nobody comes back: the token goes, and the next click signs in again. */
  async #forgetWhenIdle(): Promise<void> {
    if (!this.#delegate) return
    const click = this.#click
    await this.#options.pause(IDLE_MS)
    if (click !== this.#click) return
    this.#forget()
    const tokens = await this.#options.tokens
    await tokens.drop()
  }

  #giveBack(delegateId: string): Step[] {
    const { graph, journal } = this.#tools
    const { signInClientId, tokens } = this.#options
    const dropTokens = async () => (await tokens).drop()
    return returnSteps({ graph, journal, signInClientId, delegateId, dropTokens })
  }

  #tell(change: Partial<Work>): void {
    // Of one phase only.
    const question = change.phase ? undefined : this.#work.question
    this.#work = { ...this.#work, question, ...change }
    for (const listener of this.#listeners) listener()
  }
}
