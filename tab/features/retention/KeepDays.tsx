import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  SpinButton,
  Text,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Retention } from '../../../server/contract/index.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { usePreviewRetention, useRetention, useSetRetention } from './api/retention.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  bar: { alignSelf: 'stretch' },
  days: { maxWidth: '160px' },
})

const SUGGESTED_DAYS = 365
const MOST_DAYS = 36_500

export function KeepDays() {
  const { t } = useTranslation()
  const query = useRetention()
  return (
    <Panel title={t('retention.keep.title')}>
      <StateView query={query} skeleton={<RowsSkeleton rows={2} what={t('retention.keep.loading')} />}>
        {(retention) => <Kept key={retention.changedAt ?? ''} retention={retention} />}
      </StateView>
    </Panel>
  )
}

/** What is in force, and the form that changes it: a preview comes before it is turned on. */
function Kept({ retention }: { retention: Retention }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useWhyNot('retention.set') !== undefined
  const [limited, setLimited] = useState(retention.keepDays !== null)
  const [days, setDays] = useState(retention.keepDays ?? SUGGESTED_DAYS)
  const [asking, setAsking] = useState(false)
  const preview = usePreviewRetention()
  const set = useSetRetention()
  const wanted = limited ? days : null
  const isNew = wanted !== retention.keepDays || retention.stopped !== null

  const ask = () => {
    set.reset()
    if (wanted === null) setAsking(true)
    else preview.mutate(wanted, { onSuccess: () => setAsking(true) })
  }
  return (
    <div className={styles.stack}>
      <Standing retention={retention} />
      {!mayNot && (
        <>
          <RadioGroup
            aria-label={t('retention.keep.title')}
            value={limited ? 'days' : 'forever'}
            onChange={(_, { value }) => setLimited(value === 'days')}
          >
            <Radio value="forever" label={t('retention.keep.forever')} />
            <Radio value="days" label={t('retention.keep.limited')} />
          </RadioGroup>
          {limited && (
            <Field label={t('retention.keep.days')} hint={t('retention.keep.daysHint')}>
              <SpinButton
                className={styles.days}
                min={1}
                max={MOST_DAYS}
                value={days}
                onChange={(_, { value, displayValue }) => {
                  const entered = value ?? Number.parseInt(displayValue ?? '', 10)
                  if (entered >= 1 && entered <= MOST_DAYS) setDays(Math.round(entered))
                }}
              />
            </Field>
          )}
          {preview.error && (
            <div className={styles.bar}>
              <ProblemBar error={preview.error} />
            </div>
          )}
          <Button appearance="primary" disabled={!isNew} disabledFocusable={preview.isPending} onClick={ask}>
            {t(
              preview.isPending
                ? 'retention.keep.counting'
                : wanted === null
                  ? 'retention.keep.save'
                  : 'retention.keep.preview',
            )}
          </Button>
        </>
      )}
      <MayNot action="retention.set" />
      <ConfirmDialog
        open={asking}
        title={t(wanted === null ? 'retention.keep.offTitle' : 'retention.keep.onTitle')}
        confirm={t(wanted === null ? 'retention.keep.off' : 'retention.keep.on')}
        destroys={wanted !== null}
        busy={set.isPending}
        error={set.error}
        onConfirm={() => set.mutate(wanted, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        {wanted === null ? (
          <Text>{t('retention.keep.offText')}</Text>
        ) : (
          preview.data && (
            <>
              <Text>
                {t('retention.keep.onText', {
                  count: preview.data.messages,
                  n: formatNumber(preview.data.messages),
                  chats: t('count.conversations', {
                    count: preview.data.conversations,
                    n: formatNumber(preview.data.conversations),
                  }),
                  days: formatNumber(wanted),
                })}
              </Text>
              {preview.data.heldBack > 0 && (
                <Text>
                  {t('retention.heldBack', {
                    count: preview.data.heldBack,
                    n: formatNumber(preview.data.heldBack),
                  })}
                </Text>
              )}
              <Text>{t('retention.keep.onLater')}</Text>
            </>
          )
        )}
      </ConfirmDialog>
    </div>
  )
}

/** What happens next, and what happened last. */
function Standing({ retention }: { retention: Retention }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { keepDays, nextAt, nextMessages, lastAt, lastMessages, stopped } = retention
  if (keepDays === null) return <Text>{t('retention.keep.isForever')}</Text>
  const counted = (count: number) => t('count.messages', { count, n: formatNumber(count) })
  return (
    <>
      <Text>{t('retention.keep.isLimited', { count: keepDays, n: formatNumber(keepDays) })}</Text>
      {stopped ? (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody>
            {t('retention.keep.stopped', {
              found: counted(stopped.found),
              expected: formatNumber(stopped.expected),
            })}
          </MessageBarBody>
        </MessageBar>
      ) : (
        nextAt && (
          <Text>
            {t('retention.keep.next', { when: exactTime(nextAt), messages: counted(nextMessages ?? 0) })}
          </Text>
        )
      )}
      {lastAt && (
        <Text>
          {t('retention.keep.last', { when: exactTime(lastAt), messages: counted(lastMessages ?? 0) })}
        </Text>
      )}
    </>
  )
}
