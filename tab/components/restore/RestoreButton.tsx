import { Button, Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { ArrowUpload20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { StartRestore } from '../../../server/contract/index.ts'
import { useStartRestore } from '../../api/start-restore.ts'
import { restoreAddress } from '../../links/links.ts'
import { DialogShell } from '../DialogShell.tsx'
import { GuardedButton } from '../GuardedButton.tsx'
import { ProblemBar } from '../ProblemBar.tsx'

type Target = StartRestore['target']
const TARGETS: readonly Target[] = ['new-group-chats', 'original-chats']

interface RestoreButtonProps {
  selection: StartRestore['selection']
  /** The name of a chat that an earlier restore didn't bring back whole. */
  again?: string
}

/** Plans a restore of what is selected, and leads to its page. */
export function RestoreButton({ selection, again }: RestoreButtonProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <GuardedButton
        action="restore.ask"
        size="small"
        icon={<ArrowUpload20Regular />}
        aria-label={again === undefined ? t('restores.conversation') : t('restores.againOf', { name: again })}
        onClick={() => setOpen(true)}
      >
        {t(again === undefined ? 'restores.button' : 'restores.again')}
      </GuardedButton>
      {open && <StartDialog selection={selection} onClose={() => setOpen(false)} />}
    </>
  )
}

function StartDialog({ selection, onClose }: { selection: StartRestore['selection']; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const start = useStartRestore()
  const [target, setTarget] = useState<Target>('new-group-chats')
  const begin = () =>
    start.mutate({ selection, target }, { onSuccess: ({ id }) => void navigate(restoreAddress(id)) })
  return (
    <DialogShell
      title={t('restores.conversation')}
      problem={start.error && <ProblemBar error={start.error} />}
      busy={start.isPending}
      action={
        <Button appearance="primary" disabledFocusable={start.isPending} onClick={begin}>
          {t('restores.start.begin')}
        </Button>
      }
      onClose={onClose}
    >
      <Field label={t('restores.start.target')}>
        <RadioGroup value={target} onChange={(_, { value }) => setTarget(value as Target)}>
          {TARGETS.map((it) => (
            <Radio
              key={it}
              value={it}
              label={
                <>
                  {t(`restores.target.${it}`)}
                  <br />
                  <Text size={200}>{t(`restores.targetText.${it}`)}</Text>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <Text>{t('restores.start.text')}</Text>
    </DialogShell>
  )
}
