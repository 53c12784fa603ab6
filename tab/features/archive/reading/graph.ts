/**
 * The parts of a Graph chat message that are drawn. Everything is optional: rows are kept as Microsoft returned them,
 * and older, newer or unknown shapes have to be shown, not refused.
 */
export interface GraphIdentity {
  id?: string | null
  displayName?: string | null
  userIdentityType?: string | null
  applicationIdentityType?: string | null
  conversationIdentityType?: string | null
  tenantId?: string | null
}

export interface GraphIdentitySet {
  user?: GraphIdentity | null
  application?: GraphIdentity | null
  device?: GraphIdentity | null
  conversation?: GraphIdentity | null
}

export interface GraphAttachment {
  id?: string | null
  contentType?: string | null
  contentUrl?: string | null
  content?: string | null
  name?: string | null
}

export interface GraphReaction {
  reactionType?: string | null
  displayName?: string | null
  user?: GraphIdentitySet | null
}

export interface GraphMention {
  id?: number | null
  mentionText?: string | null
  mentioned?: GraphIdentitySet | null
}

export interface GraphHistoryItem {
  actions?: string | null
  modifiedDateTime?: string | null
  reaction?: GraphReaction | null
}

export interface GraphPolicyViolation {
  dlpAction?: string | null
  userAction?: string | null
  verdictDetails?: string | null
  justificationText?: string | null
  policyTip?: {
    generalText?: string | null
    complianceUrl?: string | null
    matchedConditionDescriptions?: readonly unknown[] | null
  } | null
}

export type GraphEventDetail = Record<string, unknown> & { '@odata.type'?: string }

/** The same members read off an archived message; a member of the wrong shape is as if it were not there. */
export interface GraphParts {
  from: GraphIdentitySet | null
  subject: string | null
  /** What a notification said of it. */
  summary: string | null
  importance: string
  attachments: GraphAttachment[]
  reactions: GraphReaction[]
  mentions: GraphMention[]
  history: GraphHistoryItem[]
  policyViolation: GraphPolicyViolation | null
  eventDetail: GraphEventDetail | null
}

export function partsOf(message: Record<string, unknown>): GraphParts {
  return {
    from: objectOr(message.from),
    subject: textOr(message.subject),
    summary: textOr(message.summary),
    importance: typeof message.importance === 'string' ? message.importance : 'normal',
    attachments: listOf(message.attachments),
    reactions: listOf(message.reactions),
    mentions: listOf(message.mentions),
    history: listOf(message.messageHistory),
    policyViolation: objectOr(message.policyViolation),
    eventDetail: objectOr(message.eventDetail),
  }
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' && value ? value : null
}

function objectOr<T extends object>(value: unknown): T | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as T) : null
}

function listOf<T extends object>(value: unknown): T[] {
  return Array.isArray(value) ? value.filter((it) => objectOr(it) !== null) : []
}

/** JSON text of an attachment, or undefined when it is none. */
export function jsonOf(text: string | null | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return objectOr<Record<string, unknown>>(value) ?? undefined
  } catch {
    return undefined
  }
}
