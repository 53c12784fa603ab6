import { useState } from 'react'
import type { HealthItem } from '../../../server/contract/index.ts'
import { useExamine } from './api/health.ts'

/** One look at everything, asked for by a person: what it found so far, and why it could not be made. */
export function useLook() {
  const [live, setLive] = useState<readonly HealthItem[]>([])
  const examine = useExamine((item) => setLive((all) => [...all, item]))
  return {
    looking: examine.isPending,
    live,
    error: examine.error,
    start() {
      setLive([])
      examine.mutate()
      const place = document.getElementById('health')
      place?.scrollIntoView({ block: 'nearest' })
    },
  }
}

export type Look = ReturnType<typeof useLook>
