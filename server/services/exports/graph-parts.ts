/** Members of a Graph message that exports tell of. A member of the wrong shape is as if it weren't there. */
import type { ChatMessage } from '../../domain/message.ts'

export type Json = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf).filter((it) => it !== undefined) : []
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** JSON text of an attachment; undefined when it's none. */
export function jsonIn(text: unknown): Json | undefined {
  try {
    return objectOf(JSON.parse(textIn(text) ?? ''))
  } catch {
    return undefined
  }
}

export type Identity = {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly kind: 'person' | 'app' | 'device'
  /** Of no account in an organization's directory, or of a federated one. */
  readonly isOutside: boolean
}

/** Accounts of an organization's directory (Learn: teamworkUserIdentityType); old rows leave the type out. */
const OF_A_DIRECTORY: ReadonlySet<unknown> = new Set([undefined, 'aadUser', 'onPremiseAadUser'])

/** The one identity of an identity set that is there. */
export function identityIn(set: unknown): Identity | undefined {
  const { user, application, device } = objectOf(set) ?? {}
  const [person, app, machine] = [objectOf(user), objectOf(application), objectOf(device)]
  const who = person ?? app ?? machine
  if (who === undefined) return undefined
  return {
    id: textIn(who.id),
    name: textIn(who.displayName),
    kind: person ? 'person' : app ? 'app' : 'device',
    isOutside: person !== undefined && !OF_A_DIRECTORY.has(textIn(who.userIdentityType)),
  }
}

export function membersIn(detail: Json): Identity[] {
  return objectsIn(detail.members).flatMap((user) => identityIn({ user }) ?? [])
}

export function eventDetailOf(message: ChatMessage): Json | undefined {
  return objectOf(message.eventDetail)
}

/** `#microsoft.graph.membersAddedEventMessageDetail` → `membersAdded`. */
export function eventKindOf(detail: Json): string {
  return String(detail['@odata.type'] ?? '')
    .replace(/^#?microsoft\.graph\./, '')
    .replace(/EventMessageDetail$/, '')
}
