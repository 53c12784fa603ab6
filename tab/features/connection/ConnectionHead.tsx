import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Disconnected } from '../../../server/contract/index.ts'
import { useForgetConnection } from '../../api/connection.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import type { FormControl } from './use-connection-form.ts'
import type { Look } from './use-look.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '12px 24px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', flexGrow: 1, minWidth: 0 },
  title: { margin: 0, overflowWrap: 'anywhere' },
  status: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'center' },
  badge: { display: 'inline-flex', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

const TONES: Record<Connection['status'], Tone> = { none: 'quiet', active: 'good', failing: 'bad' }

interface HeadButtonsProps {
  connection: Connection
  control: FormControl
  look: Look
}

/** Which tenant, how the connection stands, who tested it and when. */
export function ConnectionHead({ connection, children }: { connection: Connection; children?: ReactNode }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { status, organizationName: name } = connection
  return (
    <Panel>
      <div className={styles.root}>
        <div className={styles.words}>
          <Subtitle2 as="h2" className={styles.title}>
            {name ? t('connection.panelNamed', { name }) : t('connection.panel')}
          </Subtitle2>
          <div className={styles.status}>
            <span className={styles.badge}>
              <StatusMark tone={TONES[status]} text={t(`connection.status.${status}`)} />
            </span>
            <Text className={styles.quiet}>
              <Tested connection={connection} />
            </Text>
          </div>
        </div>
        {children}
      </div>
    </Panel>
  )
}

/** Test again, and disconnect. */
export function HeadButtons({ connection, control, look }: HeadButtonsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.buttons}>
      <GuardedButton
        action="connection.test"
        onClick={look.start}
        disabledFocusable={control.busy || look.looking}
      >
        {t(look.looking ? 'connection.button.testing' : 'connection.button.testAgain')}
      </GuardedButton>
      <DisconnectButton connection={connection} control={control} />
    </div>
  )
}

function Tested({ connection }: { connection: Connection }) {
  const { t } = useTranslation()
  const { testedAt, testedBy } = connection
  if (!testedAt) return t('connection.notTested')
  return (
    <>
      {t('connection.testedAt')} <RelativeTime at={testedAt} />
      {testedBy && ` ${t('connection.testedBy', { who: testedBy })}`}
    </>
  )
}

function DisconnectButton({ connection, control }: { connection: Connection; control: FormControl }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const forget = useForgetConnection()
  const name = connection.organizationName ?? t('connection.disconnect.yourTenant')
  const done = (left: Disconnected) => {
    setOpen(false)
    control.announce({ kind: 'forgotten', left })
  }
  return (
    <>
      <GuardedButton action="connection.forget" onClick={() => setOpen(true)}>
        {t('connection.button.disconnect')}
      </GuardedButton>
      <ConfirmDialog
        open={open}
        title={t('connection.disconnect.title', { name })}
        confirm={t('connection.disconnect.confirm', { name })}
        destroys
        busy={forget.isPending}
        error={forget.error}
        onConfirm={() => forget.mutate(undefined, { onSuccess: done })}
        onClose={() => setOpen(false)}
      >
        <Text>{t('connection.disconnect.text')}</Text>
        <Text>{t('connection.disconnect.again')}</Text>
      </ConfirmDialog>
    </>
  )
}
