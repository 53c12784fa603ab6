import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { setLocale } from '../i18n/index.ts'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// Until a host or the operator says otherwise, the browser's language.
void setLocale(undefined)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
