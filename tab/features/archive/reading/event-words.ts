import type { TFunction } from 'i18next'
import { formatNames, formatNumber } from '../../../format/number.ts'
import { dateOnly, duration, isoDurationSeconds } from '../../../format/time.ts'
import type { GraphEventDetail, GraphIdentity, GraphIdentitySet } from './graph.ts'
import { isOutsider } from './sender.ts'

export type Names = ReadonlyMap<string, string>

/** All history was shared when the start is year one. */
const ALL_HISTORY = '0001-01-01'

/** What a system event says, in words. An event of a kind we do not know is named, never dropped. */
export function eventWords(detail: GraphEventDetail | null, names: Names, t: TFunction): string {
  if (!detail) return t('events.unknown')
  const kind = kindOf(detail)
  const who = nameOf(identityOf(detail.initiator), names, t) ?? t('events.someone')
  const write = WRITERS[kind]
  if (write) return write({ detail, who, names, t })
  return kind ? t('events.other', { name: spaced(kind) }) : t('events.unknown')
}

interface Told {
  detail: GraphEventDetail
  who: string
  names: Names
  t: TFunction
}

/** "#microsoft.graph.membersAddedEventMessageDetail" → "membersAdded". */
function kindOf(detail: GraphEventDetail): string {
  return String(detail['@odata.type'] ?? '')
    .replace(/^#?microsoft\.graph\./, '')
    .replace(/EventMessageDetail$/, '')
}

const WRITERS: Record<string, (told: Told) => string> = {
  callStarted: ({ detail, who, t }) => {
    if (detail.callEventType === 'meeting') return t('events.meetingStarted', { who })
    return t(detail.callEventType === 'screenShare' ? 'events.screenShareStarted' : 'events.callStarted', {
      who,
    })
  },
  callEnded,
  callRecording: ({ detail, who, t }) => {
    const name = textOf(detail.callRecordingDisplayName)
    switch (detail.callRecordingStatus) {
      case 'initial':
        return t('events.recordingStarted', { who })
      case 'failure':
        return t('events.recordingFailed')
      case 'chunkFinished':
        return t('events.recordingPart')
      default:
        return withDuration(
          name ? t('events.recordingReady', { name }) : t('events.recordingReadyUnnamed'),
          detail,
          t,
        )
    }
  },
  callTranscript: ({ t }) => t('events.transcript'),
  chatRenamed: ({ detail, who, t }) => {
    const name = textOf(detail.chatDisplayName)
    return name ? t('events.renamed', { who, name }) : t('events.nameRemoved', { who })
  },
  membersAdded,
  membersDeleted: (told) =>
    isSelf(told.detail)
      ? told.t('events.left', { names: members(told), count: membersOf(told.detail).length })
      : told.t('events.removed', { who: told.who, names: members(told) }),
  membersJoined: (told) =>
    told.t('events.joined', { names: members(told), count: membersOf(told.detail).length }),
  membersLeft: (told) =>
    told.t('events.left', { names: members(told), count: membersOf(told.detail).length }),
  meetingPolicyUpdated: ({ detail, who, t }) =>
    t(detail.meetingChatEnabled === false ? 'events.chatOff' : 'events.chatOn', { who }),
  messagePinned: ({ who, t }) => t('events.pinned', { who }),
  messageUnpinned: ({ who, t }) => t('events.unpinned', { who }),
  tabUpdated: ({ who, t }) => t('events.tab', { who }),
  teamsAppInstalled: ({ detail, who, t }) => t('events.appInstalled', { who, name: appName(detail, t) }),
  teamsAppRemoved: ({ detail, who, t }) => t('events.appRemoved', { who, name: appName(detail, t) }),
  teamsAppUpgraded: ({ detail, who, t }) => t('events.appUpgraded', { who, name: appName(detail, t) }),
  conversationMemberRoleUpdated: roleUpdated,
  channelAdded: ({ detail, who, t }) => t('events.channelAdded', { who, name: channelName(detail, t) }),
  channelDeleted: ({ detail, who, t }) => t('events.channelDeleted', { who, name: channelName(detail, t) }),
  channelRenamed: ({ detail, who, t }) => t('events.channelRenamed', { who, name: channelName(detail, t) }),
  channelDescriptionUpdated: ({ detail, who, t }) =>
    t('events.channelDescribed', { who, text: textOf(detail.channelDescription) ?? '' }),
  channelSetAsFavoriteByDefault: ({ who, t }) => t('events.channelShown', { who }),
  channelUnsetAsFavoriteByDefault: ({ who, t }) => t('events.channelHidden', { who }),
  teamCreated: ({ detail, who, t }) => {
    const created = t('events.teamCreated', { who, name: textOf(detail.teamDisplayName) ?? '' })
    const text = textOf(detail.teamDescription)
    return text ? `${created} · ${text}` : created
  },
  teamRenamed: ({ detail, who, t }) =>
    t('events.teamRenamed', { who, name: textOf(detail.teamDisplayName) ?? '' }),
  teamDescriptionUpdated: ({ detail, who, t }) =>
    t('events.teamDescribed', { who, text: textOf(detail.teamDescription) ?? '' }),
  teamArchived: ({ who, t }) => t('events.teamArchived', { who }),
  teamUnarchived: ({ who, t }) => t('events.teamUnarchived', { who }),
  teamJoiningEnabled: ({ who, t }) => t('events.joiningOn', { who }),
  teamJoiningDisabled: ({ who, t }) => t('events.joiningOff', { who }),
}

/** Where the recording an event speaks of is. */
export function recordingAddressOf(detail: GraphEventDetail | null): string | undefined {
  return detail === null ? undefined : textOf(detail.callRecordingUrl)
}

function withDuration(what: string, detail: GraphEventDetail, t: TFunction): string {
  const seconds = isoDurationSeconds(textOf(detail.callRecordingDuration) ?? '')
  return seconds === undefined ? what : t('events.lasts', { what, time: duration(seconds) })
}

function channelName(detail: GraphEventDetail, t: TFunction): string {
  return textOf(detail.channelDisplayName) ?? t('events.aChannel')
}

function callEnded({ detail, t }: Told): string {
  const type = detail.callEventType
  const what = t(
    type === 'meeting'
      ? 'events.meetingEnded'
      : type === 'screenShare'
        ? 'events.screenShareEnded'
        : 'events.callEnded',
  )
  const seconds = isoDurationSeconds(textOf(detail.callDuration) ?? '')
  const told = seconds === undefined ? what : t('events.after', { what, time: duration(seconds) })
  const count = Array.isArray(detail.callParticipants) ? detail.callParticipants.length : 0
  if (count === 0) return told
  return t('events.took', { what: told, people: t('count.people', { count, n: formatNumber(count) }) })
}

function membersAdded(told: Told): string {
  const { detail, who, t } = told
  const names = members(told)
  if (isSelf(detail)) return t('events.joined', { names, count: 1 })
  const what = t('events.added', { who, names })
  const since = textOf(detail.visibleHistoryStartDateTime)
  if (!since) return what
  if (since.startsWith(ALL_HISTORY)) return t('events.addedWithHistory', { what })
  return t('events.addedWithSome', { what, date: dateOnly(since) })
}

function roleUpdated({ detail, who, names, t }: Told): string {
  const roles = Array.isArray(detail.conversationMemberRoles)
    ? detail.conversationMemberRoles.map(String)
    : []
  const role = roles.includes('owner')
    ? 'events.roleOwner'
    : roles.includes('guest')
      ? 'events.roleGuest'
      : 'events.roleMember'
  const person = detail.conversationMemberUser as GraphIdentity | undefined
  return t('events.role', {
    who,
    names: nameOf(person, names, t) ?? t('events.someoneInside'),
    role: t(role),
  })
}

function membersOf({ members: people }: GraphEventDetail): GraphIdentity[] {
  return Array.isArray(people) ? (people as GraphIdentity[]) : []
}

/** The members an event is about, by name; those without one are counted. */
function members({ detail, names, t }: Told): string {
  const people = membersOf(detail)
  const known = people.map((it) => nameOf(it, names, t)).filter((it) => it !== undefined)
  const unknown = people.length - known.length
  if (known.length === 0) {
    return people.length > 1
      ? t('count.people', { count: people.length, n: formatNumber(people.length) })
      : t('events.someoneInside')
  }
  const more = (count: number) => t('count.more', { n: formatNumber(count) })
  return unknown === 0 ? formatNames(known, 4, more) : formatNames([...known, more(unknown)], 5, more)
}

function isSelf(detail: GraphEventDetail): boolean {
  const people = membersOf(detail)
  const initiator = identityOf(detail.initiator)?.id
  return people.length === 1 && initiator !== undefined && people[0]?.id === initiator
}

function identityOf(value: unknown): GraphIdentity | undefined {
  const set = (value ?? undefined) as GraphIdentitySet | undefined
  return set?.user ?? set?.application ?? set?.device ?? undefined
}

/** Anyone who comes from outside is named as such: who was let into a chat matters. */
function nameOf(person: GraphIdentity | undefined, names: Names, t: TFunction): string | undefined {
  const name = person?.displayName || (person?.id ? names.get(person.id) : undefined)
  return name && person && isOutsider(person) ? t('events.outside', { name }) : name
}

function appName(detail: GraphEventDetail, t: TFunction): string {
  return textOf(detail.teamsAppDisplayName) ?? t('events.anApp')
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}

/** "teamRenamed" → "team renamed". */
function spaced(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}
