/** The page Entra returns to. MSAL 5 hands the answer to the page that asked and goes back there. */
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge'

broadcastResponseToMainFrame().catch(() => {
  const status = document.getElementById('status')
  if (!status) return
  status.textContent = 'Sign-in did not finish. '
  const again = document.createElement('a')
  again.href = '/'
  again.textContent = 'Open Chatvault again'
  status.append(again)
})
