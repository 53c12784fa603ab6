import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { ShareButton } from '../../components/ShareButton.tsx'
import { EnglishWords, Told } from '../../components/Told.tsx'
import { exactTime } from '../../format/time.ts'
import { useTold } from '../../i18n/use-told.ts'
import { NotThere } from '../../microsoft/setup/finish.ts'
import { shownFailure } from './failure.ts'

const useStyles = makeStyles({
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  block: { display: 'block', marginTop: '4px' },
})

/** What went wrong, in words, and what can be done about it. */
export function FailureNotice({ failure }: { failure: unknown }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const shown = shownFailure(failure)
  if (!shown) return <ProblemBar error={failure} />
  const { name, said, code, needsColleague, azure, what } = shown
  const when = shown.when && exactTime(shown.when)
  return (
    <MessageBar intent={NOBODYS_FAULT.includes(name) ? 'warning' : 'error'} layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`automatic.failed.${name}.title`, { what })}</MessageBarTitle>{' '}
        {failure instanceof NotThere ? (
          <Told told={tell(failure.step)} />
        ) : name === 'notThere' ? null : (
          t(name === 'rights' && azure ? 'automatic.failed.rights.azure' : `automatic.failed.${name}.text`, {
            what,
            when,
          })
        )}
        {said && (
          <span className={styles.block}>
            <EnglishWords words={said} />
          </span>
        )}
        {needsColleague && <Colleague />}
        {code && (
          <span className={styles.block}>
            <CodeToCopy code={code} />
          </span>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}

const NOBODYS_FAULT: readonly string[] = [
  'declined',
  'closed',
  'blocked',
  'ended',
  'replication',
  'busy',
  'elsewhere',
]

/** A link to this page, for anyone who has the role. */
export function Colleague() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <span className={styles.block}>
      <Text>{t('automatic.grant.colleague')}</Text>{' '}
      <ShareButton address="/connection/setup/automatic" title={t('automatic.grant.share')} />{' '}
      <Text>{t('automatic.grant.colleagueRole')}</Text>
    </span>
  )
}
