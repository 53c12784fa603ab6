import { describe, expect, it } from 'vitest'
import { i18n } from '../../../i18n/index.ts'
import { eventWords } from './event-words.ts'

const names = new Map([
  ['mia', 'Mia Berg'],
  ['ben', 'Ben Lund'],
])
const by = (id: string) => ({ initiator: { user: { id, displayName: null } } })
const says = (type: string, more: Record<string, unknown> = {}) =>
  eventWords({ '@odata.type': `#microsoft.graph.${type}EventMessageDetail`, ...more }, names, i18n.t)

describe('system events in words', () => {
  it('tell calls, meetings and screen sharing apart', () => {
    expect(says('callStarted', { ...by('mia'), callEventType: 'call' })).toBe('Mia Berg started a call')
    expect(says('callStarted', { ...by('mia'), callEventType: 'meeting' })).toBe(
      'Mia Berg started the meeting',
    )
    expect(says('callStarted', { ...by('mia'), callEventType: 'screenShare' })).toBe(
      'Mia Berg started sharing a screen',
    )
  })

  it('say how long a call took and how many took part', () => {
    expect(
      says('callEnded', { callEventType: 'call', callDuration: 'PT1M5S', callParticipants: [{}, {}] }),
    ).toBe('The call ended after 1 min 5 sec · 2 people took part')
    expect(says('callEnded', { callEventType: 'meeting' })).toBe('The meeting ended')
  })

  it('follow a recording', () => {
    const state = (callRecordingStatus: string) =>
      says('callRecording', { ...by('mia'), callRecordingStatus })
    expect(['initial', 'success', 'failure', 'chunkFinished'].map(state)).toEqual([
      'Mia Berg started recording',
      'The recording is ready',
      'The recording failed',
      'Part of the recording was saved',
    ])
    expect(
      says('callRecording', { callRecordingStatus: 'success', callRecordingDisplayName: 'Weekly' }),
    ).toBe('The recording “Weekly” is ready')
  })

  it('name anyone who comes from outside as such', () => {
    const from = (userIdentityType: string) => [{ id: 'ben', userIdentityType }]
    const added = (type: string) => says('membersAdded', { ...by('mia'), members: from(type) })
    expect(added('aadUser')).toBe('Mia Berg added Ben Lund')
    expect(added('azureCommunicationServicesUser')).toBe('Mia Berg added Ben Lund (external)')
    expect(added('somethingNew')).toBe('Mia Berg added Ben Lund (external)')
  })

  it('say who was added and how much history came with it', () => {
    const added = (start?: string) =>
      says('membersAdded', { ...by('mia'), members: [{ id: 'ben' }], visibleHistoryStartDateTime: start })
    expect(added()).toBe('Mia Berg added Ben Lund')
    expect(added('0001-01-01T00:00:00Z')).toBe('Mia Berg added Ben Lund and shared all chat history')
  })

  it('count people whose names are not known', () => {
    expect(
      says('membersAdded', { ...by('mia'), members: [{ id: 'ben' }, { id: 'x' }, { id: 'y' }] }),
    ).toContain('2 more')
    expect(says('membersAdded', { ...by('mia'), members: [{ id: 'x' }, { id: 'y' }] })).toBe(
      'Mia Berg added 2 people',
    )
  })

  it('tell leaving from being removed', () => {
    expect(says('membersDeleted', { ...by('mia'), members: [{ id: 'ben' }] })).toBe(
      'Mia Berg removed Ben Lund',
    )
    expect(says('membersDeleted', { ...by('ben'), members: [{ id: 'ben' }] })).toBe('Ben Lund left the chat')
    expect(says('membersLeft', { members: [{ id: 'ben' }] })).toBe('Ben Lund left the chat')
    expect(says('membersJoined', { members: [{ id: 'ben' }] })).toBe('Ben Lund joined the chat')
  })

  it('tell a new name of a chat, and when it has none any more', () => {
    expect(says('chatRenamed', { ...by('mia'), chatDisplayName: 'Phoenix' })).toBe(
      'Mia Berg renamed the chat to “Phoenix”',
    )
    expect(says('chatRenamed', { ...by('mia'), chatDisplayName: null })).toBe(
      'Mia Berg removed the name of the chat',
    )
  })

  it('cover everything else that happens in chats', () => {
    expect([
      says('callTranscript'),
      says('meetingPolicyUpdated', { ...by('mia'), meetingChatEnabled: false }),
      says('messagePinned', by('mia')),
      says('messageUnpinned', by('mia')),
      says('tabUpdated', by('mia')),
      says('teamsAppInstalled', { ...by('mia'), teamsAppDisplayName: 'Polls' }),
      says('teamsAppRemoved', { ...by('mia'), teamsAppDisplayName: 'Polls' }),
      says('teamsAppUpgraded', { ...by('mia'), teamsAppDisplayName: 'Polls' }),
      says('conversationMemberRoleUpdated', {
        ...by('mia'),
        conversationMemberRoles: ['owner'],
        conversationMemberUser: { id: 'ben' },
      }),
    ]).toEqual([
      'A meeting transcript was created',
      'Mia Berg turned off the meeting chat',
      'Mia Berg pinned a message',
      'Mia Berg unpinned a message',
      'Mia Berg changed a tab',
      'Mia Berg added the app Polls',
      'Mia Berg removed the app Polls',
      'Mia Berg updated the app Polls',
      'Mia Berg made Ben Lund an owner',
    ])
  })

  it('name an event of a kind that is not known', () => {
    expect(says('planetRenamed')).toBe('System event: planet renamed')
    expect(eventWords(null, names, i18n.t)).toBe('System event')
  })

  it('say someone where no one is named', () => {
    expect(says('messagePinned')).toBe('Someone pinned a message')
  })
})
