import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowSync20Regular } from '@fluentui/react-icons'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { Connection } from '../../../server/contract/index.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'
import { daysLeft, toneOf } from './days-left.ts'
import type { ConnectionParts } from './parts.ts'
import { ReplaceManuallyDialog } from './ReplaceManuallyDialog.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '12px 24px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', flexGrow: 1, minWidth: 0 },
  days: { display: 'inline-flex', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface CredentialPanelProps {
  connection: Connection
  credential: NonNullable<Connection['credential']>
  /** The way by one sign-in; left out for who may change nothing. */
  automatic?: ConnectionParts['automaticReplacement']
}

/** How long the app's secret or certificate lasts, and the way to another one without a pause. */
export function CredentialPanel({ connection, credential, automatic }: CredentialPanelProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [open, setOpen] = useOpenByAddress()
  const shown = { hint: credential.hint, set: dateOnly(credential.setAt) }
  return (
    <Panel title={t('connection.life.title')}>
      <div className={styles.root}>
        <div className={styles.words}>
          <DaysLeft expiresAt={credential.expiresAt} />
          <Text className={styles.quiet}>
            {t(
              credential.kind === 'secret'
                ? 'connection.form.secretShown'
                : 'connection.form.certificateShown',
              shown,
            )}
          </Text>
        </div>
        {automatic && (
          <GuardedButton
            action="connection.save"
            icon={<ArrowSync20Regular />}
            onClick={() => setOpen('manual')}
          >
            {t('connection.replace.button')}
          </GuardedButton>
        )}
      </div>
      {automatic && open === 'manual' && (
        <ReplaceManuallyDialog
          connection={connection}
          kind={credential.kind}
          automatic={automatic.lead(() => setOpen('automatic'))}
          onClose={() => setOpen(undefined)}
        />
      )}
      {automatic && open === 'automatic' && (
        <Suspense fallback={null}>
          {automatic.dialog({ onClose: () => setOpen(undefined), onManual: () => setOpen('manual') })}
        </Suspense>
      )}
    </Panel>
  )
}

/** `/connection#replace` opens it, as often as someone is led there. */
function useOpenByAddress() {
  const location = useLocation()
  const [open, setOpen] = useState<'manual' | 'automatic'>()
  useEffect(() => {
    if (location.hash === '#replace') setOpen('manual')
  }, [location])
  return [open, setOpen] as const
}

function DaysLeft({ expiresAt }: { expiresAt: string | null }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow()
  if (expiresAt === null) return <StatusMark tone="quiet" text={t('connection.life.unknown')} />
  const days = daysLeft(expiresAt, now)
  const when = dateOnly(expiresAt)
  const text =
    days < 0
      ? t('connection.life.over', { when })
      : t('connection.life.left', { count: days, n: formatNumber(days), when })
  return (
    <span className={styles.days}>
      <StatusMark tone={toneOf(days)} text={text} />
    </span>
  )
}
