import { Button, MessageBar, MessageBarBody, makeStyles, Text } from '@fluentui/react-components'
import { Add20Regular, Alert48Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertChannel, AlertTry } from '../../../server/contract/index.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { useChannels, useRemoveChannel } from './api/alerts.ts'
import { Destination } from './Destination.tsx'
import { DestinationDialog } from './DestinationDialog.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import { useAnswerWords } from './use-answer-words.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
})

type Open =
  | { readonly what: 'form'; readonly channel?: AlertChannel }
  | { readonly what: 'secret'; readonly secret: string }

/** The list of them, and the dialogs that change it. */
export function Destinations() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useChannels()
  const remove = useRemoveChannel()
  const mayNot = useWhyNot('alerts.manage') !== undefined
  const [open, setOpen] = useState<Open>()
  const [tested, setTested] = useState<{ target: string; result: AlertTry }>()
  const [asked, setAsked] = useState<AlertChannel>()
  const [asking, setAsking] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const items = query.data?.items ?? []

  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setOpen({ what: 'form' })}>
      {t('alerts.to.add')}
    </Button>
  )
  const confirm = () => {
    if (!asked) return
    remove.mutate(asked.id, {
      onSuccess: () => {
        setAsking(false)
        // The button that asked is gone with its row.
        list.current?.focus()
      },
    })
  }
  return (
    <Panel title={t('alerts.to.title')} aside={!mayNot && items.length > 0 && add}>
      <div className={styles.stack} ref={list} tabIndex={-1}>
        <StateView query={query} skeleton={<RowsSkeleton rows={2} what={t('alerts.to.loading')} />}>
          {() =>
            items.length === 0 ? (
              <EmptyState
                icon={<Alert48Regular />}
                title={t('alerts.to.empty')}
                text={t(mayNot ? 'alerts.to.emptyTextRead' : 'alerts.to.emptyText')}
                action={!mayNot && add}
              />
            ) : (
              <ul className={styles.list} aria-label={t('alerts.to.list')}>
                {items.map((channel) => (
                  <Destination
                    key={channel.id}
                    channel={channel}
                    mayChange={!mayNot}
                    onEdit={() => setOpen({ what: 'form', channel })}
                    onTested={(result) => setTested({ target: channel.target, result })}
                    onRemove={() => {
                      remove.reset()
                      setAsked(channel)
                      setAsking(true)
                    }}
                  />
                ))}
              </ul>
            )
          }
        </StateView>
        <div role="status">{tested && <Tested {...tested} />}</div>
        {query.data !== undefined && <MayNot action="alerts.manage" />}
      </div>
      {open?.what === 'form' && query.data && (
        <DestinationDialog
          mail={query.data.mail}
          {...(open.channel && { channel: open.channel })}
          onDone={(secret) => setOpen(secret === undefined ? undefined : { what: 'secret', secret })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.what === 'secret' && <SecretDialog secret={open.secret} onClose={() => setOpen(undefined)} />}
      <ConfirmDialog
        open={asking}
        title={t('alerts.to.removeTitle')}
        confirm={t('alerts.to.remove')}
        destroys
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        <Text>{t('alerts.to.removeText', { target: asked?.target ?? '' })}</Text>
      </ConfirmDialog>
    </Panel>
  )
}

/** What came of a test, in words. */
function Tested({ target, result: { state, answer } }: { target: string; result: AlertTry }) {
  const { t } = useTranslation()
  const wordsOf = useAnswerWords()
  return (
    <MessageBar intent={state === 'delivered' ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>{t(`alerts.tested.${state}`, { target, answer: wordsOf(answer) })}</MessageBarBody>
    </MessageBar>
  )
}
