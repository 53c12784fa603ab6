import { useCallback, useEffect, useState } from 'react'
import { createTokenSource, fetchSignInConfig, type SignedIn, type TokenSource } from './token-source.ts'

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

const STAY_OUT = 'chatvault.signed-out'

export function useSession(): [Session, SessionActions] {
  const [session, setSession] = useState<Session>({ state: 'starting' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what starts this again
  useEffect(() => {
    let current = true
    const show = (next: Session) => current && setSession(next)
    setSession({ state: 'starting' })
    void begin(show)
    return () => {
      current = false
    }
  }, [attempt])

  const signIn = useCallback((tokens: TokenSource) => {
    remember(false)
    void goSignIn(tokens, setSession)
  }, [])
  const signOut = useCallback((tokens: TokenSource) => {
    remember(true)
    void tokens.signOut().finally(() => setSession({ state: 'signed-out', tokens }))
  }, [])
  const refused = useCallback((tokens: TokenSource) => setSession({ state: 'signed-out', tokens }), [])
  const retry = useCallback(() => setAttempt((it) => it + 1), [])

  return [session, { retry, signIn, signOut, refused }]
}

async function begin(show: (next: Session) => void) {
  let tokens: TokenSource
  try {
    tokens = await createTokenSource(await fetchSignInConfig())
  } catch (error) {
    return show({ state: 'config-failed', detail: messageOf(error) })
  }
  try {
    const who = await tokens.start()
    if (who) return show({ state: 'ready', tokens, who })
  } catch (error) {
    return show({ state: 'sign-in-failed', detail: messageOf(error) })
  }
  if (isRemembered()) return show({ state: 'signed-out', tokens })
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

/** Signed out on purpose: the next load must not send the page to Microsoft by itself. */
function remember(stayOut: boolean) {
  try {
    if (stayOut) window.sessionStorage.setItem(STAY_OUT, '1')
    else window.sessionStorage.removeItem(STAY_OUT)
  } catch {
    // Storage denied: a reload then signs in again, which is harmless.
  }
}

function isRemembered(): boolean {
  try {
    return window.sessionStorage.getItem(STAY_OUT) === '1'
  } catch {
    return false
  }
}
