import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components'
import { ArrowClockwise20Regular, ErrorCircle48Regular, ShieldLock48Regular } from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../server/contract/index.ts'
import { ApiError, toProblem } from '../api/problem.ts'
import { useToldProblem } from '../api/use-told-problem.ts'
import { CodeToCopy } from './CodeToCopy.tsx'
import { LinkButton } from './LinkButton.tsx'
import { EnglishWords } from './Told.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: '8px',
    padding: '32px 16px',
    maxWidth: '520px',
    marginInline: 'auto',
  },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex', fontSize: '48px' },
  failed: { color: tokens.colorPaletteRedForeground1 },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  action: { marginTop: '8px', display: 'flex', flexWrap: 'wrap', gap: '8px', justifyContent: 'center' },
})

/** What a screen needs to know of a query to draw all its states. */
export interface Loadable<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

interface StateViewProps<T> {
  query: Loadable<T>
  /** The final layout, drawn empty. */
  skeleton: ReactNode
  children: (data: T) => ReactNode
}

/** Loading, forbidden, failed or data. Data remains on screen while it is asked again. */
export function StateView<T>({ query, skeleton, children }: StateViewProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return skeleton
  return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
}

interface EmptyStateProps {
  icon: ReactElement
  title?: string
  text: string
  action?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {title && (
        <Subtitle1 as="h2" align="center" className={styles.title}>
          {title}
        </Subtitle1>
      )}
      <Text align="center" className={styles.text}>
        {text}
      </Text>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

/** What a link led to is not there, or no more. */
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404

interface NotThereProps {
  icon: ReactElement
  title: string
  text: string
  /** The nearest place that is there. */
  action: { to: string; label: string }
}

/** For someone who followed a link to something that is not there. */
export function NotThere({ action, ...words }: NotThereProps) {
  return (
    <div role="alert">
      <EmptyState
        {...words}
        action={
          <LinkButton appearance="primary" to={action.to}>
            {action.label}
          </LinkButton>
        }
      />
    </div>
  )
}

/** A request that failed or that this role may not make: what, why, what now, the code, Try again. */
export function ProblemView({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const told = useToldProblem()(problem)
  const forbidden = problem.status === 403
  return (
    <div className={styles.root} role="alert">
      <span className={styles.icon} aria-hidden>
        {forbidden ? <ShieldLock48Regular /> : <ErrorCircle48Regular className={styles.failed} />}
      </span>
      <Subtitle1 as="h2" align="center" className={styles.title}>
        {forbidden ? t('state.forbiddenTitle') : told.title}
      </Subtitle1>
      <Text align="center" className={styles.text} lang={told.lang}>
        {told.text}
      </Text>
      <Text align="center" className={styles.text} lang={told.lang}>
        {told.hint || (forbidden ? t('state.forbiddenHint') : '')}
      </Text>
      <EnglishWords words={told.english} />
      <CodeToCopy code={problem.code} />
      {onRetry && (
        <div className={styles.action}>
          <Button icon={<ArrowClockwise20Regular />} onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
