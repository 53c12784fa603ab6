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
import type { ShownStep, StepName } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  /** While there is nothing to say it takes no room, and remains there to be heard. */
  root: { '&:empty': { marginBottom: '-16px' } },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  small: { display: 'block' },
})

const TITLES = {
  success: 'setup.notice.done',
  warning: 'setup.state.needs-attention',
  info: 'setup.notice.open',
} as const

/** What the step itself asks for anyway. */
const SAID_BY_THE_STEP: readonly string[] = [
  'application-id-missing',
  'no-credential-yet',
  'waits-for-consent',
]

function lookOf({ state, code, detail, checkedAt }: ShownStep) {
  if (state === 'done') return 'success'
  if (detail === '') return undefined
  if (state === 'needs-attention') return 'warning'
  // It was asked, and could not be told: that is no fault of anyone's.
  return checkedAt !== null && !SAID_BY_THE_STEP.includes(code) ? 'info' : undefined
}

/** What Microsoft answers about this step, now or when it was asked last. Read out as it changes. */
export function StepNotice({ name, control }: { name: StepName; control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const step = control.stepOf(name)
  const { code, checkedAt } = step
  const look = lookOf(step)
  const { waiting } = control
  if (control.error && !control.asking) return <ProblemBar error={control.error} />
  return (
    <div role="status" className={styles.root}>
      {control.asking ? (
        <MessageBar intent="info" layout="multiline" icon={<Spinner size="extra-tiny" aria-hidden />}>
          <MessageBarBody className={styles.body}>
            {waiting
              ? t('setup.nav.waiting', { waited: duration(waiting.waitedSeconds) })
              : t('setup.nav.asking')}
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
        look !== undefined && (
          <MessageBar intent={look} layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>{t(TITLES[look])}</MessageBarTitle>{' '}
              {look !== 'success' && <Told told={tell(step)} />}
              <span className={styles.small}>
                {checkedAt && (
                  <>
                    {t('setup.notice.asked')} <RelativeTime at={checkedAt} />
                  </>
                )}{' '}
                {look !== 'success' && code && <CodeToCopy code={code} />}
              </span>
            </MessageBarBody>
          </MessageBar>
        )
      )}
    </div>
  )
}
