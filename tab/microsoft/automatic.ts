/**
 * One piece of work in Microsoft 365, from the sign-in to the removal of the permissions. It lives outside of any screen:
 * a person who leaves the page and comes back finds it unchanged. Its phases are in `phases.ts`.
 *
 * Permissions are granted from Microsoft's first answer on, whatever becomes of the sign-in after it. Until they're
 * removed, `granted` names the people who granted them, and so does the journal, for the next person who opens this page.
 */
import { SignInFailed, SignInNeeded } from '../auth/token-source.ts'
import { Turns } from './alone.ts'
import { createArm } from './arm.ts'
import type { Delegate, DelegatedTokens } from './delegated-tokens.ts'
import { createGraph } from './graph.ts'
import type { Job, Progress, Tools } from './job.ts'
import type { Wait } from './patience.ts'
import { isAtWork, moved, type State, type Task, type Work, workOf } from './phases.ts'
import { MicrosoftRefusal } from './refusal.ts'
import type { Backend } from './setup/backend.ts'
import type { Compared } from './setup/compare.ts'
import { returnSteps } from './setup/finish.ts'
import { createJournal } from './setup/journal.ts'
import { type Row, rowsOf, runSteps, type Step } from './setup/steps.ts'

/** Another tab or window of this browser is at it; two at once would trip over each other. */
export class AtWorkElsewhere extends Error {
  constructor() {
    super('Another tab of this browser is setting up.')
    this.name = 'AtWorkElsewhere'
  }
}

/** How a job is begun. */
export interface Start {
  /** The person chooses again who they are; what an earlier one granted is removed with theirs. */
  otherAccount?: boolean
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
/** A token is not kept for longer while no one decides anything. */
const IDLE_MS = 15 * 60_000

/** The sign-in that is held, as far as it has come. */
interface Access {
  delegate: Delegate | undefined
  /** Everything is granted; else Azure's half is missing. */
  isWhole: boolean
  /** In the journal for sure. */
  isNoted: boolean
  /** Microsoft said that this account may not: the next sign-in is for another one, also after this one is forgotten. */
  mayNot: boolean
}

const NOBODY: Access = { delegate: undefined, isWhole: false, isNoted: false, mayNot: false }

export class Automatic {
  readonly #options: AutomaticOptions
  readonly #tools: Tools
  readonly #turns: Turns
  readonly #listeners = new Set<() => void>()
  #state: State = { phase: 'ready', rows: [] }
  #granted: readonly string[] = []
  #access = NOBODY
  #work = workOf(this.#state, this.#granted)

  constructor(options: AutomaticOptions) {
    this.#options = options
    this.#turns = new Turns(options.locks, LOCK)
    const { graphUrl, armUrl, backend, fetch, pause } = options
    const onWait = (wait: Wait | undefined) => this.#note({ wait })
    const token = (what: 'graph' | 'azure') => async () => (await options.tokens).token(what)
    this.#tools = {
      graph: createGraph({ graphUrl, token: token('graph'), fetch, pause, onWait }),
      arm: createArm({ armUrl, token: token('azure'), fetch, pause, onWait }),
      backend,
      journal: createJournal(backend),
      onProgress: (progress) => this.#note({ progress }),
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly work = (): Work => this.#work

  /** What would be called, without calling it. Only for jobs that can tell without asking. */
  preview(job: Job): readonly Row[] {
    const steps = job.steps(this.#tools, undefined)
    return steps instanceof Promise ? [] : rowsOf([...steps, ...this.#giveBack('')])
  }

  /** Must be called from a click: it may open a window. Never throws; `work()` says how it went. */
  start(job: Job, { otherAccount = this.#access.mayNot }: Start = {}): Promise<void> {
    return this.#alone(async () => {
      const task = { name: job.name, job }
      const delegate = await this.#signIn(task, otherAccount)
      if (!delegate) return
      if (job.question) await this.#ask(task, job.question, delegate)
      else await this.#run(task, delegate)
    })
  }

  /** Yes to what the job found: it continues. From a click, as `start`. */
  confirm(): Promise<void> {
    return this.#alone(async () => {
      const { task } = this.#state
      const { job } = task ?? {}
      if (!job || this.#work.question === undefined) return
      const asked = { name: job.name, job }
      const delegate = await this.#signIn(asked, false)
      if (delegate) await this.#run(asked, delegate)
    })
  }

  /** Signs in and asks something, for a choice that a job needs. The permissions are granted from then on: `start` or `leave`. */
  async look<T>(
    name: string,
    ask: (tools: Tools) => Promise<T>,
    { otherAccount = this.#access.mayNot }: Start = {},
  ): Promise<T | undefined> {
    let answer: T | undefined
    await this.#alone(async () => {
      const task = { name }
      const delegate = await this.#signIn(task, otherAccount)
      if (!delegate) return
      await this.#hold(task, delegate, async () => {
        answer = await ask(this.#tools)
        return undefined
      })
    })
    return answer
  }

  #ask(task: Task, question: NonNullable<Job['question']>, delegate: Delegate): Promise<void> {
    return this.#hold(task, delegate, async () => {
      let found: readonly Compared[] = []
      const steps = await question(this.#tools, (it) => {
        found = it
      })
      this.#note({ rows: rowsOf(steps) })
      await this.#runAll(steps)
      return found
    })
  }

  /** Looks, and waits for what is decided. */
  async #hold(task: Task, delegate: Delegate, look: () => Promise<Work['question']>): Promise<void> {
    this.#move({ phase: 'running', task, rows: [] })
    try {
      await this.#writeDown(delegate)
      const question = await look()
      this.#move({ phase: 'holding', task, rows: this.#work.rows, question })
    } catch (failure) {
      await this.#stop(task, failure)
    }
  }

  async retry(start?: Start): Promise<void> {
    const { task } = this.#state
    if (task?.job) await this.start(task.job, start)
  }

  /** Gives the rights back without doing anything more. Where the sign-in is forgotten already, the journal keeps them. */
  leave(): Promise<void> {
    return this.#alone(async () => {
      const { delegate } = this.#access
      if (delegate) {
        this.#move({ phase: 'leaving', task: this.#state.task, rows: this.#work.rows })
        await this.#runAll(this.#giveBack(delegate.id)).catch(() => undefined)
        this.#forget()
      }
      this.#move({ phase: 'ready', rows: [] })
    })
  }

  /** To begin again after everything is done. */
  reset(): void {
    if (!isAtWork(this.#state)) this.#move({ phase: 'ready', rows: [] })
  }

  /**
   * The window was closed. No one else can tell: a page of Microsoft's that severs its opener looks closed from the
   * beginning, so the answer is waited for.
   */
  giveUpSigningIn(): void {
    if (this.#state.phase === 'signing-in') this.#state.giveUp(new SignInFailed('closed', 'given-up'))
  }

  /** One click at a time, in one tab at a time. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (isAtWork(this.#state)) return
    await this.#turns.take((isAlone) => (isAlone ? work() : this.#refuse(new AtWorkElsewhere())))
    void this.#forgetWhenIdle()
  }

  /** Undefined: no one signed in, and `work()` says why. */
  async #signIn(task: Task, otherAccount: boolean): Promise<Delegate | undefined> {
    const { delegate, isWhole } = this.#access
    if (delegate && isWhole && !otherAccount) return delegate
    let giveUp: (why: SignInFailed) => void = () => undefined
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject
    })
    const asking: State = { phase: 'signing-in', task, giveUp }
    this.#move(asking)
    try {
      return await Promise.race([this.#borrow(() => this.#state !== asking, otherAccount), givenUp])
    } catch (failure) {
      this.#move({ phase: this.#granted.length > 0 ? 'stopped' : 'ready', task, rows: [], failure })
      return undefined
    }
  }

  /** Graph's consent, then Azure's. Anyone who gave one has granted permissions, also when no one waits for the answer any more. */
  async #borrow(isLate: () => boolean, otherAccount: boolean): Promise<Delegate | undefined> {
    const tokens = await this.#options.tokens
    let delegate = otherAccount ? undefined : this.#access.delegate
    if (!delegate) {
      delegate = await tokens.signIn({ otherAccount })
      await this.#noteGrant(delegate, isLate())
      if (isLate()) return this.#returnLate(delegate)
    }
    await tokens.signInToAzure()
    if (isLate()) {
      await this.#noteGrant(delegate, true)
      return this.#returnLate(delegate)
    }
    this.#access = { ...this.#access, isWhole: true }
    return delegate
  }

  /** Written down before anything else: a page that is closed now leaves the rights behind, and someone must know. */
  async #noteGrant(delegate: Delegate, isLate: boolean): Promise<void> {
    const { username } = delegate
    this.#setGranted([...this.#granted.filter((one) => one !== username), username])
    if (!isLate) this.#access = { ...NOBODY, delegate }
    await this.#writeDown(delegate)
  }

  async #writeDown({ id, username }: Delegate): Promise<void> {
    const isHeld = () => this.#access.delegate?.id === id
    if (isHeld() && this.#access.isNoted) return
    await this.#options.backend.noteCreated({ kind: 'delegated-grant', id, name: username })
    if (isHeld()) this.#access = { ...this.#access, isNoted: true }
  }

  /** Lent in a window that was given up. Work that continues returns it with its own. */
  async #returnLate(delegate: Delegate): Promise<undefined> {
    if (this.#access.delegate || isAtWork(this.#state)) return undefined
    this.#access = { ...this.#access, delegate }
    await this.leave()
    return undefined
  }

  async #run(task: Task & { job: Job }, delegate: Delegate): Promise<void> {
    this.#move({ phase: 'running', task, rows: [] })
    try {
      await this.#writeDown(delegate)
      const steps = [...(await task.job.steps(this.#tools, delegate)), ...this.#giveBack(delegate.id)]
      this.#note({ rows: rowsOf(steps) })
      await this.#runAll(steps)
      this.#forget()
      this.#move({ phase: 'done', task, rows: this.#work.rows })
    } catch (failure) {
      await this.#stop(task, failure)
    }
  }

  async #runAll(steps: readonly Step[]): Promise<void> {
    const rows = await runSteps(steps, (rows) => this.#note({ rows }))
    const revoked = rows.find(({ name }) => name === 'revoke')
    if (revoked && revoked.state !== 'manual') this.#setGranted([])
  }

  /** A token that is not taken any more is asked for again by the next click; someone who may not is another time. */
  async #stop(task: Task, failure: unknown): Promise<void> {
    const kind = failure instanceof MicrosoftRefusal ? failure.kind : undefined
    if (kind === 'rights') this.#access = { ...this.#access, mayNot: true }
    if (kind === 'sign-in' || failure instanceof SignInNeeded) {
      this.#forget()
      const tokens = await this.#options.tokens
      tokens.distrust()
    }
    this.#move({ phase: 'stopped', task, rows: this.#work.rows, failure })
  }

  /** What was granted remains granted, and written down. */
  #forget(): void {
    this.#access = { ...NOBODY, mayNot: this.#access.mayNot }
  }

  /** No one comes back: the token goes, and the next click signs in again. */
  async #forgetWhenIdle(): Promise<void> {
    if (!this.#access.delegate) return
    const turn = this.#turns.last
    await this.#options.pause(IDLE_MS)
    if (turn !== this.#turns.last) return
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

  /** Into another phase, with what is known in it. */
  #move(next: State): void {
    this.#state = moved(this.#state, next)
    this.#tell()
  }

  /** News of what is in progress. */
  #note(news: { rows?: readonly Row[]; wait?: Wait | undefined; progress?: Progress | undefined }): void {
    const { phase } = this.#state
    if (phase !== 'running' && phase !== 'leaving') return
    this.#state = { ...this.#state, ...news }
    this.#tell()
  }

  /** The click did nothing, and this is why. */
  #refuse(failure: unknown): void {
    if (isAtWork(this.#state)) return
    this.#state = { ...this.#state, failure }
    this.#tell()
  }

  #setGranted(granted: readonly string[]): void {
    this.#granted = granted
    this.#tell()
  }

  #tell(): void {
    this.#work = workOf(this.#state, this.#granted)
    for (const listener of this.#listeners) listener()
  }
}
