/**
 * One piece of work at Microsoft, from the sign-in to the return of the rights. It lives outside of any screen: whoever
 * leaves the page and comes back finds it where it is.
 *
 *   ready → signing-in → running → done        rights returned, token forgotten
 *                          running → stopped   a call failed; the token is kept for what is decided next
 *   stopped → running (again | something else) | leaving → ready
 *
 * A job that needs a choice signs in and looks first: ready → signing-in → running → holding → running …
 */
import type { CredentialCheck, OnboardingProgress } from '../../server/http/contract.ts'
import { SignInFailed, SignInNeeded } from '../auth/token-source.ts'
import { type Arm, createArm } from './arm.ts'
import type { Delegate, DelegatedTokens } from './delegated-tokens.ts'
import { createGraph, type Graph } from './graph.ts'
import type { Wait } from './patience.ts'
import { MicrosoftRefusal } from './refusal.ts'
import type { Backend } from './setup/backend.ts'
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
  progress: OnboardingProgress | CredentialCheck | undefined
  /** Why it stopped, or why nobody signed in. */
  failure: unknown
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
}

export class Automatic {
  readonly #options: AutomaticOptions
  readonly #tools: Tools
  readonly #listeners = new Set<() => void>()
  #delegate: Delegate | undefined
  /** Of signing in; what comes of an earlier one counts no more. */
  #attempt = 0
  #job: Job | undefined
  #work: Work = {
    ...{ phase: 'ready', job: undefined, rows: [] },
    ...{ wait: undefined, progress: undefined, failure: undefined },
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
  async start(job: Job): Promise<void> {
    if (this.isBusy) return
    this.#job = job
    const delegate = await this.#signIn(job.name)
    if (delegate) await this.#run(job, delegate)
  }

  /** Signs in and asks something, for a choice that a job needs. The rights are lent from then on: `start` or `leave`. */
  async look<T>(name: string, ask: (tools: Tools) => Promise<T>): Promise<T | undefined> {
    if (this.isBusy) return undefined
    const delegate = await this.#signIn(name)
    if (!delegate) return undefined
    this.#tell({ phase: 'running' })
    try {
      await this.#note(delegate)
      const answer = await ask(this.#tools)
      this.#tell({ phase: 'holding' })
      return answer
    } catch (failure) {
      await this.#afterFailure(failure)
      this.#tell({ phase: 'stopped', failure })
      return undefined
    }
  }

  async #signIn(job: string): Promise<Delegate | undefined> {
    this.#tell({ job, failure: undefined, rows: [] })
    if (this.#delegate) return this.#delegate
    this.#tell({ phase: 'signing-in' })
    const attempt = ++this.#attempt
    try {
      const delegate = await (await this.#options.tokens).signIn()
      if (attempt !== this.#attempt) return undefined
      this.#delegate = delegate
      return delegate
    } catch (failure) {
      if (attempt === this.#attempt) this.#tell({ phase: 'ready', failure })
      return undefined
    }
  }

  /**
   * The window was closed. Nobody else can tell: a page of Microsoft's that severs its opener looks closed from the
   * beginning, so the answer is waited for.
   */
  giveUpSigningIn(): void {
    if (this.#work.phase !== 'signing-in') return
    this.#attempt++
    this.#tell({ phase: 'ready', failure: new SignInFailed('closed', 'given-up') })
  }

  /** Written down before anything else: a page that is closed now leaves the rights behind, and somebody must know. */
  async #note({ id, username }: Delegate): Promise<void> {
    await this.#options.backend.noteCreated({ kind: 'delegated-grant', id, name: username })
  }

  async retry(): Promise<void> {
    if (this.#job) await this.start(this.#job)
  }

  /** Gives the rights back without doing anything more. */
  async leave(): Promise<void> {
    if (this.isBusy) return
    if (this.#delegate) {
      const steps = this.#giveBack(this.#delegate.id)
      this.#tell({ phase: 'leaving', failure: undefined })
      await runSteps(steps, (rows) => this.#tell({ rows })).catch(() => undefined)
    }
    this.#delegate = undefined
    this.#tell({ phase: 'ready', rows: [], job: undefined })
  }

  /** To begin again after everything is done. */
  reset(): void {
    if (!this.isBusy) this.#tell({ phase: 'ready', job: undefined, rows: [], failure: undefined })
  }

  async #run(job: Job, delegate: Delegate): Promise<void> {
    this.#tell({ phase: 'running' })
    try {
      await this.#note(delegate)
      const steps = [...(await job.steps(this.#tools, delegate)), ...this.#giveBack(delegate.id)]
      this.#tell({ rows: rowsOf(steps) })
      await runSteps(steps, (rows) => this.#tell({ rows }))
      this.#delegate = undefined
      this.#tell({ phase: 'done' })
    } catch (failure) {
      await this.#afterFailure(failure)
      this.#tell({ phase: 'stopped', failure, progress: undefined })
    }
  }

  /** A token that is not taken any more is asked for anew by the next click. */
  async #afterFailure(failure: unknown): Promise<void> {
    const ended =
      failure instanceof SignInNeeded || (failure instanceof MicrosoftRefusal && failure.kind === 'sign-in')
    if (!ended) return
    this.#delegate = undefined
    const tokens = await this.#options.tokens
    tokens.distrust()
  }

  #giveBack(delegateId: string): Step[] {
    const { graph, journal } = this.#tools
    const { signInClientId, tokens } = this.#options
    const dropTokens = async () => (await tokens).drop()
    return returnSteps({ graph, journal, signInClientId, delegateId, dropTokens })
  }

  #tell(change: Partial<Work>): void {
    this.#work = { ...this.#work, ...change }
    for (const listener of this.#listeners) listener()
  }
}
