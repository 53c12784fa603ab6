import { Button } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronUp20Regular } from '@fluentui/react-icons'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { SearchHit } from '../../../../server/contract/index.ts'
import { itemsOf } from '../../../api/page.ts'
import { type Asked, hitAddress } from './asked.ts'
import type { useSearch } from './use-search.ts'

interface HitStepsProps {
  asked: Asked
  query: ReturnType<typeof useSearch>
}

/** More are asked for so many before the last one that is here. */
const AHEAD = 5

/** From one message that was found to the next, also by Alt and an arrow while it is read. */
export function HitSteps({ asked, query }: HitStepsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const open = search.get('message')
  const hits = itemsOf(query.data)
  const at = hits.findIndex(({ messageId }) => messageId === open)
  const before = at > 0 ? hits[at - 1] : undefined
  const after = hits[at + 1]
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (at >= hits.length - AHEAD && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [at, hits.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.key === 'ArrowUp' ? before : event.key === 'ArrowDown' ? after : undefined
      if (!event.altKey || event.ctrlKey || event.metaKey || target === undefined) return
      event.preventDefault()
      void navigate(hitAddress(target, asked))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [before, after, asked, navigate])
  if (hits.length === 0) return null
  const step = (hit: SearchHit | undefined) => ({
    size: 'small' as const,
    appearance: 'subtle' as const,
    disabledFocusable: hit === undefined,
    onClick: () => void (hit && navigate(hitAddress(hit, asked))),
  })
  return (
    <>
      <Button
        {...step(before)}
        icon={<ChevronUp20Regular />}
        aria-label={t('search.previous')}
        aria-keyshortcuts="Alt+ArrowUp"
      />
      <Button
        {...step(after)}
        icon={<ChevronDown20Regular />}
        aria-label={t('search.next')}
        aria-keyshortcuts="Alt+ArrowDown"
      />
    </>
  )
}
