import { expect, it } from 'vitest'
import type { ChatMessage } from '../domain/message.ts'
import {
  archivePages,
  conversationRecord,
  FETCHED_AT,
  messageAt,
  messageRecord,
  openTestVault,
  TENANT_A,
} from '../testing/archived-chats.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { listDescriptions } from './rosters.ts'

const CHAT = '19:plan@thread.v2'
const HOUR_MS = 3_600_000

/** Somebody renamed the chat, so many milliseconds after it was described. */
function renamed(afterMs: number): ChatMessage {
  return {
    ...messageAt(CHAT, 1),
    createdDateTime: new Date(Date.parse(FETCHED_AT) + afterMs).toISOString(),
    messageType: 'systemEventMessage',
    eventDetail: { '@odata.type': '#microsoft.graph.chatRenamedEventMessageDetail' },
  }
}

forEachDatabase('the description of a conversation', (open) => {
  async function isDescribedAfter(event: ChatMessage): Promise<boolean> {
    const vault = await openTestVault(await open())
    await archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [conversationRecord({ id: CHAT })] },
    ])
    await archivePages(vault, TENANT_A, 'run-2', [{ subjectId: 'ann', records: [messageRecord(event)] }])
    return (await listDescriptions(vault.database.kysely, TENANT_A, [CHAT])).has(CHAT)
  }

  it('is asked for again after a later change, and after one that two clocks may have the wrong way round', async () => {
    expect(await isDescribedAfter(renamed(HOUR_MS))).toBe(false)
    expect(await isDescribedAfter(renamed(-1000))).toBe(false)
  })

  it('outlives the changes it already tells of, which the history of a chat is full of', async () => {
    expect(await isDescribedAfter(renamed(-HOUR_MS))).toBe(true)
  })
})
