import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { toProblem } from '../api/problem.ts'
import { useToldProblem } from '../api/use-told-problem.ts'
import { CodeToCopy } from './CodeToCopy.tsx'
import { Told } from './Told.tsx'

const useStyles = makeStyles({
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  code: { display: 'block' },
})

/** An action that failed, beside the button that started it. */
export function ProblemBar({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const problem = toProblem(error)
  const told = useToldProblem()(problem)
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle lang={told.lang}>{told.title}</MessageBarTitle> <Told told={told} />
        <span className={styles.code}>
          <CodeToCopy code={problem.code} />
        </span>
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
