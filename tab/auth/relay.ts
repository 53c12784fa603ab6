/**
 * The page MSAL opens for a sign-in from inside someone else's frame. It is between the frame and Microsoft's window, so
 * that the answer finds its way back although browsers keep the frame's storage apart.
 */
import { runPopupRelay } from '@azure/msal-browser/popup-relay'
import type { SignInConfig } from '../../server/contract/index.ts'
import { withLastingWindow } from './lasting-window.ts'
import { element, pageWords } from './page-words.ts'
import { fetchSignInConfig } from './token-source.ts'

const LOOK_MS = 500

const words = pageWords()
const status = element('status')
const button = element('continue')

document.title = words.relayTitle
element('title').textContent = words.relayTitle
void begin()

async function begin(): Promise<void> {
  try {
    const config = await fetchSignInConfig()
    // Microsoft's window needs a click here: the one in the frame opened this window already.
    offer(words.relayText, words.relayButton, () => relay(config))
  } catch {
    offer(words.relayOffline, words.relayRetry, () => window.location.reload())
  }
}

function relay(config: SignInConfig): void {
  try {
    const allowedAuthorityOrigins = [loginOrigin(config)]
    const { unseen } = withLastingWindow(() => runPopupRelay({ allowedAuthorityOrigins }))
    offer(words.relayWaiting)
    watch(unseen)
  } catch {
    offer(words.relayLost)
  }
}

/** Closed, or cut off from us: only the person can tell. The frame that waits takes it from this window's end. */
function watch(unseen: () => boolean): void {
  const timer = setInterval(() => {
    if (!unseen()) return
    clearInterval(timer)
    offer(words.relayUnseen, words.relayCancel, () => window.close())
  }, LOOK_MS)
}

/** Where Microsoft's window may go, and nowhere else: anyone can put an address into this page's hash. */
function loginOrigin({ authority, authorityMetadata }: SignInConfig): string {
  const { authorization_endpoint: endpoint = authority } = JSON.parse(authorityMetadata ?? '{}') as {
    authorization_endpoint?: string
  }
  return new URL(endpoint).origin
}

function offer(text: string, label?: string, onClick?: () => void): void {
  element('ring').hidden = true
  status.textContent = text
  button.hidden = !label
  button.textContent = label ?? ''
  button.onclick = onClick ?? null
  if (label) button.focus()
}
