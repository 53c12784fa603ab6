// @vitest-environment jsdom
/** Whatever Microsoft's metadata says a row can have has a drawing here, or a reason why it has none. */
import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ArchivedMessage, Me } from '../../../../server/contract/index.ts'
import { SignedProvider } from '../../../api/context.tsx'
import { createQueryClient } from '../../../app/query-client.ts'
import { completeBrowser } from '../../../app/testing/browser.ts'
import { fakeServer, WHO } from '../../../app/testing/server.ts'
import { browserHost } from '../../../host/browser-host.ts'
import { HostProvider } from '../../../host/use-host.ts'
import { i18n } from '../../../i18n/index.ts'
import '../../../i18n/vault-texts.ts'
import { isEvent } from '../reading/thread-rows.ts'
import { ThreadProvider } from '../thread-context.tsx'
import { MEMBERS, VALUES } from './graph-members.ts'
import { Message } from './Message.tsx'
import { SystemEvent } from './rows.tsx'

const AT = '2026-11-22T10:00:00.000Z'
const ME: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: ['archive.read'],
  preferences: { tourSeen: true, language: null },
}
const MIA = { id: 'mia', displayName: 'Mia Berg', userIdentityType: 'aadUser' }
const BEN = { id: 'ben', displayName: 'Ben Lund', userIdentityType: 'aadUser' }
const MESSAGE: ArchivedMessage = {
  id: '1',
  etag: '1',
  messageType: 'message',
  createdDateTime: AT,
  from: { user: MIA },
  body: { contentType: 'text', content: 'Lunch at noon?' },
  revisions: [],
  tombstone: false,
  hostedContents: [],
}

beforeAll(completeBrowser)
afterEach(cleanup)

/** What a row says: its text, and what it says to those who don't see it. */
function drawn(change: Record<string, unknown>): string {
  const message = { ...MESSAGE, ...change }
  const { container, unmount } = render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <HostProvider value={browserHost('page')}>
          <QueryClientProvider client={createQueryClient()}>
            <SignedProvider value={{ api: fakeServer({}).api, me: ME, who: WHO, signOut: undefined }}>
              <MemoryRouter>
                <ThreadProvider
                  value={{ tenantId: 'tenant', subjectId: 'ann', conversationId: '19:c', names: new Map() }}
                >
                  {isEvent(message) ? (
                    <SystemEvent message={message} marked={false} />
                  ) : (
                    <Message message={message} first marked={false} stop={false} />
                  )}
                </ThreadProvider>
              </MemoryRouter>
            </SignedProvider>
          </QueryClientProvider>
        </HostProvider>
      </FluentProvider>
    </I18nextProvider>,
  )
  const spoken = [...container.querySelectorAll('[aria-label], [href], [alt], time')].flatMap((element) =>
    ['aria-label', 'href', 'alt', 'datetime'].map((name) => element.getAttribute(name) ?? ''),
  )
  const said = [container.textContent, ...spoken].join('\n')
  unmount()
  return said
}

/** A row that has it, and the words by which it is seen. */
type Drawing = { readonly row: Record<string, unknown>; readonly says: string | RegExp }

const drawing = (row: Record<string, unknown>, says: string | RegExp): Drawing => ({ row, says })
const event = (type: string, detail: Record<string, unknown>, says: string | RegExp) =>
  drawing(
    {
      messageType: 'systemEventMessage',
      body: { contentType: 'html', content: '<systemEventMessage/>' },
      eventDetail: { '@odata.type': `#microsoft.graph.${type}`, initiator: { user: MIA }, ...detail },
    },
    says,
  )
const attached = (attachment: Record<string, unknown>, says: string | RegExp) =>
  drawing({ attachments: [{ id: 'a', ...attachment }] }, says)
const violated = (policyViolation: Record<string, unknown>, says: string | RegExp) =>
  drawing({ policyViolation }, says)
const tipped = (policyTip: Record<string, unknown>, says: string | RegExp) => violated({ policyTip }, says)
const reacted = (reaction: Record<string, unknown>, says: string | RegExp) =>
  drawing({ reactions: [{ reactionType: 'like', user: { user: BEN }, ...reaction }] }, says)
const history = (item: Record<string, unknown>, says: string | RegExp) => {
  const reaction = { reactionType: 'heart', user: { user: BEN } }
  return drawing(
    { messageHistory: [{ actions: 'reactionRemoved', modifiedDateTime: AT, reaction, ...item }] },
    says,
  )
}
const sent = (from: Record<string, unknown>, says: string | RegExp) => drawing({ from }, says)
const mentioned = (mention: Record<string, unknown>, text: string) =>
  drawing(
    {
      body: { contentType: 'html', content: `<p><at id="0">${text}</at> look</p>` },
      mentions: [{ id: 0, mentionText: text, ...mention }],
    },
    `${text} look`,
  )
const file = {
  contentType: 'reference',
  name: 'Plan.docx',
  contentUrl: 'https://contoso.sharepoint.com/Plan.docx',
}
const joined = { members: [{ ...BEN, userIdentityType: 'federatedUser' }] }

const MESSAGES: Record<string, Drawing> = {
  'chatMessage.attachments': attached(file, 'Plan.docx'),
  'chatMessage.body': drawing({}, 'Lunch at noon?'),
  'chatMessage.createdDateTime': drawing({}, AT),
  'chatMessage.deletedDateTime': drawing({ tombstone: true, deletedDateTime: AT }, /Deleted Nov 22, 2026/),
  'chatMessage.eventDetail': event('messagePinnedEventMessageDetail', {}, 'Mia Berg pinned a message'),
  'chatMessage.from': drawing({}, 'Mia Berg'),
  'chatMessage.importance': drawing({ importance: 'high' }, 'Important'),
  'chatMessage.lastEditedDateTime': drawing({ lastEditedDateTime: AT }, 'Edited'),
  'chatMessage.mentions': mentioned({ mentioned: { user: BEN } }, 'Ben Lund'),
  'chatMessage.messageHistory': history({}, /Ben Lund removed ❤️/),
  'chatMessage.messageType': event('messagePinnedEventMessageDetail', {}, 'pinned'),
  'chatMessage.policyViolation': violated(
    { dlpAction: 'blockAccess' },
    'Blocked by a data loss prevention policy',
  ),
  'chatMessage.reactions': reacted({}, 'Ben Lund'),
  'chatMessage.subject': drawing({ subject: 'About lunch' }, 'About lunch'),
  'chatMessage.summary': drawing({ body: null, summary: 'Sent a sticker' }, 'Sent a sticker'),
  'chatMessage.hostedContents': drawing(
    {
      body: {
        contentType: 'html',
        content:
          '<img alt="The plan" src="https://graph.microsoft.com/v1.0/chats/19:c/messages/1/hostedContents/h1/$value">',
      },
      hostedContents: [
        { id: 'h1', contentType: 'image/png', bytes: 3, archived: false, reason: null, notice: null },
      ],
    },
    /image|picture/i,
  ),
  'chatMessageAttachment.content': attached(
    {
      contentType: 'application/vnd.microsoft.card.hero',
      content: JSON.stringify({ title: 'Approve leave', text: 'Two days' }),
    },
    /Approve leave.*Two days/s,
  ),
  'chatMessageAttachment.contentType': attached({ contentType: 'tabReference', name: null }, /tab/i),
  'chatMessageAttachment.contentUrl': attached(file, 'https://contoso.sharepoint.com/Plan.docx'),
  'chatMessageAttachment.name': attached(file, 'Plan.docx'),
  'itemBody.content': drawing({}, 'Lunch at noon?'),
  'itemBody.contentType': drawing(
    { body: { contentType: 'html', content: '<b>Bold</b> words' } },
    'Bold words',
  ),
  'chatMessageMention.id': mentioned({ mentioned: { user: BEN } }, 'Ben Lund'),
  'chatMessageMention.mentionText': mentioned({ mentioned: { user: BEN } }, 'Ben Lund'),
  'chatMessageMention.mentioned': mentioned({ mentioned: { user: BEN } }, 'Ben Lund'),
  'chatMessageMentionedIdentitySet.conversation': mentioned(
    {
      mentioned: { conversation: { id: '19:c', displayName: 'Everyone', conversationIdentityType: 'chat' } },
    },
    'Everyone',
  ),
  'chatMessageHistoryItem.actions': history({}, 'removed'),
  'chatMessageHistoryItem.modifiedDateTime': history({}, /Nov 22, 2026/),
  'chatMessageHistoryItem.reaction': history(
    { reaction: { reactionType: 'custom', displayName: 'Party' } },
    'Someone removed Party',
  ),
  'chatMessagePolicyViolation.dlpAction': violated(
    { dlpAction: 'notifySender' },
    'Flagged by a data loss prevention policy',
  ),
  'chatMessagePolicyViolation.justificationText': violated(
    { justificationText: 'Customer asked' },
    'reason given: Customer asked',
  ),
  'chatMessagePolicyViolation.policyTip': tipped({ generalText: 'No card numbers' }, 'No card numbers'),
  'chatMessagePolicyViolation.userAction': violated({ userAction: 'override' }, 'the sender overrode it'),
  'chatMessagePolicyViolation.verdictDetails': violated(
    { verdictDetails: 'allowOverrideWithJustification' },
    'the sender could override it with a reason',
  ),
  'chatMessagePolicyViolationPolicyTip.complianceUrl': tipped(
    { complianceUrl: 'https://contoso.com/rules' },
    'https://contoso.com/rules',
  ),
  'chatMessagePolicyViolationPolicyTip.generalText': tipped(
    { generalText: 'No card numbers' },
    'No card numbers',
  ),
  'chatMessagePolicyViolationPolicyTip.matchedConditionDescriptions': tipped(
    { matchedConditionDescriptions: ['Credit card number'] },
    'found: Credit card number',
  ),
  'chatMessageReaction.displayName': reacted({ reactionType: 'custom', displayName: 'Party' }, 'Party'),
  'chatMessageReaction.reactionType': reacted({}, '👍'),
  'chatMessageReaction.user': reacted({}, 'Ben Lund'),
  'identitySet.application': sent(
    { application: { id: 'x', displayName: 'Polls', applicationIdentityType: 'bot' } },
    /Polls.*Bot/s,
  ),
  'identitySet.device': sent({ device: { id: 'x', displayName: 'Room 1' } }, /Room 1.*Device/s),
  'identitySet.user': sent({ user: MIA }, 'Mia Berg'),
  'identity.displayName': sent({ user: MIA }, 'Mia Berg'),
  'identity.id': sent({ user: { id: 'abcd-1234' } }, '1234'),
  'teamworkUserIdentity.userIdentityType': sent(
    { user: { ...BEN, userIdentityType: 'federatedUser' } },
    'External',
  ),
  'teamworkConversationIdentity.conversationIdentityType': mentioned(
    { mentioned: { conversation: { id: '19:c', conversationIdentityType: 'chat' } } },
    'Everyone',
  ),
  'callParticipantInfo.participant': event(
    'callEndedEventMessageDetail',
    { callParticipants: [{ participant: { user: MIA } }] },
    '1 person took part',
  ),
}

const EVENTS: Record<string, Drawing> = {
  'callEnded.callDuration': event(
    'callEndedEventMessageDetail',
    { callDuration: 'PT65S' },
    'after 1 min 5 sec',
  ),
  'callEnded.callEventType': event(
    'callEndedEventMessageDetail',
    { callEventType: 'meeting' },
    'The meeting ended',
  ),
  'callEnded.callParticipants': event(
    'callEndedEventMessageDetail',
    { callParticipants: [{}, {}] },
    '2 people took part',
  ),
  'callRecording.callRecordingDisplayName': event(
    'callRecordingEventMessageDetail',
    { callRecordingDisplayName: 'Weekly' },
    'The recording “Weekly” is ready',
  ),
  'callRecording.callRecordingDuration': event(
    'callRecordingEventMessageDetail',
    { callRecordingDuration: 'PT65S' },
    '(1 min 5 sec)',
  ),
  'callRecording.callRecordingStatus': event(
    'callRecordingEventMessageDetail',
    { callRecordingStatus: 'failure' },
    'The recording failed',
  ),
  'callRecording.callRecordingUrl': event(
    'callRecordingEventMessageDetail',
    { callRecordingUrl: 'https://contoso.sharepoint.com/r.mp4' },
    'https://contoso.sharepoint.com/r.mp4',
  ),
  'callRecording.initiator': event(
    'callRecordingEventMessageDetail',
    { callRecordingStatus: 'initial' },
    'Mia Berg started recording',
  ),
  'callStarted.callEventType': event(
    'callStartedEventMessageDetail',
    { callEventType: 'screenShare' },
    'started sharing a screen',
  ),
  'callStarted.initiator': event('callStartedEventMessageDetail', {}, 'Mia Berg started a call'),
  'channelAdded.channelDisplayName': event(
    'channelAddedEventMessageDetail',
    { channelDisplayName: 'News' },
    'Mia Berg added the channel News',
  ),
  'channelDeleted.channelDisplayName': event(
    'channelDeletedEventMessageDetail',
    { channelDisplayName: 'News' },
    'Mia Berg deleted the channel News',
  ),
  'channelDescriptionUpdated.channelDescription': event(
    'channelDescriptionUpdatedEventMessageDetail',
    { channelDescription: 'All of it' },
    'All of it',
  ),
  'channelRenamed.channelDisplayName': event(
    'channelRenamedEventMessageDetail',
    { channelDisplayName: 'News' },
    'renamed the channel to “News”',
  ),
  'chatRenamed.chatDisplayName': event(
    'chatRenamedEventMessageDetail',
    { chatDisplayName: 'Phoenix' },
    'renamed the chat to “Phoenix”',
  ),
  'conversationMemberRoleUpdated.conversationMemberRoles': event(
    'conversationMemberRoleUpdatedEventMessageDetail',
    { conversationMemberRoles: ['owner'] },
    'an owner',
  ),
  'conversationMemberRoleUpdated.conversationMemberUser': event(
    'conversationMemberRoleUpdatedEventMessageDetail',
    { conversationMemberUser: BEN },
    'Ben Lund',
  ),
  'meetingPolicyUpdated.meetingChatEnabled': event(
    'meetingPolicyUpdatedEventMessageDetail',
    { meetingChatEnabled: false },
    'turned off the meeting chat',
  ),
  'membersAdded.members': event('membersAddedEventMessageDetail', joined, 'Ben Lund (external)'),
  'membersAdded.visibleHistoryStartDateTime': event(
    'membersAddedEventMessageDetail',
    { ...joined, visibleHistoryStartDateTime: AT },
    'from Nov 22, 2026',
  ),
  'membersDeleted.members': event('membersDeletedEventMessageDetail', joined, 'Ben Lund (external)'),
  'membersJoined.members': event('membersJoinedEventMessageDetail', joined, 'Ben Lund (external)'),
  'membersLeft.members': event('membersLeftEventMessageDetail', joined, 'Ben Lund (external)'),
  'teamCreated.teamDescription': event(
    'teamCreatedEventMessageDetail',
    { teamDescription: 'All of us' },
    'All of us',
  ),
  'teamCreated.teamDisplayName': event(
    'teamCreatedEventMessageDetail',
    { teamDisplayName: 'Sales' },
    'created the team “Sales”',
  ),
  'teamDescriptionUpdated.teamDescription': event(
    'teamDescriptionUpdatedEventMessageDetail',
    { teamDescription: 'All of us' },
    'All of us',
  ),
  'teamRenamed.teamDisplayName': event(
    'teamRenamedEventMessageDetail',
    { teamDisplayName: 'Sales' },
    'renamed the team to “Sales”',
  ),
  'teamsAppInstalled.teamsAppDisplayName': event(
    'teamsAppInstalledEventMessageDetail',
    { teamsAppDisplayName: 'Polls' },
    'added the app Polls',
  ),
  'teamsAppRemoved.teamsAppDisplayName': event(
    'teamsAppRemovedEventMessageDetail',
    { teamsAppDisplayName: 'Polls' },
    'removed the app Polls',
  ),
  'teamsAppUpgraded.teamsAppDisplayName': event(
    'teamsAppUpgradedEventMessageDetail',
    { teamsAppDisplayName: 'Polls' },
    'updated the app Polls',
  ),
}

const ofUser = (type: string, says: string | RegExp) =>
  sent({ user: { ...BEN, userIdentityType: type } }, says)
const ofCall = (type: string, says: string) =>
  event('callStartedEventMessageDetail', { callEventType: type }, says)
const ofRecording = (status: string, says: string) =>
  event('callRecordingEventMessageDetail', { callRecordingStatus: status }, says)
const ofMention = (type: string) =>
  mentioned({ mentioned: { conversation: { id: 'x', conversationIdentityType: type } } }, 'Everyone')

const VALUES_DRAWN: Record<string, Drawing> = {
  'chatMessageImportance=normal': drawing({ importance: 'normal' }, 'Lunch at noon?'),
  'chatMessageImportance=high': drawing({ importance: 'high' }, 'Important'),
  'chatMessageImportance=urgent': drawing({ importance: 'urgent' }, 'Urgent'),
  'chatMessageType=message': drawing({}, 'Lunch at noon?'),
  'chatMessageType=chatEvent': drawing({ messageType: 'chatEvent', body: null }, 'System event'),
  'chatMessageType=typing': drawing({ messageType: 'typing', body: null }, 'System event'),
  'chatMessageType=systemEventMessage': drawing({ messageType: 'systemEventMessage' }, 'System event'),
  'bodyType=text': drawing({ body: { contentType: 'text', content: '<b>as it is</b>' } }, '<b>as it is</b>'),
  'bodyType=html': drawing({ body: { contentType: 'html', content: '<b>bold</b>' } }, 'bold'),
  'chatMessageActions=reactionRemoved': history({}, 'removed'),
  'chatMessagePolicyViolationDlpActionTypes=none': violated({ dlpAction: 'none' }, 'took no action'),
  'chatMessagePolicyViolationDlpActionTypes=notifySender': violated({ dlpAction: 'notifySender' }, 'Flagged'),
  'chatMessagePolicyViolationDlpActionTypes=blockAccess': violated(
    { dlpAction: 'notifySender,blockAccess' },
    'Blocked by',
  ),
  'chatMessagePolicyViolationDlpActionTypes=blockAccessExternal': violated(
    { dlpAction: 'blockAccessExternal' },
    'Blocked for people outside',
  ),
  'chatMessagePolicyViolationUserActionTypes=override': violated({ userAction: 'override' }, 'overrode it'),
  'chatMessagePolicyViolationUserActionTypes=reportFalsePositive': violated(
    { userAction: 'reportFalsePositive' },
    'reported it as a mistake',
  ),
  'chatMessagePolicyViolationVerdictDetailsTypes=allowFalsePositiveOverride': violated(
    { verdictDetails: 'allowFalsePositiveOverride' },
    'could report it as a mistake',
  ),
  'chatMessagePolicyViolationVerdictDetailsTypes=allowOverrideWithoutJustification': violated(
    { verdictDetails: 'allowOverrideWithoutJustification' },
    /could override it(?! with)/,
  ),
  'chatMessagePolicyViolationVerdictDetailsTypes=allowOverrideWithJustification': violated(
    { verdictDetails: 'allowOverrideWithJustification' },
    'could override it with a reason',
  ),
  'teamworkUserIdentityType=aadUser': ofUser('aadUser', 'Ben Lund'),
  'teamworkUserIdentityType=onPremiseAadUser': ofUser('onPremiseAadUser', 'Ben Lund'),
  'teamworkUserIdentityType=anonymousGuest': ofUser('anonymousGuest', 'Anonymous guest'),
  'teamworkUserIdentityType=federatedUser': ofUser('federatedUser', 'External'),
  'teamworkUserIdentityType=personalMicrosoftAccountUser': ofUser(
    'personalMicrosoftAccountUser',
    'Personal account',
  ),
  'teamworkUserIdentityType=skypeUser': ofUser('skypeUser', 'Skype'),
  'teamworkUserIdentityType=phoneUser': ofUser('phoneUser', 'Phone'),
  'teamworkUserIdentityType=emailUser': ofUser('emailUser', 'Email'),
  'teamworkConversationIdentityType=team': ofMention('team'),
  'teamworkConversationIdentityType=channel': ofMention('channel'),
  'teamworkConversationIdentityType=chat': ofMention('chat'),
  'teamworkCallEventType=call': ofCall('call', 'started a call'),
  'teamworkCallEventType=meeting': ofCall('meeting', 'started the meeting'),
  'teamworkCallEventType=screenShare': ofCall('screenShare', 'started sharing a screen'),
  'callRecordingStatus=success': ofRecording('success', 'The recording is ready'),
  'callRecordingStatus=failure': ofRecording('failure', 'The recording failed'),
  'callRecordingStatus=initial': ofRecording('initial', 'started recording'),
  'callRecordingStatus=chunkFinished': ofRecording('chunkFinished', 'Part of the recording was saved'),
}

/** Why something has no drawing. */
const NOT_DRAWN: Record<string, string> = {
  'chatMessage.channelIdentity': 'rows of channels have it, no chat’s',
  'chatMessage.chatId': 'says which conversation is open',
  'chatMessage.etag': 'tells versions apart, which are counted and shown side by side',
  'chatMessage.lastModifiedDateTime':
    'moves with every reaction; edits and deletions have times of their own',
  'chatMessage.locale': 'the language of the app it was sent from',
  'chatMessage.replyToId': 'rows of channels have it; replies in chats are quotes',
  'chatMessage.webUrl': 'rows of channels have it',
  'chatMessage.replies': 'rows of channels have them',
  'chatMessageAttachment.id': 'finds the place of the attachment in the text',
  'chatMessageAttachment.teamsAppId': 'an id that says nothing to people; the card names its app',
  'chatMessageAttachment.thumbnailUrl': 'a picture elsewhere: nothing outside the archive is loaded',
  'chatMessageReaction.createdDateTime': 'Teams shows none, and the export has it',
  'chatMessageReaction.reactionContentUrl': 'the picture of a custom reaction, which is shown by its name',
  'callEnded.initiator': 'a call ends without anyone to name',
  'callRecording.meetingOrganizer': 'not who did something',
  'callTranscript.callTranscriptICalUid': 'an id of a calendar',
  'callTranscript.meetingOrganizer': 'not who did something',
  'membersJoined.initiator': 'those who joined are named',
  'membersLeft.initiator': 'those who left are named',
  'messagePinned.eventDateTime': 'the row has its own time',
  'messageUnpinned.eventDateTime': 'the row has its own time',
  'chatMessageActions=reactionAdded': 'the reaction itself is shown',
  'chatMessageActions=actionUndefined': 'says nothing',
  'chatMessagePolicyViolationUserActionTypes=none': 'the sender did nothing',
  'chatMessagePolicyViolationVerdictDetailsTypes=none': 'the sender could do nothing',
}
/** Ids of calls, channels, chats, teams, apps and tabs are of no use to people, in whatever event they are. */
const IDS = /\.(callId|channelId|chatId|teamId|teamsAppId|tabId|meetingChatId)$/
/** A conversation of each kind is named as one where conversations are listed and searched: below. */
const OF_THE_CHAT = /^chatType=/
const FUTURE = /=unknownFutureValue$/

const short = (type: string) => type.replace(/EventMessageDetail$/, '')
const TYPES = Object.keys(MEMBERS).filter((type) => type.endsWith('EventMessageDetail'))
const FACTS = [
  ...Object.entries(MEMBERS).flatMap(([type, members]) => members.map((name) => `${short(type)}.${name}`)),
  ...Object.entries(VALUES).flatMap(([type, values]) => values.map((value) => `${type}=${value}`)),
]
/** Who did it is named in events of every kind, unless there is a reason not to. */
const INITIATORS = TYPES.filter((type) => MEMBERS[type]?.includes('initiator'))
  .map((type): [string, Drawing] => [`${short(type)}.initiator`, event(type, joined, 'Mia Berg')])
  .filter(([fact]) => !(fact in NOT_DRAWN) && !(fact in EVENTS))
const DRAWN = new Map<string, Drawing>(
  [MESSAGES, EVENTS, VALUES_DRAWN].flatMap((cases) => Object.entries(cases)).concat(INITIATORS),
)

const needsNone = (fact: string) =>
  fact in NOT_DRAWN || IDS.test(fact) || OF_THE_CHAT.test(fact) || FUTURE.test(fact)

describe('what a row of a chat can have', () => {
  it('is drawn, all of it, or there is a reason why not', () => {
    expect(FACTS.length).toBeGreaterThan(190)
    expect(FACTS.filter((fact) => !DRAWN.has(fact) && !needsNone(fact))).toEqual([])
  })

  it('has no drawing here, and no reason, that Microsoft’s metadata doesn’t know', () => {
    const facts = new Set(FACTS)
    expect([...DRAWN.keys(), ...Object.keys(NOT_DRAWN)].filter((fact) => !facts.has(fact))).toEqual([])
    expect([...DRAWN.keys()].filter((fact) => fact in NOT_DRAWN)).toEqual([])
  })

  it.each([...DRAWN])('shows %s', (_fact, { row, says }) => {
    const said = drawn(row)
    if (typeof says === 'string') expect(said).toContain(says)
    else expect(said).toMatch(says)
  })

  it.each(TYPES)('has words of its own for %s', (type) => {
    expect(drawn(event(type, {}, '').row)).not.toContain('System event')
  })

  it('of a kind that only a newer Teams knows remains a message, with what it says', () => {
    expect(drawn({ messageType: 'unknownFutureValue' })).toContain('Lunch at noon?')
    expect(drawn({ messageType: 'chatEvent' })).toContain('Lunch at noon?')
    expect(drawn({ messageType: 'unknownFutureValue', body: null })).toContain(i18n.t('archive.mark.empty'))
  })

  it.each((VALUES.chatType ?? []).filter((type) => type !== 'unknownFutureValue'))(
    'is in a chat of a kind that has a name: %s',
    (type) => {
      expect(i18n.exists(`archive.type.${type}`)).toBe(true)
    },
  )

  it('of ten quotes in one reply are all shown', () => {
    const quotes = Array.from({ length: 10 }, (_, at) => ({
      id: `q${at}`,
      contentType: 'messageReference',
      content: JSON.stringify({
        messageId: `q${at}`,
        messagePreview: `Quoted ${at}.`,
        messageSender: { user: BEN },
      }),
    }))
    const said = drawn({ attachments: quotes })
    for (const at of quotes.keys()) expect(said).toContain(`Quoted ${at}.`)
  })
})
