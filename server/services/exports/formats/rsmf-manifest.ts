/** From messages of one conversation to the manifest of an RSMF file. What it holds depends on the messages alone. */
import type { ConversationView } from '../conversations.ts'
import { digestOf, emailOf } from '../mail.ts'
import type { MessageView, Person } from '../message-view.ts'
import type { RsmfEvent, RsmfManifest } from './rsmf-rules.ts'

/** A file in rsmf.zip. */
export type RsmfFile = { readonly id: string; readonly display: string; readonly bytes: Uint8Array }

export type RsmfMessage = { readonly message: MessageView; readonly files: readonly RsmfFile[] }

export function manifestOf(
  conversation: ConversationView,
  messages: readonly RsmfMessage[],
  tenantId: string,
): RsmfManifest {
  const people = participantsOf(conversation, messages)
  const type = conversation.type === 'oneOnOne' || conversation.type === 'self' ? 'direct' : 'channel'
  const chat = digestOf(conversation.id).slice(0, 12)
  const ids = new Map(messages.map(({ message }) => [message.id, `${chat}-${message.id}`]))
  return {
    version: '2.0.0',
    eventcollectionid: `sha256:${digestOf(`${tenantId}\n${conversation.id}`)}`,
    participants: [...people.values()].map((person) => participant(person, conversation)),
    conversations: [
      {
        id: conversation.id,
        platform: 'teams',
        display: conversation.name.slice(0, 500),
        type,
        participants: [...people.keys()],
        custom: [
          { name: 'Chat ID', value: conversation.id },
          { name: 'Chat type', value: conversation.type },
          { name: 'Tenant ID', value: tenantId },
        ],
      },
    ],
    events: messages.map((it) => eventOf(it, type, ids)),
  }
}

/** In the order of their ids, so that the same conversation names them in the same order whoever exports it. */
function participantsOf(
  { members }: ConversationView,
  messages: readonly RsmfMessage[],
): Map<string, Person> {
  const people: Person[] = [
    ...members.map(({ id, displayName, external }) => ({ id, name: displayName || id, isOutside: external })),
    ...messages.flatMap(({ message }) => [
      message.sender,
      ...(message.event?.people ?? []),
      ...message.reactions.flatMap((reaction) => reaction.people),
    ]),
  ]
  const byId = new Map<string, Person>()
  for (const person of people) if (!byId.has(person.id)) byId.set(person.id, person)
  return new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function participant(
  { id, name }: Person,
  { members }: ConversationView,
): RsmfManifest['participants'][number] {
  const email = emailOf(members.find((member) => member.id === id)?.email)
  return { id, display: name, ...(email !== undefined && { email }), account_id: id }
}

function eventOf(
  { message, files }: RsmfMessage,
  type: 'direct' | 'channel',
  ids: ReadonlyMap<string, string>,
): RsmfEvent {
  const { event, shown, importance, deletedAt, repliesTo, reactions } = message
  const [kind, who] = kindOf(message, type)
  const body = event?.text ?? shown.text
  const parent = repliesTo
    .map((id) => ids.get(id))
    .find((id) => id !== undefined && id !== ids.get(message.id))
  const edits = editsOf(message)
  return {
    id: ids.get(message.id) ?? message.id,
    type: kind,
    ...(parent !== undefined && { parent }),
    ...(body !== '' && { body }),
    participant: who.id,
    conversation: message.chatId,
    timestamp: message.sentAt,
    ...(deletedAt !== undefined && { deleted: true as const }),
    importance: importance === 'normal' ? 'normal' : 'high',
    ...(reactions.length > 0 && {
      reactions: reactions.map(({ value, people }) => ({
        value: [...value].slice(0, 15).join(''),
        count: people.length,
        participants: [...new Set(people.map(({ id }) => id))],
      })),
    }),
    ...(files.length > 0 && {
      attachments: files.map(({ id, display, bytes }) => ({ id, display, size: bytes.length })),
    }),
    ...(edits.length > 0 && { edits }),
    custom: customOf(message),
  }
}

/** Someone joins or leaves a channel on their own: an event about several people, or in a direct chat, is told in words. */
function kindOf({ event, sender }: MessageView, type: 'direct' | 'channel'): [RsmfEvent['type'], Person] {
  if (event === undefined) return ['message', sender]
  const [who, ...others] = event.people
  if (who === undefined || others.length > 0 || type === 'direct') return ['unknown', sender]
  if (/^members(Added|Joined)$/.test(event.kind)) return ['join', who]
  return /^members(Deleted|Left)$/.test(event.kind) ? ['leave', who] : ['unknown', sender]
}

function editsOf({ earlier, shown, sender, event }: MessageView): NonNullable<RsmfEvent['edits']> {
  const versions = [...earlier, shown].filter(({ text }) => text !== '')
  if (event !== undefined) return []
  return versions.slice(1).flatMap(({ text, modifiedAt }, at) => {
    const previous = versions[at]?.text ?? ''
    return previous === '' ? [] : [{ participant: sender.id, timestamp: modifiedAt, previous, new: text }]
  })
}

function customOf(message: MessageView): RsmfEvent['custom'] {
  return [
    { name: 'Message ID', value: message.id },
    { name: 'Archived versions', value: String(message.versions) },
    ...(message.deletedAt === undefined ? [] : [{ name: 'Deleted at', value: message.deletedAt }]),
    ...(message.editedAt === undefined ? [] : [{ name: 'Edited at', value: message.editedAt }]),
  ]
}
