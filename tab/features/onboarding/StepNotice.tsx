import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { Told } from '../../components/Told.tsx'
import { duration } from '../../format/time.ts'
import { useTold } from '../../i18n/use-told.ts'
import type { StepName } from './steps.ts'
import type { SetupControl } from './use-setup.ts'

const useStyles = makeStyles({
  /** While there is nothing to say it takes no room, and stays there to be heard. */
  root: { '&:empty': { marginBottom: '-16px' } },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  small: { display: 'block' },
})

/** What Microsoft answers about this step, now or when it was asked last. Read out as it changes. */
export function StepNotice({ name, control }: { name: StepName; control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const step = control.stepOf(name)
  const { state, code, checkedAt } = step
  const { waiting } = control
  if (control.error && !control.asking) return <ProblemBar error={control.error} />
  return (
    <div role="status" className={styles.root}>
      {control.asking ? (
        <MessageBar intent="info" layout="multiline" icon={<Spinner size="extra-tiny" aria-hidden />}>
          <MessageBarBody className={styles.body}>
            {waiting
              ? t('onboarding.nav.waiting', { waited: duration(waiting.waitedSeconds) })
              : t('onboarding.nav.asking')}
            {waiting?.code && (
              <span className={styles.small}>
                <Told told={tell(waiting)} /> <CodeToCopy code={waiting.code} />
              </span>
            )}
          </MessageBarBody>
          {waiting && (
            <MessageBarActions>
              <Button size="small" onClick={control.stop}>
                {t('consent.stop')}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ) : (
        (state === 'done' || (state === 'needs-attention' && step.detail !== '')) && (
          <MessageBar intent={state === 'done' ? 'success' : 'warning'} layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>
                {state === 'done' ? t('onboarding.notice.done') : t('onboarding.state.needs-attention')}
              </MessageBarTitle>{' '}
              {state === 'needs-attention' && <Told told={tell(step)} />}
              <span className={styles.small}>
                {checkedAt && (
                  <>
                    {t('onboarding.notice.asked')} <RelativeTime at={checkedAt} />
                  </>
                )}{' '}
                {state === 'needs-attention' && code && <CodeToCopy code={code} />}
              </span>
            </MessageBarBody>
          </MessageBar>
        )
      )}
    </div>
  )
}
