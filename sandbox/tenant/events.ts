import type { Random } from '../random.ts'
import type { Chat, Participant } from './chats.ts'
import { bareUser, type Draft, graphTime } from './message.ts'
import type { Sender } from './people.ts'

/** System events as Graph describes them (Learn: eventMessageDetail and the types derived from it). */
export interface EventDraft extends Draft {
  /** The export leaves meeting-related control messages out (Learn: Export content with the Teams Export APIs). */
  readonly thread: 'exported' | 'thread-only'
}

function event(name: string, initiator: Sender | undefined, more: object): EventDraft {
  const by = initiator ? { initiator: identity(initiator) } : {}
  const eventDetail = { '@odata.type': `#microsoft.graph.${name}EventMessageDetail`, ...more, ...by }
  return { contentType: 'html', content: '<systemEventMessage/>', eventDetail, thread: 'exported' }
}

function identity(sender: Sender): object {
  return { application: null, device: null, user: bareUser(sender) }
}

const members = (list: readonly Participant[]) => list.map(({ sender }) => bareUser(sender))

export function membersAdded(by: Sender, added: readonly Participant[]): EventDraft {
  return event('membersAdded', by, {
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    members: members(added),
  })
}

export function membersLeft(who: Participant): EventDraft {
  return event('membersLeft', who.sender, { members: members([who]) })
}

export function chatRenamed(by: Sender, chat: Chat, name: string): EventDraft {
  return event('chatRenamed', by, { chatId: chat.id, chatDisplayName: name })
}

/** All kinds of event that occur in chats, in an order that tells a story. */
export function everyEvent(chat: Chat, at: number, random: Random): EventDraft[] {
  const [host, second = host] = chat.participants
  if (!host || !second) return []
  const by = host.sender
  const callId = random.guid()
  const kind = chat.type === 'meeting' ? 'meeting' : 'call'
  const call = { callId, callEventType: kind }
  const app = { teamsAppId: random.guid(), teamsAppDisplayName: 'Polls' }
  const pin = { eventDateTime: graphTime(at) }
  const recording = {
    callId,
    callRecordingDisplayName: `Call with ${second.sender.displayName}.mp4`,
    callRecordingUrl:
      'https://contoso-my.sharepoint.com/personal/mia_berg_contoso_com/Documents/Recordings/call.mp4',
    callRecordingDuration: 'PT12M31S',
    callRecordingStatus: 'success',
    meetingOrganizer: identity(by),
  }
  const transcript = { callId, callTranscriptICalUid: random.hex(32), meetingOrganizer: identity(by) }
  const callParticipants = chat.participants.map(({ sender }) => ({ participant: identity(sender) }))
  const calls = [
    event('callStarted', by, call),
    event('callRecording', by, recording),
    event('callTranscript', undefined, transcript),
    event('callEnded', by, { ...call, callDuration: 'PT12M59S', callParticipants }),
  ]
  return [
    ...calls.map((draft) => (kind === 'meeting' ? threadOnly(draft) : draft)),
    event('membersJoined', second.sender, { members: members([second]) }),
    event('membersDeleted', by, { members: members([second]) }),
    membersAdded(by, [second]),
    event('messagePinned', by, pin),
    event('messageUnpinned', by, pin),
    event('tabUpdated', by, { tabId: random.guid() }),
    event('teamsAppInstalled', by, app),
    event('teamsAppUpgraded', by, app),
    event('teamsAppRemoved', by, app),
    ...(kind === 'meeting' ? [threadOnly(meetingPolicy(by, chat))] : []),
  ]
}

/** A call among the members of a chat: started and ended. */
export function callEvents(chat: Chat, random: Random): EventDraft[] {
  const events = everyEvent(chat, 0, random)
  return [events[0], events[3]].filter((draft) => draft !== undefined)
}

function meetingPolicy(by: Sender, chat: Chat): EventDraft {
  return event('meetingPolicyUpdated', by, { meetingChatEnabled: true, meetingChatId: chat.id })
}

function threadOnly(draft: EventDraft): EventDraft {
  return { ...draft, thread: 'thread-only' }
}
