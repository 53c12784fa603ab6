import type { GraphIdentitySet } from './graph.ts'

/** Why a sender is marked. Undefined: a member of the archived tenant, who needs no mark. */
export type SenderMark =
  | 'federated'
  | 'anonymous'
  | 'personal'
  | 'skype'
  | 'phone'
  | 'email'
  | 'otherOrg'
  | 'bot'
  | 'app'
  | 'connector'
  | 'webhook'

export interface Sender {
  id: string | undefined
  name: string | undefined
  mark: SenderMark | undefined
}

const USER_MARKS: Record<string, SenderMark> = {
  federatedUser: 'federated',
  anonymousGuest: 'anonymous',
  personalMicrosoftAccountUser: 'personal',
  skypeUser: 'skype',
  phoneUser: 'phone',
  emailUser: 'email',
}

const APPLICATION_MARKS: Record<string, SenderMark> = {
  bot: 'bot',
  tenantBot: 'bot',
  office365Connector: 'connector',
  outgoingWebhook: 'webhook',
}

/** Who sent it, of the one identity that is set; `names` knows people whose name the row leaves out. */
export function senderOf(
  from: GraphIdentitySet | null | undefined,
  tenantId: string,
  names: ReadonlyMap<string, string>,
): Sender {
  const { user, application, device } = from ?? {}
  const who = user ?? application ?? device
  const id = who?.id ?? undefined
  const name = who?.displayName || (id ? names.get(id) : undefined)
  if (user) return { id, name, mark: userMark(user.userIdentityType, user.tenantId, tenantId) }
  if (application)
    return { id, name, mark: APPLICATION_MARKS[application.applicationIdentityType ?? ''] ?? 'app' }
  return { id, name, mark: undefined }
}

function userMark(type: string | null | undefined, theirs: string | null | undefined, ours: string) {
  const known = USER_MARKS[type ?? '']
  if (known) return known
  return theirs && theirs.toLowerCase() !== ours.toLowerCase() ? 'otherOrg' : undefined
}
