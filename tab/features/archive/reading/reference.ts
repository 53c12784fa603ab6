import { type GraphAttachment, type GraphIdentitySet, jsonOf } from './graph.ts'

/** A quoted or a forwarded message, as its attachment tells. */
export interface Reference {
  messageId: string | undefined
  sender: GraphIdentitySet | undefined
  /** Text of a quote, HTML of a forwarded message. */
  content: string
  sentAt: string | undefined
}

/** The attachment form of a quoted reply; undefined when its content cannot be read. */
export function quotedOf(attachment: GraphAttachment): Reference | undefined {
  const content = jsonOf(attachment.content)
  if (!content) return undefined
  return {
    messageId: textOr(content.messageId) ?? attachment.id ?? undefined,
    sender: content.messageSender as GraphIdentitySet | undefined,
    content: textOr(content.messagePreview) ?? '',
    sentAt: undefined,
  }
}

export function forwardedOf(attachment: GraphAttachment): Reference | undefined {
  const content = jsonOf(attachment.content)
  if (!content) return undefined
  return {
    messageId: textOr(content.originalMessageId),
    sender: content.originalMessageSender as GraphIdentitySet | undefined,
    content: textOr(content.originalMessageContent) ?? '',
    sentAt: textOr(content.originalSentDateTime),
  }
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}
