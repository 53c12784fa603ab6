import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { setLocale } from '../../i18n/index.ts'
import { GuideAlone } from './GuideAlone.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('guide.html has no #root')

/** Without a host or an operator to ask, the language is the address' (`?lang=`) or the browser's. */
await setLocale(undefined)
createRoot(root).render(
  <StrictMode>
    <GuideAlone />
  </StrictMode>,
)
