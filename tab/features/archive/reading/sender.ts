import type { TFunction } from 'i18next'
import type { GraphIdentity, GraphIdentitySet } from './graph.ts'

/** Why a sender is marked. Undefined: a member of the archived tenant, who needs no mark. */
export type SenderMark =
  | 'federated'
  | 'anonymous'
  | 'personal'
  | 'skype'
  | 'phone'
  | 'email'
  | 'otherOrg'
  /** A kind of account this version does not know, or none of an organization. */
  | 'outside'
  | 'device'
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
  azureCommunicationServicesUser: 'outside',
}

/** Accounts of an organization's directory (Learn: teamworkUserIdentityType); rows of old leave the type out. */
const OF_A_DIRECTORY = new Set(['', 'aadUser', 'onPremiseAadUser'])

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
  return { id, name, mark: device ? 'device' : undefined }
}

function userMark(type: string | null | undefined, theirs: string | null | undefined, ours: string) {
  const known = USER_MARKS[type ?? '']
  if (known) return known
  if (!OF_A_DIRECTORY.has(type ?? '')) return 'outside'
  return theirs && theirs.toLowerCase() !== ours.toLowerCase() ? 'otherOrg' : undefined
}

/** Whether someone named in an event is of no organization's directory, or of a federated one. */
export function isOutsider({ userIdentityType }: GraphIdentity): boolean {
  return !OF_A_DIRECTORY.has(userIdentityType ?? '')
}

/** What a sender is called; two without a name are told apart by the end of their ids. */
export function senderName({ id, name }: Sender, t: TFunction): string {
  return name ?? (id ? t('archive.unknownPerson', { id: id.slice(-4) }) : t('archive.sender.unknown'))
}
