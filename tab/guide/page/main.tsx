import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { setLocale } from '../../i18n/index.ts'

const root = document.getElementById('root')
if (!root) throw new Error('guide.html has no #root')

/** Without a host or an operator to ask, the language is the address' (`?lang=`) or the browser's. */
await setLocale(undefined)
// Fetched, not bundled with the start: what only the guide needs is none of the tab's first screen.
const { GuideAlone } = await import('./GuideAlone.tsx')
createRoot(root).render(
  <StrictMode>
    <GuideAlone />
  </StrictMode>,
)
