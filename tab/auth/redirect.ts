/** The page Entra returns to. MSAL 5 hands the answer to the page that asked and goes back there. */
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge'
import { element, pageWords } from './page-words.ts'

const words = pageWords()
document.title = words.signingIn
element('status').textContent = words.signingIn

// A sign-out comes back with nothing at all.
if (carriesAnswer(window.location)) broadcastResponseToMainFrame().catch(showFailure)
else window.location.replace('/')

function carriesAnswer({ hash, search }: Location): boolean {
  return /[#&?](code|error|state)=/.test(search + hash)
}

function showFailure(): void {
  element('ring').remove()
  element('status').textContent = words.failed
  const link = document.createElement('a')
  link.href = '/'
  link.textContent = words.again
  const again = element('again')
  again.append(link)
  again.hidden = false
}
