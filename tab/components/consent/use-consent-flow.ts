import { useEffect, useEffectEvent, useState } from 'react'
import type { Consent } from '../../../server/contract/index.ts'
import { useConsent, useConsentUrl } from '../../api/consent.ts'
import { useHost } from '../../host/use-host.ts'
import { type Asking, pollOf, standingOf } from './consent-standing.ts'

/** How long after a window ended, or a page said yes, we wait for the server to know more. */
const PATIENCE_MS = 30_000
/** An address of Microsoft's page is used again while it is good for this much longer. */
const MARGIN_MS = 60_000

/** Admin consent of one application: what is granted, a visit to Microsoft's page, how it stands. */
export function useConsentFlow(applicationId: string) {
  const host = useHost()
  const [asking, setAsking] = useState<Asking>()
  const pollMs = (consent: Consent) => pollOf(standingOf(consent, asking))
  const query = useConsent(applicationId, pollMs)
  const url = useConsentUrl()
  const standing = query.data ? standingOf(query.data, asking) : 'none'
  usePatience(asking, standing, () => setAsking((now) => now && { ...now, over: true }))

  const visit = async ({ startUrl, expiresAt }: Pick<Asking, 'startUrl' | 'expiresAt'>) => {
    const before = query.data?.lastAnswer?.at ?? null
    const hadNeeded = query.data?.state === 'granted'
    setAsking({ startUrl, expiresAt, before, hadNeeded, popup: undefined, over: false })
    const popup = await host.openPopup(startUrl)
    setAsking((now) => (now?.startUrl === startUrl ? { ...now, popup } : now))
    void query.refetch()
  }

  return {
    query,
    standing,
    startUrl: asking?.startUrl,
    opening: url.isPending,
    error: url.error,
    grant: () => {
      // Without asking the server in between no browser takes the window for an unwanted one.
      if (asking && standing !== 'none' && isUnused(asking, query.data)) return void visit(asking)
      url.mutate(applicationId, { onSuccess: (address) => void visit(address) })
    },
    stop: () => setAsking(undefined),
  }
}

function isUnused({ expiresAt, before }: Asking, consent: Consent | undefined): boolean {
  return Date.parse(expiresAt) - Date.now() > MARGIN_MS && (consent?.lastAnswer?.at ?? null) === before
}

/** Ends the waiting for what does not come. */
function usePatience(asking: Asking | undefined, standing: string, end: () => void) {
  const { popup, over = true, expiresAt = '' } = asking ?? {}
  const waits = !over && (standing === 'waiting' || standing === 'proving')
  // A new step begins the waiting again, a new function does not.
  const lose = useEffectEvent(end)
  useEffect(() => {
    if (!waits) return
    const untilLapsed = Math.max(0, Date.parse(expiresAt) - Date.now())
    const stillOpen = standing === 'waiting' && popup === undefined
    const timer = setTimeout(() => lose(), stillOpen ? untilLapsed : PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [waits, standing, popup, expiresAt])
}
