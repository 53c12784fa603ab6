import { makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px 16px', minHeight: '40px' },
  words: { flexGrow: 1, flexBasis: '280px', minWidth: 0 },
  // Two words and a button share a line also on a phone.
  short: { flexBasis: 'auto' },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere' },
  intro: { display: 'block', marginTop: '4px', color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
})

interface PageProps {
  title: string
  intro?: string
  /** Above the title: the way back. */
  before?: ReactNode
  actions?: ReactNode
  /** The title is only read out: there is no room for it. */
  titleHidden?: boolean
  children: ReactNode
}

/**
 * One screen: its heading takes the focus when one comes here from another, so that it is read out; where the address
 * names an exact place, that place does it.
 */
export function Page({ title, intro, before, actions, titleHidden = false, children }: PageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { pathname } = useLocation()

  useEffect(() => {
    document.title = t('app.pageTitle', { page: title })
  }, [title, t])

  return (
    <div className={styles.root}>
      <div className={titleHidden ? 'sr-only' : styles.head}>
        <div className={mergeClasses(styles.words, !intro && styles.short)}>
          {before}
          <Heading key={pathname}>{title}</Heading>
          {intro && <Text className={styles.intro}>{intro}</Text>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  )
}

let firstPage = true

/** One for each path: anyone who comes to another begins here. */
function Heading({ children }: { children: string }) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  const { hash, search } = useLocation()
  const arrive = useEffectEvent(() => {
    const first = firstPage
    firstPage = false
    const exact = hash !== '' || new URLSearchParams(search).has('message')
    // The first page stands at its top, and asking for that costs a layout.
    if (first || exact) return
    heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  })
  useEffect(() => arrive(), [])
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {children}
    </h1>
  )
}
