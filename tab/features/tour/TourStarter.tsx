import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { useMe } from '../../api/context.tsx'
import { usePreferences, useSetPreferences } from '../../api/preferences.ts'
import { Announcer } from '../../components/Announcer.tsx'
import { mayBegin } from './steps.ts'

const Tour = lazy(() => import('./Tour.tsx'))

type TourState = 'waiting' | 'running' | 'ended'

/**
 * Begins the tour once for each operator, when `ready` says that the screen it explains stands, or when Settings asks for
 * it. It counts as seen from its first step: anyone who leaves in the middle is not led again.
 */
export function TourStarter({ ready }: { ready: boolean }) {
  const { t } = useTranslation()
  const [state, setState] = useState<TourState>('waiting')
  const again = useAskedAgain()
  const { permissions } = useMe()
  const seen = usePreferences().data?.tourSeen
  const { mutate: save } = useSetPreferences()
  useEffect(() => {
    if (state !== 'waiting' || !ready) return
    if (!again && (seen !== false || !mayBegin(document, window.innerHeight, permissions))) return
    setState('running')
    // Refused or lost, the tour only comes once more.
    if (seen === false) save({ tourSeen: true })
  }, [state, ready, again, seen, save, permissions])

  const end = useCallback(() => {
    setState('ended')
    window.scrollTo({ top: 0 })
    document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      {state === 'running' && (
        <Suspense fallback={null}>
          <Tour onEnd={end} />
        </Suspense>
      )}
      <Announcer text={state === 'ended' ? t('tour.ended') : ''} everyMs={0} />
    </>
  )
}

/** Settings sent the operator here to see it again; a reload must not. */
function useAskedAgain(): boolean {
  const { state } = useLocation()
  const navigate = useNavigate()
  const asked = useRef(false)
  const now = typeof state === 'object' && state !== null && 'tour' in state
  if (now) asked.current = true
  useEffect(() => {
    if (now) void navigate('.', { replace: true, state: null })
  }, [now, navigate])
  return asked.current
}
