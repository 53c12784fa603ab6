import { ShieldLock48Regular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import type { Connection, Quota, Setup } from '../../../server/contract/index.ts'
import { useConnection } from '../../api/connection.ts'
import { useQuota } from '../../api/quota.ts'
import { useSetup } from '../../api/setup.ts'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { AutomaticPage } from './AutomaticPage.tsx'
import { BillingStep } from './BillingStep.tsx'
import { ConnectStep } from './ConnectStep.tsx'
import { ConsentStep } from './ConsentStep.tsx'
import { CredentialStep } from './CredentialStep.tsx'
import { PermissionsStep } from './PermissionsStep.tsx'
import { RegisterStep } from './RegisterStep.tsx'
import { StartStep } from './StartStep.tsx'
import { isStep, resumeAt, type StepName } from './steps.ts'
import { type SetupControl, useSetupSteps } from './use-setup-steps.ts'

interface SetupParts {
  /** The way that does it all by one sign-in. */
  automatic: ReactNode
  /** The part of it that links a subscription. */
  association: ReactNode
  runButton: ReactNode
  /** Offers to start backups automatically. */
  schedule: ReactNode
}

interface SetupData {
  setup: Setup
  connection: Connection
  quota: Quota
}

/** From nothing to a tested connection, a step an address; who may not set up is told so. */
export default function SetupScreen(parts: SetupParts) {
  const { t } = useTranslation()
  const whyNot = useWhyNot('setup.manage')
  if (whyNot === undefined) return <SetupAllowed {...parts} />
  return (
    <Page title={t('setup.title')}>
      <Panel>
        <EmptyState
          icon={<ShieldLock48Regular />}
          title={t('state.forbiddenTitle')}
          text={whyNot}
          action={<LinkButton to="/connection">{t('state.toConnection')}</LinkButton>}
        />
      </Panel>
    </Page>
  )
}

function SetupAllowed(parts: SetupParts) {
  const { t } = useTranslation()
  const setup = useSetup()
  const connection = useConnection()
  const quota = useQuota()
  const all = [setup, connection, quota]
  const data: SetupData | undefined = setup.data &&
    connection.data &&
    quota.data && { setup: setup.data, connection: connection.data, quota: quota.data }
  if (data) return <Steps {...data} {...parts} />
  const query = {
    data,
    error: all.find(({ error }) => error)?.error,
    isPending: !all.some(({ isError }) => isError),
    refetch: () => Promise.all(all.map(({ refetch }) => refetch())),
  }
  return (
    <Page title={t('setup.title')}>
      <Panel>
        <StateView query={query} skeleton={<LinesSkeleton lines={12} what={t('setup.loading')} />}>
          {() => null}
        </StateView>
      </Panel>
    </Page>
  )
}

function Steps({ automatic, ...rest }: SetupData & SetupParts) {
  const { step } = useParams()
  const control = useSetupSteps(rest.setup)
  useFirstCheck(rest.setup, control)
  if (step === 'automatic') return <AutomaticPage>{automatic}</AutomaticPage>
  if (!isStep(step)) return <Navigate to={resumeAt(rest.setup)} replace />
  return <Step key={step} name={step} control={control} {...rest} />
}

type StepProps = Omit<SetupParts, 'automatic'> & SetupData & { name: StepName; control: SetupControl }

function Step({ name, control, connection, quota, association, runButton, schedule }: StepProps) {
  switch (name) {
    case 'start':
      return <StartStep control={control} connection={connection} quota={quota} />
    case 'register':
      return <RegisterStep control={control} />
    case 'credential':
      return <CredentialStep control={control} />
    case 'permissions':
      return <PermissionsStep control={control} />
    case 'consent':
      return <ConsentStep control={control} />
    case 'billing':
      return <BillingStep control={control} association={association} />
    case 'connect':
      return (
        <ConnectStep
          control={control}
          connection={connection}
          quota={quota}
          runButton={runButton}
          schedule={schedule}
        />
      )
  }
}

/** Anyone who comes back finds the steps as Microsoft answers now: an admin may have agreed meanwhile. Costs no message. */
function useFirstCheck({ applicationId, way }: Setup, { ask }: SetupControl) {
  const first = useRef(true)
  const arrive = useEffectEvent(() => {
    if (first.current && applicationId !== null && way === 'manual') ask('consent', 0)
    first.current = false
  })
  useEffect(() => arrive(), [])
}
