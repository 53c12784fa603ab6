/** What a system event says, in English. An event of a kind we don't know is named, never dropped. */
import {
  eventKindOf,
  type Identity,
  identityIn,
  type Json,
  membersIn,
  objectsIn,
  textIn,
} from './graph-parts.ts'

type NameOf = (identity: Identity | undefined) => string | undefined

export function eventWords(detail: Json | undefined, nameOf: NameOf): string {
  if (detail === undefined) return 'System event'
  const kind = eventKindOf(detail)
  const initiator = identityIn(detail.initiator)
  const write = WRITERS[kind]
  if (write)
    return write({
      detail,
      initiator,
      who: nameOf(initiator) ?? 'Someone',
      people: peopleWords(membersIn(detail), nameOf),
    })
  return kind === '' ? 'System event' : `System event: ${spaced(kind)}`
}

type Told = { detail: Json; initiator: Identity | undefined; who: string; people: string }

const CALLS: Readonly<Record<string, string>> = { meeting: 'the meeting', screenShare: 'sharing a screen' }

const WRITERS: Readonly<Record<string, (told: Told) => string>> = {
  callStarted: ({ detail, who }) => `${who} started ${CALLS[String(detail.callEventType)] ?? 'a call'}`,
  callEnded: ({ detail }) => {
    const what = detail.callEventType === 'meeting' ? 'The meeting ended' : 'The call ended'
    const duration = textIn(detail.callDuration)
    const took = objectsIn(detail.callParticipants).length
    return `${what}${duration ? ` after ${duration}` : ''}${took > 0 ? ` (${took} took part)` : ''}`
  },
  callRecording: ({ detail }) => {
    const name = textIn(detail.callRecordingDisplayName)
    return `Recording${name ? ` “${name}”` : ''}: ${textIn(detail.callRecordingStatus) ?? 'ready'}`
  },
  callTranscript: () => 'A meeting transcript was created',
  chatRenamed: ({ detail, who }) => {
    const name = textIn(detail.chatDisplayName)
    return name ? `${who} renamed the chat to “${name}”` : `${who} removed the name of the chat`
  },
  membersAdded: (told) =>
    isSelf(told)
      ? `${told.people} joined the chat`
      : `${told.who} added ${told.people}${historyWords(told.detail)}`,
  membersDeleted: (told) =>
    isSelf(told) ? `${told.people} left the chat` : `${told.who} removed ${told.people}`,
  membersJoined: ({ people }) => `${people} joined the chat`,
  membersLeft: ({ people }) => `${people} left the chat`,
  meetingPolicyUpdated: ({ detail, who }) =>
    `${who} turned ${detail.meetingChatEnabled === false ? 'off' : 'on'} the meeting chat`,
  messagePinned: ({ who }) => `${who} pinned a message`,
  messageUnpinned: ({ who }) => `${who} unpinned a message`,
  tabUpdated: ({ who }) => `${who} changed a tab`,
  teamsAppInstalled: ({ detail, who }) => `${who} added the app ${appName(detail)}`,
  teamsAppRemoved: ({ detail, who }) => `${who} removed the app ${appName(detail)}`,
  teamsAppUpgraded: ({ detail, who }) => `${who} updated the app ${appName(detail)}`,
}

function isSelf({ detail, initiator }: Told): boolean {
  const members = membersIn(detail)
  return members.length === 1 && initiator?.id !== undefined && members[0]?.id === initiator.id
}

/** All history was shared when the start is year one. */
function historyWords(detail: Json): string {
  const since = textIn(detail.visibleHistoryStartDateTime)
  if (since === undefined) return ''
  return since.startsWith('0001')
    ? ' and shared all chat history'
    : ` and shared chat history from ${since.slice(0, 10)}`
}

function appName(detail: Json): string {
  return textIn(detail.teamsAppDisplayName) ?? 'without a name'
}

function peopleWords(people: readonly Identity[], nameOf: NameOf): string {
  const names = people.map((person) => nameOf(person) ?? 'someone')
  return names.length === 0 ? 'someone' : names.join(', ')
}

/** `teamRenamed` → `team renamed`. */
function spaced(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}
