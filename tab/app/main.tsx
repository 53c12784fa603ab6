import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { arrive } from './arrival.ts'
import { quietSentinels } from './quiet-sentinels.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const arrival = arrive()
quietSentinels(document.body)
createRoot(root).render(
  <StrictMode>
    <App arrival={arrival} />
  </StrictMode>,
)
