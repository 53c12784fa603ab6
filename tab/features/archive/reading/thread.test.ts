import { describe, expect, it } from 'vitest'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { partsOf } from './graph.ts'
import { groupReactions } from './reactions.ts'
import { senderOf } from './sender.ts'
import { mergePages, threadRows } from './thread-rows.ts'

const ours = '99999999-9999-9999-9999-999999999999'

function message(id: string, at: string, from = 'mia', more: Partial<ArchivedMessage> = {}): ArchivedMessage {
  return {
    id,
    etag: id,
    messageType: 'message',
    createdDateTime: at,
    from: { user: { id: from } },
    body: { contentType: 'text', content: id },
    revisions: [],
    tombstone: false,
    hostedContents: [],
    ...more,
  }
}

const senderKey = (it: ArchivedMessage) => partsOf(it).from?.user?.id ?? ''
const utcDay = (at: string) => at.slice(0, 10)
const rows = (...messages: ArchivedMessage[]) =>
  threadRows(messages, senderKey, utcDay).map((row) =>
    row.kind === 'message' ? `${row.key}${row.first ? '+' : ''}` : row.kind,
  )

describe('the rows of a thread', () => {
  it('separate days and group what one person says within five minutes', () => {
    expect(
      rows(
        message('a', '2026-11-03T10:00:00Z'),
        message('b', '2026-11-03T10:04:00Z'),
        message('c', '2026-11-03T10:05:00Z', 'ben'),
        message('d', '2026-11-03T10:30:00Z', 'ben'),
        message('e', '2026-11-04T00:01:00Z', 'ben'),
      ),
    ).toEqual(['day', 'a+', 'b', 'c+', 'd+', 'day', 'e+'])
  })

  it('open a new group after a system event', () => {
    expect(
      rows(
        message('a', '2026-11-03T10:00:00Z'),
        message('s', '2026-11-03T10:01:00Z', 'mia', { messageType: 'systemEventMessage' }),
        message('b', '2026-11-03T10:02:00Z'),
      ),
    ).toEqual(['day', 'a+', 'event', 'b+'])
  })

  it('show a message once when pages overlap', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id, '2026-11-03T10:00:00Z'))
    if (!a || !b || !c) throw new Error('three messages')
    expect(mergePages([{ items: [a, b] }, { items: [b, c] }]).map((it) => it.id)).toEqual(['a', 'b', 'c'])
  })
})

describe('a sender', () => {
  const names = new Map([['mia', 'Mia Berg']])

  it('whose name the row leaves out is found among the members', () => {
    expect(senderOf({ user: { id: 'mia', displayName: null } }, ours, names)).toEqual({
      id: 'mia',
      name: 'Mia Berg',
      mark: undefined,
    })
  })

  it('from outside carries a mark', () => {
    const mark = (userIdentityType: string, tenantId = ours) =>
      senderOf({ user: { id: 'x', userIdentityType, tenantId } }, ours, names).mark
    expect([
      mark('aadUser'),
      mark('federatedUser'),
      mark('anonymousGuest'),
      mark('aadUser', 'other'),
    ]).toEqual([undefined, 'federated', 'anonymous', 'otherOrg'])
  })

  it('that is an app says which kind', () => {
    const mark = (applicationIdentityType: string) =>
      senderOf({ application: { id: 'x', applicationIdentityType } }, ours, names).mark
    expect([mark('bot'), mark('outgoingWebhook'), mark('aadApplication')]).toEqual(['bot', 'webhook', 'app'])
  })

  it('may be missing altogether', () => {
    expect(senderOf({ device: { id: 'd' } }, ours, names).mark).toBe('device')
    expect(senderOf(null, ours, names)).toEqual({ id: undefined, name: undefined, mark: undefined })
  })
})

describe('reactions', () => {
  it('of one kind stand together with who gave them', () => {
    const groups = groupReactions(
      [
        { reactionType: 'like', user: { user: { id: 'mia' } } },
        { reactionType: '🎉', user: { user: { id: 'ben' } } },
        { reactionType: 'like', user: { user: { id: 'ben' } } },
      ],
      (it) => it.user?.user?.id ?? '',
    )
    expect(groups.map((it) => [it.emoji, it.people])).toEqual([
      ['👍', ['mia', 'ben']],
      ['🎉', ['ben']],
    ])
  })

  it('that are custom are told apart by name', () => {
    const groups = groupReactions(
      [
        { reactionType: 'custom', displayName: 'party-parrot' },
        { reactionType: 'custom', displayName: 'shipit' },
      ],
      () => 'Mia',
    )
    expect(groups.map((it) => it.label)).toEqual(['party-parrot', 'shipit'])
  })
})

describe('members of a Graph row', () => {
  it('of the wrong shape are as if they were not there', () => {
    const parts = partsOf({
      from: 'nobody',
      attachments: 'none',
      reactions: [null, 1, {}],
      importance: 7,
      eventDetail: [],
    })
    expect(parts).toMatchObject({
      from: null,
      attachments: [],
      reactions: [{}],
      importance: 'normal',
      eventDetail: null,
    })
  })
})

it('an account of a kind that no directory has is from outside, known or not', () => {
  const markOf = (userIdentityType: string | null) =>
    senderOf({ user: { id: '8:acs:1', displayName: null, userIdentityType } }, 'ours', new Map()).mark
  expect(['azureCommunicationServicesUser', 'unknownFutureValue', 'martianUser'].map(markOf)).toEqual(
    Array.from({ length: 3 }, () => 'outside'),
  )
  expect([null, '', 'aadUser', 'onPremiseAadUser'].map(markOf)).toEqual(
    Array.from({ length: 4 }, () => undefined),
  )
})
