import { Button, makeStyles, Spinner, Text, Title2, tokens } from '@fluentui/react-components'
import { ErrorCircle48Regular, PersonCircleRegular, ShieldLock48Regular } from '@fluentui/react-icons'
import { useEffect } from 'react'
import { CodeToCopy } from './CodeToCopy.tsx'
import { CopyField } from './CopyField.tsx'

const useStyles = makeStyles({
  root: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    padding: '24px',
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
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
  },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '48px' },
  icons: { color: tokens.colorPaletteRedForeground1 },
  title: { margin: 0 },
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
  /** To send to somebody who can help; `what` names it for the copy button. */
  line?: { text: string; what: string } | undefined
  code?: string | undefined
  action: PageAction
  second?: PageAction | undefined
}

/** What stands when the tab itself cannot: what happened, what to do, one button. */
export function FullPage({ kind, title, text, hint, line, code, action, second }: FullPageProps) {
  const styles = useStyles()
  const Icon = ICONS[kind]
  useEffect(() => {
    document.title = `${title} · Chatvault`
  }, [title])
  return (
    <main className={styles.root}>
      <div className={styles.card} role={kind === 'error' ? 'alert' : undefined}>
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
        {line && (
          <div className={styles.line}>
            <CopyField value={line.text} what={line.what} />
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

export function FullPageWait({ text }: { text: string }) {
  const styles = useStyles()
  return (
    <main className={styles.root}>
      <Spinner label={text} labelPosition="below" />
    </main>
  )
}
