import { Badge, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { Sparkle24Regular, TextNumberListLtr24Regular } from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Connection, Quota } from '../../../server/contract/index.ts'
import { useCost } from '../../components/cost.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { GuideStart } from '../../guide/GuideStart.tsx'
import { StepPage } from './StepPage.tsx'
import { AUTOMATIC, addressOf } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  ways: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    gap: '12px',
    margin: '12px 0',
  },
  way: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  first: { border: `2px solid ${tokens.colorCompoundBrandStroke}`, padding: '15px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  title: { margin: 0 },
  text: { flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface StartStepProps {
  control: SetupControl
  connection: Connection
  quota: Quota
}

/** What will happen, who is needed, what it costs, what is read and stored; and which of the two ways. */
export function StartStep({ control, connection, quota }: StartStepProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const { set } = control
  const go = (way: 'automatic' | 'manual', address: string) =>
    set.mutate({ way }, { onSuccess: () => void navigate(address) })
  return (
    <StepPage name="start" control={control}>
      <Panel title={t('setup.start.ways')}>
        {connection.status !== 'none' && <AlreadyConnected />}
        <Text className={styles.quiet}>{t('setup.start.waysText')}</Text>
        <div className={styles.ways}>
          <Way
            first
            icon={<Sparkle24Regular />}
            name={t('setup.start.automatic.name')}
            text={t('setup.start.automatic.text')}
          >
            <GuardedButton
              appearance="primary"
              action="setup.manage"
              disabledFocusable={set.isPending}
              onClick={() => go('automatic', AUTOMATIC)}
            >
              {t('setup.start.automatic.button')}
            </GuardedButton>
          </Way>
          <Way
            icon={<TextNumberListLtr24Regular />}
            name={t('setup.start.manual.name')}
            text={t('setup.start.manual.text')}
          >
            <GuardedButton
              action="setup.manage"
              disabledFocusable={set.isPending}
              onClick={() => go('manual', addressOf('register'))}
            >
              {t('setup.start.manual.button')}
            </GuardedButton>
          </Way>
        </div>
        {set.error && <ProblemBar error={set.error} />}
        <TextLink to="/connection#values">{t('setup.start.values')}</TextLink>
      </Panel>
      <Panel>
        <GuideStart price={useCost(quota).counted(EXAMPLE)} />
      </Panel>
    </StepPage>
  )
}

/** What is read in so many messages is easier to imagine than the price of one. */
const EXAMPLE = 1000

interface WayProps {
  first?: boolean
  icon: ReactElement
  name: string
  text: string
  children: ReactNode
}

function Way({ first = false, icon, name, text, children }: WayProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={mergeClasses(styles.way, first && styles.first)}>
      <div className={styles.head}>
        <span aria-hidden>{icon}</span>
        <Subtitle2 as="h3" className={styles.title}>
          {name}
        </Subtitle2>
        {first && <Badge appearance="tint">{t('setup.start.recommended')}</Badge>}
      </div>
      <Text className={styles.text}>{text}</Text>
      <div>{children}</div>
    </div>
  )
}

function AlreadyConnected() {
  const { t } = useTranslation()
  return (
    <div style={{ marginBottom: '8px' }}>
      <StatusMark tone="good" text={t('setup.start.connected')} />{' '}
      <Text>{t('setup.start.connectedText')}</Text>{' '}
      <TextLink to="/connection">{t('setup.start.toConnection')}</TextLink>
    </div>
  )
}
