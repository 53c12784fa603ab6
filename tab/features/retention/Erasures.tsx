import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Add20Regular, Eraser24Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Erasure, ErasureState } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { Told } from '../../components/Told.tsx'
import { useScopeWords } from '../../components/use-scope-words.ts'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useTold } from '../../i18n/use-told.ts'
import { type Answer, useAnswerErasure, useErasures } from './api/retention.ts'
import { Certificate } from './Certificate.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import { useRowStyles } from './row-styles.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
  icon: { fontSize: '48px' },
})

const TONES: Record<ErasureState, Tone> = {
  'waiting-for-approval': 'warning',
  running: 'working',
  completed: 'good',
  rejected: 'quiet',
}

type Asked = { readonly erasure: Erasure; readonly how: Answer['how'] }

/** Requests, answers, and what became of them. */
export function Erasures() {
  const { t } = useTranslation()
  const styles = useStyles()
  const rows = useRowStyles()
  const query = useErasures()
  const items = itemsOf(query.data)
  const mayNot = useWhyNot('erasures.manage') !== undefined
  const [requesting, setRequesting] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const [certified, setCertified] = useState<Erasure>()
  const list = useRef<HTMLDivElement>(null)
  const add = (
    <Button icon={<Add20Regular />} onClick={() => setRequesting(true)}>
      {t('retention.erasures.add')}
    </Button>
  )
  return (
    <Panel title={t('retention.erasures.title')} aside={!mayNot && items.length > 0 && add}>
      <div className={styles.stack} ref={list} tabIndex={-1}>
        <StateView query={query} skeleton={<RowsSkeleton rows={2} what={t('retention.erasures.loading')} />}>
          {() =>
            items.length === 0 ? (
              <EmptyState
                icon={<Eraser24Regular className={styles.icon} />}
                title={t('retention.erasures.empty')}
                text={t('retention.erasures.emptyText')}
                action={!mayNot && add}
              />
            ) : (
              <ul className={rows.list} aria-label={t('retention.erasures.list')}>
                {items.map((erasure) => (
                  <ErasureRow
                    key={erasure.id}
                    erasure={erasure}
                    mayAnswer={!mayNot}
                    onAnswer={(how) => setAsked({ erasure, how })}
                    onCertificate={() => setCertified(erasure)}
                  />
                ))}
              </ul>
            )
          }
        </StateView>
        <MoreButton of={query} />
        {query.data !== undefined && <MayNot action="erasures.manage" />}
      </div>
      {requesting && <EraseDialog onClose={() => setRequesting(false)} />}
      {asked && (
        <AnswerDialog
          asked={asked}
          onClose={(answered) => {
            setAsked(undefined)
            if (answered) list.current?.focus()
          }}
        />
      )}
      {certified && <Certificate erasure={certified} onClose={() => setCertified(undefined)} />}
    </Panel>
  )
}

interface ErasureRowProps {
  erasure: Erasure
  mayAnswer: boolean
  onAnswer: (how: Answer['how']) => void
  onCertificate: () => void
}

function ErasureRow({ erasure, mayAnswer, onAnswer, onCertificate }: ErasureRowProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const rows = useRowStyles()
  const scopeWords = useScopeWords()
  const told = useTold()
  const { state, scope, reason, messages, heldBack, askedBy, askedAt, askedByMe, answeredBy, answeredAt } =
    erasure
  const waits = state === 'waiting-for-approval'
  const chosen = scopeWords(scope)
  return (
    <li className={rows.row}>
      <div className={rows.words}>
        <div className={rows.head}>
          <Text weight="semibold">{t('count.messages', { count: messages, n: formatNumber(messages) })}</Text>
          <StatusMark tone={TONES[state]} text={t(`retention.erasures.state.${state}`)} />
        </div>
        <Text>{chosen}</Text>
        <Text>{reason}</Text>
        {heldBack > 0 && (
          <Text>{t('retention.heldBack', { count: heldBack, n: formatNumber(heldBack) })}</Text>
        )}
        <Text className={styles.quiet}>
          {t('retention.erasures.by', { who: askedBy, when: exactTime(askedAt) })}
          {answeredBy &&
            answeredAt &&
            ` · ${t(`retention.erasures.${state === 'rejected' ? 'rejectedBy' : 'approvedBy'}`, { who: answeredBy, when: exactTime(answeredAt) })}`}
        </Text>
        {waits && askedByMe && mayAnswer && <Text>{t('retention.erasures.someoneElse')}</Text>}
        {erasure.notice && (
          <Text>
            <Told told={told({ notice: erasure.notice, detail: '', hint: '' })} />
          </Text>
        )}
      </div>
      <div className={rows.buttons}>
        {waits && mayAnswer && !askedByMe && (
          <Button
            aria-label={t('retention.erasures.approveOf', { what: chosen })}
            onClick={() => onAnswer('approve')}
          >
            {t('retention.erasures.approve')}
          </Button>
        )}
        {waits && mayAnswer && (
          <Button
            appearance="subtle"
            aria-label={t(askedByMe ? 'retention.erasures.takeBackOf' : 'retention.erasures.rejectOf', {
              what: chosen,
            })}
            onClick={() => onAnswer('reject')}
          >
            {t(askedByMe ? 'retention.erasures.takeBack' : 'retention.erasures.reject')}
          </Button>
        )}
        {state === 'completed' && (
          <Button
            appearance="subtle"
            aria-label={t('retention.certificate.openOf', { what: chosen })}
            onClick={onCertificate}
          >
            {t('retention.certificate.open')}
          </Button>
        )}
      </div>
    </li>
  )
}

function AnswerDialog({ asked, onClose }: { asked: Asked; onClose: (answered: boolean) => void }) {
  const { t } = useTranslation()
  const answer = useAnswerErasure()
  const { erasure, how } = asked
  const { messages, askedByMe } = erasure
  const count = { count: messages, n: formatNumber(messages) }
  const approves = how === 'approve'
  const word = approves ? 'approve' : askedByMe ? 'takeBack' : 'reject'
  return (
    <ConfirmDialog
      open
      title={approves ? t('retention.erasures.approveTitle', count) : t('retention.erasures.rejectTitle')}
      confirm={t(approves ? 'retention.erasures.erase' : `retention.erasures.${word}`)}
      destroys={approves}
      busy={answer.isPending}
      error={answer.error}
      onConfirm={() => answer.mutate({ id: erasure.id, how }, { onSuccess: () => onClose(true) })}
      onClose={() => onClose(false)}
    >
      <Text>{t(approves ? 'retention.erasures.approveText' : 'retention.erasures.rejectText')}</Text>
    </ConfirmDialog>
  )
}
