import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SignInConfig } from '../../server/contract/index.ts'
import type { Host } from '../host/host.ts'
import { createTokenSource } from './create-token-source.ts'
import {
  type FailureReason,
  type Need,
  type SignedIn,
  SignInFailed,
  SignInNeeded,
  type TokenSource,
} from './token-source.ts'

/**
 * Where signing in stands.
 * - starting: settings or MSAL are loading, the host is asked, or the answer of a sign-in is taken in
 * - config-failed: the server's settings could not be had; only "try again" leaves it
 * - signing-in: the page is leaving for Microsoft, or a window is open
 * - needed: someone must click; `left` where they signed out on purpose
 * - failed: Microsoft, the host or the browser refused; `tokens` where signing in again may help, with `claims` if a
 *   challenge was in progress
 * - ready: `tokens` answers for `who`
 */
export type Session =
  | { state: 'starting' }
  | { state: 'config-failed'; detail: string }
  | { state: 'signing-in'; tokens: TokenSource }
  | { state: 'needed'; need: Need | 'left'; claims: string | undefined; tokens: TokenSource }
  | {
      state: 'failed'
      reason: FailureReason
      detail: string
      tokens: TokenSource | undefined
      claims?: string | undefined
    }
  | Ready

export type Ready = { state: 'ready'; tokens: TokenSource; who: SignedIn }

type Wanted = NonNullable<Parameters<TokenSource['signIn']>[0]>

export interface SessionActions {
  /** From the beginning, as if the tab were opened now. */
  retry(): void
  /** Must be called from a click where the source opens a window. */
  signIn(tokens: TokenSource, wanted?: Wanted): void
  signOut(tokens: TokenSource): void
  /** A token could not be had, or the server refuses this one and a fresh one. */
  refused(session: Ready, why: SignInNeeded | SignInFailed): void
}

/** Signed out on purpose: the next load must not send the page to Microsoft on its own. */
const STAY_OUT = 'chatvault.signed-out'
/** How often in a row the page went to Microsoft on its own and came back without an answer. */
const TRIES = 'chatvault.sign-in-tries'
const MAX_TRIES = 2

export function useSession(host: Host, config: () => Promise<SignInConfig>): [Session, SessionActions] {
  const [session, setSession] = useState<Session>({ state: 'starting' })
  const [attempt, setAttempt] = useState(0)
  const begun = useRef(-1)
  const turns = useRef(0)
  /** Only the last thing begun may say how it ended: a window that was given up may still answer. */
  const showing = useCallback(() => {
    turns.current += 1
    const turn = turns.current
    return (next: Session) => {
      if (turns.current === turn) setSession(next)
    }
  }, [])

  useEffect(() => {
    // StrictMode runs effects twice, and two sign-ins at once take each other's answer.
    if (begun.current === attempt) return
    begun.current = attempt
    const show = showing()
    show({ state: 'starting' })
    void begin(host, config, show)
  }, [host, config, attempt, showing])

  const signIn = useCallback(
    (tokens: TokenSource, wanted?: Wanted) => {
      write(STAY_OUT, null)
      void goSignIn(tokens, showing(), wanted)
    },
    [showing],
  )
  const signOut = useCallback(
    (tokens: TokenSource) => {
      write(STAY_OUT, '1')
      const show = showing()
      const left = () => show({ state: 'needed', need: 'left', claims: undefined, tokens })
      void tokens.signOut?.().then(left, left)
    },
    [showing],
  )
  const refused = useCallback(
    // Of many requests that fail together the first one counts, and none of an earlier sign-in or once one has begun.
    (session: Ready, why: SignInNeeded | SignInFailed) =>
      setSession((now) => (now === session ? afterError(why, session.tokens) : now)),
    [],
  )
  const retry = useCallback(() => setAttempt((it) => it + 1), [])

  const actions = useMemo(() => ({ retry, signIn, signOut, refused }), [retry, signIn, signOut, refused])
  return [session, actions]
}

async function begin(host: Host, config: () => Promise<SignInConfig>, show: (next: Session) => void) {
  let tokens: TokenSource
  try {
    tokens = await createTokenSource(host, config)
  } catch (error) {
    if (error instanceof SignInFailed) return show(afterError(error, undefined))
    return show({ state: 'config-failed', detail: messageOf(error) })
  }
  try {
    const who = await tokens.start()
    write(TRIES, null)
    return show({ state: 'ready', tokens, who })
  } catch (error) {
    const next = afterError(error, tokens)
    if (next.state !== 'needed' || next.need !== 'nobody') return show(next)
    if (read(STAY_OUT) === '1') return show({ ...next, need: 'left' })
    if (tokens.signsInBy === 'window') return show(next)
  }
  await leave(tokens, show)
}

/** On its own, but not for ever: a browser that forgets the answer each time would go round in circles. */
async function leave(tokens: TokenSource, show: (next: Session) => void) {
  const tries = Number(read(TRIES) ?? 0)
  write(TRIES, tries < MAX_TRIES ? String(tries + 1) : null)
  if (tries >= MAX_TRIES) return show({ state: 'failed', reason: 'unknown', detail: 'no-answer', tokens })
  await goSignIn(tokens, show)
}

async function goSignIn(tokens: TokenSource, show: (next: Session) => void, wanted?: Wanted) {
  show({ state: 'signing-in', tokens })
  try {
    const who = await tokens.signIn(wanted)
    show({ state: 'ready', tokens, who })
  } catch (error) {
    const next = afterError(error, tokens)
    show(next.state === 'failed' ? { ...next, claims: wanted?.claims } : next)
  }
}

function afterError(error: unknown, tokens: TokenSource | undefined): Session {
  if (error instanceof SignInNeeded && tokens)
    return { state: 'needed', need: error.need, claims: error.claims, tokens }
  if (error instanceof SignInFailed)
    return { state: 'failed', reason: error.reason, detail: error.detail, tokens }
  return { state: 'failed', reason: 'unknown', detail: messageOf(error), tokens }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Where storage is denied a reload signs in again, which is harmless. */
function write(name: string, value: string | null) {
  try {
    if (value === null) window.sessionStorage.removeItem(name)
    else window.sessionStorage.setItem(name, value)
  } catch {
    // Denied: nothing is remembered.
  }
}

function read(name: string): string | null {
  try {
    return window.sessionStorage.getItem(name)
  } catch {
    return null
  }
}
