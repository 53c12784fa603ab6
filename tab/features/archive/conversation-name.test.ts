import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../server/contract/index.ts'
import { i18n } from '../../i18n/index.ts'
import { conversationName } from './conversation-name.ts'

const person = (id: string) => ({ id, displayName: id, email: null, external: false })

function named(more: Partial<Conversation>): string {
  const conversation: Conversation = {
    id: 'c',
    type: 'group',
    topic: null,
    members: ['Mia', 'Ben', 'Kim', 'Ada', 'Leo'].map(person),
    messageCount: 1,
    firstAt: null,
    lastAt: null,
    ...more,
  }
  return conversationName(conversation, 'Mia', i18n.t)
}

describe('the name of a conversation', () => {
  it('is its topic when it has one', () => {
    expect(named({ topic: 'Phoenix' })).toBe('Phoenix')
  })

  it('is the others in it, seen from the person whose archive it is', () => {
    expect(named({})).toMatch(/^Ben, Kim, Ada,? and 1 more$/)
    expect(named({ type: 'oneOnOne', members: ['Mia', 'Ben'].map(person) })).toBe('Ben')
  })

  it('names people without a name so that two of them are two', () => {
    const nameless = (id: string, email: string | null = null) => ({ ...person(id), displayName: '', email })
    const id = (end: string) => `aaaaaaaa-0000-4000-8000-00000000${end}`
    const members = [
      person('Mia'),
      nameless(id('00a1')),
      nameless(id('00b2')),
      nameless('x', 'eve@x.example'),
    ]
    expect(named({ members })).toBe('Unknown person (00a1), Unknown person (00b2), and eve@x.example')
    const undescribed = { ...person(id('00a1')), displayName: id('00a1') }
    expect(named({ type: 'oneOnOne', members: [person('Mia'), undescribed] })).toBe('Unknown person (00a1)')
  })

  it('is said in words when no one else is known', () => {
    expect(named({ members: [] })).toBe('Chat without a name')
    expect(named({ type: 'self', members: [person('Mia')] })).toBe('Notes to self')
  })
})
