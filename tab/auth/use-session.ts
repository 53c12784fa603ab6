import { useCallback, useEffect, useRef, useState } from 'react'
import type { SignInConfig } from '../../server/http/contract.ts'
import { createTokenSource } from './create-token-source.ts'
import type { SignedIn, TokenSource } from './token-source.ts'

/**
 * Where signing in stands.
 * - starting: settings or MSAL are loading, or the answer of a sign-in is taken in
 * - config-failed: the server's settings could not be had; only "try again" leaves it
 * - signing-in: the page is leaving for Microsoft
 * - sign-in-failed: Microsoft or the browser refused; `detail` is theirs
 * - signed-out: on purpose, or the server refused a fresh token
 * - ready: `tokens` answers for `who`
 */
export type Session =
  | { state: 'starting' | 'signing-in' }
  | { state: 'config-failed' | 'sign-in-failed'; detail: string }
  | { state: 'signed-out'; tokens: TokenSource }
  | { state: 'ready'; tokens: TokenSource; who: SignedIn }

export interface SessionActions {
  retry(): void
  signIn(tokens: TokenSource): void
  signOut(tokens: TokenSource): void
  /** The server refuses this token and a fresh one. */
  refused(tokens: TokenSource): void
}

/** Signed out on purpose: the next load must not send the page to Microsoft by itself. */
const STAY_OUT = 'chatvault.signed-out'
/** How often in a row the page went to Microsoft by itself and came back without an answer. */
const TRIES = 'chatvault.sign-in-tries'
const MAX_TRIES = 2

export function useSession(config: () => Promise<SignInConfig>): [Session, SessionActions] {
  const [session, setSession] = useState<Session>({ state: 'starting' })
  const [attempt, setAttempt] = useState(0)

  const begun = useRef(-1)

  useEffect(() => {
    // StrictMode runs effects twice, and two sign-ins at once take each other's answer.
    if (begun.current === attempt) return
    begun.current = attempt
    const show = (next: Session) => begun.current === attempt && setSession(next)
    setSession({ state: 'starting' })
    void begin(config, show)
  }, [config, attempt])

  const signIn = useCallback((tokens: TokenSource) => {
    write(STAY_OUT, null)
    void goSignIn(tokens, setSession)
  }, [])
  const signOut = useCallback((tokens: TokenSource) => {
    write(STAY_OUT, '1')
    void tokens.signOut().finally(() => setSession({ state: 'signed-out', tokens }))
  }, [])
  const refused = useCallback((tokens: TokenSource) => setSession({ state: 'signed-out', tokens }), [])
  const retry = useCallback(() => setAttempt((it) => it + 1), [])

  return [session, { retry, signIn, signOut, refused }]
}

async function begin(config: () => Promise<SignInConfig>, show: (next: Session) => void) {
  let tokens: TokenSource
  try {
    tokens = await createTokenSource(await config())
  } catch (error) {
    return show({ state: 'config-failed', detail: messageOf(error) })
  }
  try {
    const who = await tokens.start()
    if (who) {
      write(TRIES, null)
      return show({ state: 'ready', tokens, who })
    }
  } catch (error) {
    return show({ state: 'sign-in-failed', detail: messageOf(error) })
  }
  if (read(STAY_OUT) === '1') return show({ state: 'signed-out', tokens })
  const tries = Number(read(TRIES) ?? 0)
  write(TRIES, tries < MAX_TRIES ? String(tries + 1) : null)
  if (tries >= MAX_TRIES) return show({ state: 'sign-in-failed', detail: 'no-answer' })
  await goSignIn(tokens, show)
}

async function goSignIn(tokens: TokenSource, show: (next: Session) => void) {
  show({ state: 'signing-in' })
  try {
    await tokens.signIn()
  } catch (error) {
    show({ state: 'sign-in-failed', detail: messageOf(error) })
  }
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
