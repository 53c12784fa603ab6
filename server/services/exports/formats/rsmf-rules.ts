/**
 * RSMF 2.0 as strictly as its readers take it: Relativity's schema (relativitydev/rsmf-validator-samples) lets ids dangle and
 * asks for an event's type alone, while its validator refuses repeated ids, empty values and empty attachments, and breaks at a
 * reaction without participants. What passes here passes both.
 */
import { z } from 'zod'

const text = z.string().min(1)
const at = z.iso.datetime({ precision: 3 })
const custom = z.array(z.strictObject({ name: text, value: text })).min(1)

const Participant = z.strictObject({
  id: text,
  display: text,
  email: z.email().optional(),
  account_id: text,
})

const Conversation = z.strictObject({
  id: text,
  platform: z.literal('teams'),
  display: text,
  type: z.enum(['direct', 'channel']),
  participants: z.array(text).min(1),
  custom,
})

const Reaction = z.strictObject({
  value: text.max(30),
  count: z.int().min(1),
  participants: z.array(text).min(1),
})
const Attachment = z.strictObject({ id: text, display: text, size: z.int().min(1) })
const Edit = z.strictObject({ participant: text, timestamp: at, previous: text, new: text })

const Event = z.strictObject({
  id: text,
  type: z.enum(['message', 'join', 'leave', 'unknown']),
  parent: text.optional(),
  body: text.optional(),
  participant: text,
  conversation: text,
  timestamp: at,
  deleted: z.literal(true).optional(),
  importance: z.enum(['normal', 'high']),
  reactions: z.array(Reaction).min(1).optional(),
  attachments: z.array(Attachment).min(1).optional(),
  edits: z.array(Edit).min(1).optional(),
  custom,
})
export type RsmfEvent = z.infer<typeof Event>

export const RsmfManifest = z.strictObject({
  version: z.literal('2.0.0'),
  eventcollectionid: text,
  participants: z.array(Participant).min(1),
  conversations: z.array(Conversation).length(1),
  events: z.array(Event).min(1).max(10_000),
})
export type RsmfManifest = z.infer<typeof RsmfManifest>

/**
 * What breaks the rules; empty when nothing does. `files`: the other files beside
 * the manifest in rsmf.zip.
 */
export function faultsOf(manifest: unknown, files: readonly string[]): string[] {
  const parsed = RsmfManifest.safeParse(manifest)
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const { participants, conversations, events } = parsed.data
  const people = new Set(participants.map(({ id }) => id))
  const chats = new Set(conversations.map(({ id }) => id))
  const ids = new Set(events.map(({ id }) => id))
  const named = events.flatMap(({ attachments = [] }) => attachments.map(({ id }) => id))
  const missing = (what: string, wanted: readonly (string | undefined)[], known: ReadonlySet<string>) =>
    wanted.flatMap((id) =>
      id === undefined || known.has(id) ? [] : [`The ${what} with ID ${id} wasn’t found.`],
    )
  return [
    ...repeated('participant', participants),
    ...repeated('event', events),
    ...missing(
      'participant',
      conversations.flatMap((it) => it.participants),
      people,
    ),
    ...missing('participant', events.flatMap(peopleIn), people),
    ...missing(
      'conversation',
      events.map(({ conversation }) => conversation),
      chats,
    ),
    ...missing(
      'parent',
      events.map(({ parent }) => parent),
      ids,
    ),
    ...named
      .filter((id) => !files.includes(id))
      .map((id) => `The attachment with ID ${id} wasn’t found in the zip archive.`),
    ...files
      .filter((name) => !named.includes(name))
      .map((name) => `The file ${name} in the zip archive doesn’t have a reference.`),
    ...events.flatMap(({ timestamp, id }, index) =>
      timestamp < (events[index - 1]?.timestamp ?? '')
        ? [`The event ${id} comes before the one ahead of it.`]
        : [],
    ),
  ]
}

function peopleIn({ participant, reactions = [], edits = [] }: RsmfEvent): string[] {
  return [
    participant,
    ...reactions.flatMap(({ participants }) => participants),
    ...edits.map((edit) => edit.participant),
  ]
}

function repeated(what: string, items: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>()
  return items.flatMap(({ id }) => {
    if (seen.has(id)) return [`The ${what} ID ${id} isn’t unique.`]
    seen.add(id)
    return []
  })
}
