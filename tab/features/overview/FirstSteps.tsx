import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../components/LinkButton.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { PLAIN_LIST } from '../../components/plain-list.ts'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '16px',
  },
  step: { display: 'flex', gap: '12px' },
  number: {
    flexShrink: 0,
    width: '28px',
    height: '28px',
    display: 'grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
  },
  words: { display: 'flex', flexDirection: 'column' },
  action: { marginTop: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const STEPS = [
  { title: 'overview.steps.app', text: 'overview.steps.appText' },
  { title: 'overview.steps.connect', text: 'overview.steps.connectText' },
  { title: 'overview.steps.run', text: 'overview.steps.runText' },
] as const

/** What lies ahead of an admin who has just arrived. */
export function FirstSteps() {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useWhyNot('setup.manage') !== undefined
  return (
    <Panel title={t('overview.steps.title')}>
      <ol className={styles.list}>
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className={styles.step}>
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
            <span className={styles.words}>
              <Text weight="semibold">{t(title)}</Text>
              <Text className={styles.quiet}>{t(text)}</Text>
            </span>
          </li>
        ))}
      </ol>
      <div className={styles.action}>
        {mayNot ? (
          <MayNot action="setup.manage" />
        ) : (
          <LinkButton to="/connection/setup">{t('overview.steps.begin')}</LinkButton>
        )}
      </div>
    </Panel>
  )
}
