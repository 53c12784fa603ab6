import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Delete16Regular, Important16Filled, ShieldError16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { exactTime } from '../../../format/time.ts'
import type { GraphParts, GraphPolicyViolation } from '../reading/graph.ts'
import { Revisions } from './Revisions.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '2px 12px', paddingInline: '2px' },
  mark: {
    display: 'inline-flex',
    gap: '4px',
    alignItems: 'flex-start',
    color: tokens.colorNeutralForeground2,
  },
  strong: { color: tokens.colorPaletteRedForeground1 },
  icon: { flexShrink: 0 },
})

/** What is worth knowing about a message beside its text: important, blocked, edited, deleted. */
export function MessageMarks({ message, parts }: { message: ArchivedMessage; parts: GraphParts }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { importance, policyViolation } = parts
  const urgent = importance === 'urgent'
  const marks: ReactNode[] = []
  if (urgent || importance === 'high') {
    marks.push(
      <Mark key="importance" strong icon={<Important16Filled className={styles.icon} aria-hidden />}>
        {t(urgent ? 'archive.mark.urgent' : 'archive.mark.high')}
      </Mark>,
    )
  }
  if (policyViolation) {
    marks.push(
      <Mark key="policy" icon={<ShieldError16Regular className={styles.icon} aria-hidden />}>
        <PolicyWords violation={policyViolation} />
      </Mark>,
    )
  }
  if (message.tombstone) {
    const when = message.deletedDateTime && exactTime(message.deletedDateTime)
    marks.push(
      <Mark key="deleted" icon={<Delete16Regular className={styles.icon} aria-hidden />}>
        {when ? t('archive.mark.deleted', { when }) : t('archive.mark.deletedUndated')}
      </Mark>,
    )
  }
  if (message.revisions.length > 1 || message.lastEditedDateTime)
    marks.push(<Revisions key="edited" message={message} />)
  return marks.length > 0 ? <div className={styles.root}>{marks}</div> : null
}

function Mark({
  icon,
  strong = false,
  children,
}: {
  icon: ReactNode
  strong?: boolean
  children: ReactNode
}) {
  const styles = useStyles()
  return (
    <span className={strong ? `${styles.mark} ${styles.strong}` : styles.mark}>
      {icon}
      <Text size={200}>{children}</Text>
    </span>
  )
}

/** What a policy did, the tip of the organization that shows it, and what the sender said to it. */
function PolicyWords({ violation }: { violation: GraphPolicyViolation }) {
  const { t } = useTranslation()
  const { dlpAction, userAction, policyTip } = violation
  const tip = policyTip?.generalText
  const answer = answerOf(userAction ?? '')
  return (
    <>
      {t(`archive.mark.${policyActionOf(dlpAction ?? '')}`)}
      {tip && (
        <>
          {' · '}
          <bdi data-user-content>{tip}</bdi>
        </>
      )}
      {answer && ` · ${t(`archive.mark.${answer}`)}`}
    </>
  )
}

function policyActionOf(action: string) {
  if (action.includes('blockAccessExternal')) return 'dlpBlockedExternal'
  return action.includes('blockAccess') ? 'dlpBlocked' : 'dlpNotified'
}

function answerOf(action: string) {
  if (action.includes('override')) return 'dlpOverridden'
  return action.includes('reportFalsePositive') ? 'dlpReported' : undefined
}
