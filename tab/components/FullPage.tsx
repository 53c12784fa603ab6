import { Button, makeStyles, Text, Title2, tokens } from '@fluentui/react-components'
import { ErrorCircle48Regular, PersonCircleRegular, ShieldLock48Regular } from '@fluentui/react-icons'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeToCopy } from './CodeToCopy.tsx'
import { CopyField } from './CopyField.tsx'
import { EnglishWords } from './Told.tsx'

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    padding: '24px',
    '@media (max-width: 480px)': { padding: '12px' },
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    width: '100%',
    maxWidth: '480px',
    boxSizing: 'border-box',
    padding: '40px 32px',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: '12px',
    '@media (max-width: 480px)': { padding: '24px 16px' },
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
    outlineStyle: 'none',
  },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '48px' },
  icons: { color: tokens.colorPaletteRedForeground1 },
  title: {
    margin: 0,
    textWrap: 'balance',
    '@media (max-width: 480px)': { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  },
  hint: { color: tokens.colorNeutralForeground2 },
  line: {
    boxSizing: 'border-box',
    width: '100%',
    padding: '8px 8px 8px 12px',
    textAlign: 'start',
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: '8px', marginTop: '12px' },
})

const ICONS = { error: ErrorCircle48Regular, account: PersonCircleRegular, denied: ShieldLock48Regular }

/** Does something here, or opens an address in a window of its own. */
export type PageAction = { label: string } & ({ onClick: () => void } | { href: string })

export interface FullPageProps {
  kind: keyof typeof ICONS
  title: string
  text?: string | undefined
  hint?: string | undefined
  /** The server's own words, where there are no others. */
  english?: string | undefined
  /** To send to someone who can help; `what` names it for the copy button. */
  line?: { text: string; what: string } | undefined
  code?: string | undefined
  action: PageAction
  second?: PageAction | undefined
}

/** What stands when the tab itself cannot: what happened, what to do, one button. */
export function FullPage({ kind, title, text, hint, english, line, code, action, second }: FullPageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const Icon = ICONS[kind]
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What was clicked to get here is gone. Inside a host the focus may be elsewhere, and remains there.
    if (document.hasFocus() && document.activeElement === document.body) card.current?.focus()
  }, [])
  useEffect(() => {
    document.title = t('app.pageTitle', { page: title })
  }, [t, title])
  return (
    <main className={styles.root}>
      <div ref={card} tabIndex={-1} className={styles.card} role={kind === 'error' ? 'alert' : undefined}>
        <Icon className={kind === 'error' ? styles.icons : styles.icon} aria-hidden />
        <Title2 as="h1" align="center" className={styles.title}>
          {title}
        </Title2>
        {text && <Text align="center">{text}</Text>}
        {hint && (
          <Text align="center" className={styles.hint}>
            {hint}
          </Text>
        )}
        <EnglishWords words={english ?? ''} />
        {line && (
          <div className={styles.line}>
            <CopyField value={line.text} what={line.what} sentence />
          </div>
        )}
        {code && <CodeToCopy code={code} />}
        <div className={styles.buttons}>
          <ActionButton action={action} primary />
          {second && <ActionButton action={second} />}
        </div>
      </div>
    </main>
  )
}

function ActionButton({ action, primary = false }: { action: PageAction; primary?: boolean }) {
  const appearance = primary ? 'primary' : 'secondary'
  if ('onClick' in action)
    return (
      <Button appearance={appearance} onClick={action.onClick}>
        {action.label}
      </Button>
    )
  return (
    <Button as="a" appearance={appearance} href={action.href} target="_blank" rel="noopener">
      {action.label}
    </Button>
  )
}

/** Continues where `index.html` began, in the same place: nothing moves while the tab starts. */
export function FullPageWait({ text, onAgain }: { text: string; onAgain?: () => void }) {
  const { t } = useTranslation()
  return (
    <main className="start">
      <div className="start-ring" />
      <p role="status">{text}</p>
      {onAgain ? <WayOut onAgain={onAgain} /> : <p className="start-slow">{t('session.slow')}</p>}
    </main>
  )
}

/** Who signs in types codes and waits for a phone; who waits in vain must not wait longer than this for a way on. */
const WAY_OUT_MS = 10_000

/** Comes late, is read out, and moves nothing. */
function WayOut({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), WAY_OUT_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="start-late">
      <p role="status">{late && t('session.stuck')}</p>
      {late && <Button onClick={onAgain}>{t('session.startAgain')}</Button>}
    </div>
  )
}
