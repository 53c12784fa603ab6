import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AlertChannel,
  AlertChannelList,
  AlertEvent,
  ChannelKind,
} from '../../../server/contract/index.ts'
import { DialogShell } from '../../components/DialogShell.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { nameOfLanguage } from '../../format/language.ts'
import { SPOKEN } from '../../i18n/languages.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useAddChannel, useChangeChannel } from './api/alerts.ts'
import { KINDS, SUGGESTED, TOLD_EVENTS } from './choices.ts'
import { SenderField } from './SenderField.tsx'

const useStyles = makeStyles({
  events: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  legend: { padding: 0 },
  fault: { color: tokens.colorPaletteRedForeground1 },
  kinds: { marginInlineStart: '-8px', flexWrap: 'wrap' },
})

interface DestinationDialogProps {
  /** How e-mail is sent from here. */
  mail: AlertChannelList['mail']
  /** The one to change; left out for a new one. */
  channel?: AlertChannel
  /** With the secret of a new webhook. */
  onDone: (secret: string | undefined) => void
  onClose: () => void
}

/** Kind, target, events: each kind says what it needs. */
export function DestinationDialog({ channel, mail, onDone, onClose }: DestinationDialogProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const form = useForm(channel)
  const { kind, target, events, enabled, language, sender } = form
  const formId = useId()
  const faultId = useId()
  const add = useAddChannel()
  const change = useChangeChannel()
  const busy = add.isPending || change.isPending
  const error = add.error ?? change.error

  const save = () => {
    if (!form.isComplete()) return
    const body = {
      kind,
      target: target.trim(),
      events,
      enabled,
      language,
      ...(kind === 'email' && { sender: sender.trim() }),
    }
    if (channel) change.mutate({ id: channel.id, ...body }, { onSuccess: () => onDone(undefined) })
    else add.mutate(body, { onSuccess: ({ secret }) => onDone(secret) })
  }
  const word = channel ? 'save' : 'add'
  return (
    <DialogShell
      title={t(channel ? 'alerts.form.editTitle' : 'alerts.form.addTitle')}
      close={t('action.cancel')}
      busy={busy}
      problem={error && <ProblemBar error={error} />}
      action={
        <Button appearance="primary" type="submit" form={formId} disabledFocusable={busy}>
          {t(`alerts.form.${busy ? 'saving' : word}`)}
        </Button>
      }
      onClose={onClose}
    >
      <form
        id={formId}
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {!channel && (
          <Field label={t('alerts.form.kind')}>
            <RadioGroup
              layout="horizontal"
              className={styles.kinds}
              value={kind}
              onChange={(_, { value }) => form.choose(value as ChannelKind)}
            >
              {KINDS.map((it) => (
                <Radio key={it} value={it} label={t(`alerts.kind.${it}`)} />
              ))}
            </RadioGroup>
          </Field>
        )}
        <Field
          label={t(`alerts.form.target.${kind}`)}
          hint={
            channel
              ? `${t(`alerts.form.help.${kind}`)} ${t('alerts.form.keep')}`
              : t(`alerts.form.help.${kind}`)
          }
          validationMessage={form.faults.target ? t('alerts.form.noTarget') : null}
          required
        >
          <Input
            value={target}
            placeholder={t(`alerts.form.example.${kind}`)}
            inputMode={kind === 'email' ? 'email' : 'url'}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, { value }) => form.set({ target: value })}
          />
        </Field>
        {kind === 'email' && (
          <SenderField mail={mail} value={sender} onChange={(value) => form.set({ sender: value })} />
        )}
        {kind !== 'heartbeat' && (
          <>
            <fieldset className={styles.events} aria-describedby={faultId}>
              <legend className={styles.legend}>{t('alerts.form.events')}</legend>
              {TOLD_EVENTS.map((event) => (
                <Checkbox
                  key={event}
                  label={t(`alerts.event.${event}`)}
                  checked={events.includes(event)}
                  onChange={(_, { checked }) => form.mark(event, checked === true)}
                />
              ))}
              <Text id={faultId} role="alert" className={styles.fault}>
                {form.faults.events ? t('alerts.form.noEvents') : ''}
              </Text>
            </fieldset>
            <Field label={t('alerts.form.language')}>
              <Select
                value={language}
                onChange={(_, { value }) => form.set({ language: value as typeof language })}
              >
                {SPOKEN.map((it) => (
                  <option key={it} value={it} lang={it}>
                    {nameOfLanguage(it)}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        )}
        {channel && (
          <Switch
            label={t('alerts.form.enabled')}
            checked={enabled}
            onChange={(_, { checked }) => form.set({ enabled: checked })}
          />
        )}
      </form>
    </DialogShell>
  )
}

type Language = 'en' | 'de'

function useForm(channel: AlertChannel | undefined) {
  const { language: mine } = useLocale()
  // The server keeps those it has words for; a test holds that these are the tab's.
  const spoken = (channel?.language ?? (SPOKEN.includes(mine) ? mine : 'en')) as Language
  const [values, setValues] = useState({
    kind: channel?.kind ?? KINDS[0],
    target: channel?.target ?? '',
    events: channel?.events ?? SUGGESTED,
    sender: channel?.sender ?? '',
    enabled: channel?.enabled ?? true,
    language: spoken,
  })
  const [checked, setChecked] = useState(false)
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }))
  const isMissing = {
    target: values.target.trim() === '',
    events: values.kind !== 'heartbeat' && values.events.length === 0,
  }
  return {
    ...values,
    set,
    choose: (kind: ChannelKind) => set({ kind, target: '' }),
    mark: (event: AlertEvent, on: boolean) =>
      set({ events: on ? [...values.events, event] : values.events.filter((it) => it !== event) }),
    faults: { target: checked && isMissing.target, events: checked && isMissing.events },
    isComplete() {
      setChecked(true)
      return !isMissing.target && !isMissing.events
    },
  }
}
