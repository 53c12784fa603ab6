import {
  Button,
  Checkbox,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadingPolicy } from '../../../server/contract/index.ts'
import { useReadingPolicy } from '../../api/reading.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { exactTime } from '../../format/time.ts'
import { useSetReadingPolicy } from './api/reading.ts'
import { PendingPolicy } from './PendingPolicy.tsx'

type Wanted = Pick<ReadingPolicy, 'mode' | 'adminsRead'>

const MODES = ['open', 'reason', 'four-eyes'] as const

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
  modes: { marginInlineStart: '-8px' },
  box: { marginInlineStart: '-8px' },
  label: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What reading takes. Stricter at once, looser by two people. */
export function PolicyPanel() {
  const { t } = useTranslation()
  const query = useReadingPolicy()
  return (
    <Panel title={t('reading.policy.title')}>
      <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('reading.policy.loading')} />}>
        {(policy) => <Policy policy={policy} key={`${policy.mode} ${policy.adminsRead}`} />}
      </StateView>
    </Panel>
  )
}

function Policy({ policy }: { policy: ReadingPolicy }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const whyNot = useWhyNot('reading-policy.set')
  const [wanted, setWanted] = useState<Wanted>({ mode: policy.mode, adminsRead: policy.adminsRead })
  const [asks, setAsks] = useState(false)
  const set = useSetReadingPolicy()
  const isSame = wanted.mode === policy.mode && wanted.adminsRead === policy.adminsRead
  const close = () => {
    setAsks(false)
    set.reset()
  }
  return (
    <div className={styles.root}>
      {policy.pending && <PendingPolicy policy={policy} pending={policy.pending} />}
      <Field label={t('reading.policy.question')}>
        <RadioGroup
          className={styles.modes}
          value={wanted.mode}
          disabled={whyNot !== undefined}
          onChange={(_, { value }) =>
            setWanted({ ...wanted, mode: MODES.find((mode) => mode === value) ?? policy.mode })
          }
        >
          {MODES.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={
                <span className={styles.label}>
                  <span>{t(`reading.mode.${mode}`)}</span>
                  <Text size={200} className={styles.quiet}>
                    {t(`reading.modeText.${mode}`)}
                  </Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <Checkbox
        className={styles.box}
        label={t('reading.policy.adminsRead')}
        checked={wanted.adminsRead}
        disabled={whyNot !== undefined}
        onChange={(_, { checked }) => setWanted({ ...wanted, adminsRead: checked === true })}
      />
      {policy.changedBy !== null && policy.changedAt !== null && (
        <Text size={200} className={styles.quiet}>
          {t('reading.policy.changed', { name: policy.changedBy, when: exactTime(policy.changedAt) })}
        </Text>
      )}
      <MayNot action="reading-policy.set" />
      {whyNot === undefined && (
        <Button appearance="primary" disabledFocusable={isSame} onClick={() => !isSame && setAsks(true)}>
          {t('reading.policy.change')}
        </Button>
      )}
      <ConfirmDialog
        open={asks}
        title={t('reading.confirm.title', { mode: t(`reading.mode.${wanted.mode}`) })}
        confirm={t(isLooser(wanted, policy) ? 'reading.confirm.ask' : 'reading.policy.change')}
        busy={set.isPending}
        error={set.error}
        onConfirm={() => set.mutate(wanted, { onSuccess: close })}
        onClose={close}
      >
        <Text>{t(`reading.modeText.${wanted.mode}`)}</Text>
        {isLooser(wanted, policy) && <Text>{t('reading.confirm.looser')}</Text>}
        {wanted.mode === 'four-eyes' && policy.mode !== 'four-eyes' && (
          <Text>{t('reading.confirm.fourEyes')}</Text>
        )}
      </ConfirmDialog>
    </div>
  )
}

function isLooser(wanted: Wanted, now: Wanted): boolean {
  const looserMode = MODES.indexOf(wanted.mode) < MODES.indexOf(now.mode)
  return looserMode || (wanted.adminsRead && !now.adminsRead)
}
