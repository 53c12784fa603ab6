import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components'
import { Add20Regular, LockClosed48Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hold } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { useScopeWords } from '../../components/use-scope-words.ts'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'
import { useHolds, useReleaseHold } from './api/retention.ts'
import { HoldDialog } from './HoldDialog.tsx'
import { useRowStyles } from './row-styles.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The list of holds, and the dialogs that place and release them. */
export function Holds() {
  const { t } = useTranslation()
  const styles = useStyles()
  const rows = useRowStyles()
  const query = useHolds()
  const items = itemsOf(query.data)
  const mayNot = useWhyNot('holds.manage') !== undefined
  const [placing, setPlacing] = useState(false)
  const [releasing, setReleasing] = useState<Hold>()
  const list = useRef<HTMLDivElement>(null)
  const add = (
    <Button icon={<Add20Regular />} onClick={() => setPlacing(true)}>
      {t('retention.holds.add')}
    </Button>
  )
  return (
    <Panel title={t('retention.holds.title')} aside={!mayNot && items.length > 0 && add}>
      <div className={styles.stack} ref={list} tabIndex={-1}>
        <StateView query={query} skeleton={<RowsSkeleton rows={2} what={t('retention.holds.loading')} />}>
          {() =>
            items.length === 0 ? (
              <EmptyState
                icon={<LockClosed48Regular />}
                title={t('retention.holds.empty')}
                text={t('retention.holds.emptyText')}
                action={!mayNot && add}
              />
            ) : (
              <ul className={rows.list} aria-label={t('retention.holds.list')}>
                {items.map((hold) => (
                  <HoldRow
                    key={hold.id}
                    hold={hold}
                    mayRelease={!mayNot}
                    onRelease={() => setReleasing(hold)}
                  />
                ))}
              </ul>
            )
          }
        </StateView>
        <MoreButton of={query} />
        {query.data !== undefined && <MayNot action="holds.manage" />}
      </div>
      {placing && <HoldDialog onClose={() => setPlacing(false)} />}
      {releasing && (
        <Release
          hold={releasing}
          onClose={(released) => {
            setReleasing(undefined)
            // The button that asked is gone with it.
            if (released) list.current?.focus()
          }}
        />
      )}
    </Panel>
  )
}

function HoldRow({
  hold,
  mayRelease,
  onRelease,
}: {
  hold: Hold
  mayRelease: boolean
  onRelease: () => void
}) {
  const { t } = useTranslation()
  const rows = useRowStyles()
  const styles = useStyles()
  const chosen = useScopeWords()
  const { name, reason, scope, growing, messages, createdBy, createdAt, releasedAt, releasedBy } = hold
  return (
    <li className={rows.row}>
      <div className={rows.words}>
        <div className={rows.head}>
          <Text weight="semibold">{name}</Text>
          <StatusMark
            tone={releasedAt ? 'quiet' : 'good'}
            text={t(releasedAt ? 'retention.holds.released' : 'retention.holds.held', {
              count: messages,
              n: formatNumber(messages),
            })}
          />
        </div>
        <Text>{reason}</Text>
        <Text className={styles.quiet}>
          {chosen(scope)} · {t(growing ? 'retention.holds.growing' : 'retention.holds.fixed')}
        </Text>
        <Text className={styles.quiet}>
          {t('retention.holds.by', { who: createdBy, when: dateOnly(createdAt) })}
          {releasedAt &&
            ` · ${t('retention.holds.releasedBy', { who: releasedBy ?? '', when: dateOnly(releasedAt) })}`}
        </Text>
        {hold.releaseReason && <Text className={styles.quiet}>{hold.releaseReason}</Text>}
      </div>
      {mayRelease && !releasedAt && (
        <Button aria-label={t('retention.holds.releaseOf', { name })} onClick={onRelease}>
          {t('retention.holds.release')}
        </Button>
      )}
    </li>
  )
}

function Release({ hold, onClose }: { hold: Hold; onClose: (released: boolean) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const release = useReleaseHold()
  const why = reason.trim()
  return (
    <ConfirmDialog
      open
      title={t('retention.holds.releaseTitle', { name: hold.name })}
      confirm={t('retention.holds.release')}
      destroys
      busy={release.isPending}
      blocked={why === ''}
      error={release.error}
      onConfirm={() => release.mutate({ id: hold.id, reason: why }, { onSuccess: () => onClose(true) })}
      onClose={() => onClose(false)}
    >
      <Text>{t('retention.holds.releaseText')}</Text>
      <Field label={t('retention.reason')} required>
        <Textarea value={reason} maxLength={1000} onChange={(_, { value }) => setReason(value)} />
      </Field>
    </ConfirmDialog>
  )
}
