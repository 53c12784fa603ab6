import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Text } from '@fluentui/react-components'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedObject, SignInConfig } from '../../../server/contract/index.ts'
import { useSetup } from '../../api/setup.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useFollow } from '../../components/use-follow.ts'
import type { Work } from '../../microsoft/phases.ts'
import { AZURE_SCOPE, GRAPH_SCOPES } from '../../microsoft/scopes.ts'
import { CreatedList, removable } from './CreatedList.tsx'
import { DeleteQuestion } from './DeleteQuestion.tsx'
import { undoJob } from './jobs.ts'
import { Plan } from './Plan.tsx'
import { stageOf } from './stage.ts'
import { TemporaryPermissions } from './TemporaryPermissions.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WaysOn } from './WaysOn.tsx'
import { WorkPanel } from './WorkPanel.tsx'
import { WorkStatus } from './WorkStatus.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

/** While nothing is connected: deletes in Microsoft 365 what the setup made, with a list of it before. */
export default function RemoveRegistration() {
  const setup = useSetup().data
  const config = useSignInConfig()
  // What is listed remains listed while it goes away, one by one.
  const [kept, setKept] = useState<readonly CreatedObject[]>()
  const created = kept ?? removable(setup?.created ?? [])
  if (!setup || !config || created.length === 0) return null
  return (
    <Removal
      created={created}
      config={config}
      onStart={() => setKept(created)}
      onOver={() => setKept(undefined)}
    />
  )
}

interface RemovalProps {
  created: readonly CreatedObject[]
  config: SignInConfig
  onStart: () => void
  /** What is there counts again. */
  onOver: () => void
}

function Removal({ created, config, onStart, onOver }: RemovalProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asking, setAsking] = useState(false)
  const azure = created.some(({ kind }) => kind === 'billing-account')
  // Done while no one looked; what is listed here was made since.
  const isOver = ({ phase }: Work) => phase === 'done'
  const { automatic, work } = useAutomatic({
    name: 'remove',
    config,
    graphScopes: GRAPH_SCOPES,
    azure,
    isOver,
  })
  const { phase } = work
  const stage = stageOf(work)
  const root = useFollow<HTMLDivElement>(stage)
  const job = undoJob(created, 'remove')
  const start = () => {
    setAsking(false)
    onStart()
    void automatic.start(job)
  }
  // Anyone who comes back to the beginning sees what is left.
  const comeBack = useEffectEvent(() => {
    if (work.failure === undefined) onOver()
  })
  useEffect(() => {
    if (phase === 'ready') comeBack()
  }, [phase])
  return (
    <div ref={root}>
      <Panel title={t('automatic.remove.title')}>
        <div className={styles.stack}>
          <WorkStatus work={work} />
          {stage === 'done' ? (
            <MessageBar intent="success" layout="multiline">
              <MessageBarBody className={styles.body}>
                <MessageBarTitle>{t('automatic.remove.doneTitle')}</MessageBarTitle>{' '}
                {t('automatic.remove.doneText')}
              </MessageBarBody>
            </MessageBar>
          ) : (
            <>
              <Text>{t('automatic.remove.text')}</Text>
              <CreatedList created={created} label={t('automatic.remove.title')} />
            </>
          )}
          <WorkPanel automatic={automatic} work={work} running={t('automatic.remove.running')}>
            {stage === 'stopped' && (
              <WaysOn
                automatic={automatic}
                work={work}
                onRetry={(how) => void automatic.retry(how)}
                stop={t('automatic.stopped.stop')}
              />
            )}
          </WorkPanel>
          {stage === 'before' && (
            <div>
              <GuardedButton action="connection.forget" onClick={() => setAsking(true)}>
                {t('automatic.remove.button')}
              </GuardedButton>
            </div>
          )}
        </div>
        <ConfirmDialog
          open={asking}
          title={t('automatic.remove.ask')}
          confirm={t('automatic.compare.signIn')}
          onConfirm={start}
          onClose={() => setAsking(false)}
        >
          <Text>{t('automatic.compare.first')}</Text>
          <Plan rows={automatic.preview(job)} />
          <TemporaryPermissions
            scopes={azure ? [...GRAPH_SCOPES, AZURE_SCOPE] : GRAPH_SCOPES}
            who="whoRemove"
          />
        </ConfirmDialog>
        <DeleteQuestion automatic={automatic} work={work} />
      </Panel>
    </div>
  )
}
