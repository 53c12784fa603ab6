import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { CheckmarkCircle48Regular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Quota } from '../../../server/contract/index.ts'
import { useCost } from '../../components/cost.ts'
import { Panel } from '../../components/Panel.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', gap: '16px', '@media (max-width: 480px)': { flexDirection: 'column' } },
  icon: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  title: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  offer: {
    marginTop: '16px',
    paddingTop: '16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '&:empty': { display: 'none' },
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center', marginTop: '8px' },
})

interface FinishedProps {
  connection: Connection
  quota: Quota
  runButton: ReactNode
  /** Offers to start backups automatically. */
  schedule: ReactNode
  /** The form was here a moment ago, with the focus in it. */
  arrived: boolean
}

/** Connected; what comes next, and what it can cost at most. */
export function Finished({ connection, quota, runButton, schedule, arrived }: FinishedProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (arrived) heading.current?.focus()
  }, [arrived])
  const name = connection.organizationName ?? t('connection.disconnect.yourTenant')
  return (
    <Panel>
      <div className={styles.root}>
        <CheckmarkCircle48Regular className={styles.icon} aria-hidden />
        <div className={styles.words}>
          <h2 ref={heading} tabIndex={-1} className={styles.title}>
            {t('setup.finish.title')}
          </h2>
          <Text>{t('setup.finish.text', { name })}</Text>
          <Text>{t('setup.finish.first')}</Text>
          <Text weight="semibold">{useBound(quota)}</Text>
          <div className={styles.bar}>
            {runButton}
            <TextLink to="/people">{t('setup.finish.people')}</TextLink>
            <TextLink to="/connection">{t('setup.finish.connection')}</TextLink>
            <TextLink to="/">{t('setup.finish.overview')}</TextLink>
          </div>
          <div className={styles.offer}>{schedule}</div>
        </div>
      </div>
    </Panel>
  )
}

function useBound(quota: Quota): string {
  const { t } = useTranslation()
  const { left } = quota
  const cost = useCost(quota).bound(left)
  if (left === null) return `${t('setup.finish.unlimited')} ${cost}`
  const messages = t('count.messages', { count: left, n: formatNumber(left) })
  return `${t('setup.finish.bound', { messages })} ${cost}`
}
