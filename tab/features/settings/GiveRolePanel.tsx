import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Open16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperatorRole } from '../../../server/contract/index.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Panel } from '../../components/Panel.tsx'
import { enterpriseApplications, ROLE_VALUES } from './entra.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  steps: { margin: 0, paddingInlineStart: '24px', display: 'flex', flexDirection: 'column', gap: '12px' },
  step: { paddingInlineStart: '4px' },
  below: { display: 'block', color: tokens.colorNeutralForeground2 },
  link: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
  roles: { display: 'grid', gap: '8px', margin: '8px 0 0', padding: 0, listStyleType: 'none' },
  role: { display: 'flex', flexWrap: 'wrap', gap: '0 12px', alignItems: 'center' },
  value: { flexBasis: '170px' },
  about: { flexBasis: '240px', flexGrow: 1, color: tokens.colorNeutralForeground2 },
})

/** The way to a role, with the exact names to look for: it is walked in Entra, not here. */
export function GiveRolePanel() {
  const { t } = useTranslation()
  const styles = useStyles()
  // Without it the steps still stand, only less exactly.
  const config = useSignInConfig()
  return (
    <Panel title={t('settings.give.title')}>
      <div className={styles.root}>
        <Text>{t('settings.give.intro')}</Text>
        <ol className={styles.steps}>
          <Step title={t('settings.give.open')}>
            <EntraLink authority={config?.authority} />
          </Step>
          <Step title={t(config ? 'settings.give.find' : 'settings.give.findUnknown')}>
            {config && <CopyField value={config.clientId} what={t('settings.give.applicationId')} />}
          </Step>
          <Step title={t('settings.give.assign')}>
            <Text className={styles.below}>{t('settings.give.assignText')}</Text>
            <RoleValues />
          </Step>
          <Step title={t('settings.give.again')}>
            <Text className={styles.below}>{t('settings.give.againText')}</Text>
          </Step>
        </ol>
        <Text size={200} className={styles.below}>
          {t('settings.give.bootstrap')}
        </Text>
      </div>
    </Panel>
  )
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <li className={styles.step}>
      <Text weight="semibold" block>
        {title}
      </Text>
      {children}
    </li>
  )
}

function EntraLink({ authority }: { authority: string | undefined }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Link href={enterpriseApplications(authority)} target="_blank" rel="noreferrer" className={styles.link}>
      {t('settings.give.link')}
      <Open16Regular aria-hidden />
      <span className="sr-only">({t('settings.give.newTab')})</span>
    </Link>
  )
}

function RoleValues() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ul className={styles.roles}>
      {(Object.keys(ROLE_VALUES) as OperatorRole[]).map((role) => (
        <li key={role} className={styles.role}>
          <span className={styles.value}>
            <CopyField value={ROLE_VALUES[role]} what={ROLE_VALUES[role]} />
          </span>
          <Text className={styles.about}>{t(`settings.about.${role}`)}</Text>
        </li>
      ))}
    </ul>
  )
}
