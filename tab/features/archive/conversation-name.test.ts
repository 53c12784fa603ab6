import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../server/http/contract.ts'
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

  it('is said in words when nobody else is known', () => {
    expect(named({ members: [] })).toBe('Chat without a name')
    expect(named({ type: 'self', members: [person('Mia')] })).toBe('Notes to self')
  })
})
