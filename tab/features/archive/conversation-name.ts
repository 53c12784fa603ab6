import type { TFunction } from 'i18next'
import type { Conversation } from '../../../server/contract/index.ts'
import { personName } from '../../components/person-name.ts'
import { formatNames, formatNumber } from '../../format/number.ts'

/** The topic, else the others in it as Teams would name it for this person. */
export function conversationName(conversation: Conversation, subjectId: string, t: TFunction): string {
  if (conversation.topic) return conversation.topic
  if (conversation.type === 'self') return t('archive.type.self')
  const others = conversation.members.filter((it) => it.id !== subjectId).map((it) => personName(it, t))
  if (others.length === 0) return t('archive.noTopic')
  return formatNames(others, 3, (count) => t('count.more', { n: formatNumber(count) }))
}
