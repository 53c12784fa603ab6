import {
  Button,
  makeStaticStyles,
  makeStyles,
  TeachingPopover,
  TeachingPopoverBody,
  TeachingPopoverHeader,
  TeachingPopoverSurface,
  TeachingPopoverTitle,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useId, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/context.tsx'
import { formatNumber } from '../../format/number.ts'
import { type Step, stepsOn } from './steps.ts'

const useStyles = makeStyles({
  surface: {
    width: '320px',
    maxWidth: 'calc(100vw - 32px)',
    boxSizing: 'border-box',
    overflowY: 'auto',
    outlineStyle: 'none',
  },
  dismiss: { minWidth: '24px', minHeight: '24px' },
  title: { margin: 0 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', marginTop: '8px' },
  count: { flexGrow: 1, color: tokens.colorNeutralForeground3 },
})

/** A ring around what is explained, outside its box so that nothing moves. */
const useRing = makeStaticStyles({
  '[data-tour-now]': {
    outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
    outlineOffset: '4px',
    borderRadius: tokens.borderRadiusMedium,
    // Beneath the bar, which remains.
    scrollMarginTop: '60px',
  },
  // A section's link fills the bar from edge to edge.
  'header [data-tour-now]': { outlineOffset: '-4px' },
})

/** Walks through what is on the screen, one thing at a time. Esc, the cross or a click beside it end it at once. */
export default function Tour({ onEnd }: { onEnd: () => void }) {
  useRing()
  const { permissions } = useMe()
  const [names] = useState(() => stepsOn(document, permissions).map(({ name }) => name))
  const [at, setAt] = useState(0)
  useResized()
  // Looked for each time: a window that was turned has other things in other places.
  const step = stepsOn(document, permissions).find(({ name }) => name === names[at])
  useEffect(() => {
    if (!step) onEnd()
  }, [step, onEnd])
  if (!step) return null
  // Each step is a dialog of its own: it takes the focus and is read out whole.
  return <TourStep key={step.name} step={step} at={at} of={names.length} onGo={setAt} onEnd={onEnd} />
}

/** Draws again when the window has another size, and once more when what depends on it has been drawn. */
function useResized(): void {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  useEffect(() => {
    const later = () => requestAnimationFrame(redraw)
    window.addEventListener('resize', later)
    return () => window.removeEventListener('resize', later)
  }, [])
}

interface TourStepProps {
  step: Step
  at: number
  of: number
  onGo: (at: number) => void
  onEnd: () => void
}

function TourStep({ step: { name, target }, at, of, onGo, onEnd }: TourStepProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const id = useId()
  const last = at === of - 1
  const [surface, setSurface] = useState<HTMLElement | null>(null)
  useShown(target)
  useRoomBelow(target, surface)
  return (
    <TeachingPopover
      open
      withArrow
      positioning={{
        target,
        position: 'below',
        align: 'start',
        offset: 6,
        autoSize: true,
        overflowBoundaryPadding: 8,
      }}
      onOpenChange={(_, data) => !data.open && onEnd()}
    >
      <TeachingPopoverSurface
        ref={setSurface}
        tabIndex={-1}
        className={styles.surface}
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}text ${id}count`}
      >
        <TeachingPopoverHeader
          icon={null}
          dismissButton={{
            'aria-label': t('tour.skip'),
            title: t('tour.skip'),
            className: styles.dismiss,
            onClick: onEnd,
          }}
        />
        <TeachingPopoverBody>
          <TeachingPopoverTitle as="h2" id={`${id}title`} className={styles.title}>
            {t(`tour.step.${name}.title`)}
          </TeachingPopoverTitle>
          <div id={`${id}text`}>{t(`tour.step.${name}.text`)}</div>
        </TeachingPopoverBody>
        <div className={styles.foot}>
          <Text size={200} id={`${id}count`} className={styles.count}>
            {t('tour.count', { n: formatNumber(at + 1), of: formatNumber(of) })}
          </Text>
          {at > 0 && <Button onClick={() => onGo(at - 1)}>{t('tour.back')}</Button>}
          <Button appearance="primary" onClick={() => (last ? onEnd() : onGo(at + 1))}>
            {t(last ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </TeachingPopoverSurface>
    </TeachingPopover>
  )
}

/** In sight, and marked, as long as it is explained. */
function useShown(target: HTMLElement) {
  useEffect(() => {
    target.setAttribute('data-tour-now', '')
    // What stands in the bar remains in sight. All else goes up to it: the words stand below and need the room, on a phone
    // all of it.
    if (target.closest('header')) window.scrollTo({ top: 0 })
    else target.scrollIntoView({ block: 'start' })
    return () => target.removeAttribute('data-tour-now')
  }, [target])
}

/** Beside the words themselves: the arrow, its distance, and what remains free at the end of the window. */
const MARGIN = 32

/**
 * On a phone a thing and its words may be taller than the window. Then the end of the thing remains in sight, where its
 * buttons are, and the words have their room below it.
 */
function useRoomBelow(target: HTMLElement, surface: HTMLElement | null) {
  useEffect(() => {
    if (!surface || target.closest('header')) return
    const room = window.innerHeight - target.getBoundingClientRect().bottom
    const missing = surface.scrollHeight + MARGIN - room
    if (missing > 0) window.scrollBy({ top: missing, behavior: 'instant' })
  }, [target, surface])
}
