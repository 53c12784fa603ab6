/** One segment of the archive becomes searchable: read, turned into codes, written in small transactions. */
import type { Frame, TenantArchive } from '../../archive/archive.ts'
import type { WordSeal } from '../../archive/word-seal.ts'
import {
  finishSegment,
  type IndexedText,
  listTopics,
  lockSearch,
  recordTexts,
  recordTopics,
  type WaitingSegment,
} from '../../catalog/search-texts.ts'
import { storableFrame } from '../../catalog/storable.ts'
import type { Database } from '../../database/database.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { TOKENS_VERSION } from '../../domain/search/tokens.ts'
import { readMessageText } from './message-text.ts'
import { sealText, sealTopic } from './sealed-words.ts'
import { closeWordList } from './word-list.ts'

/** Versions in one transaction, and between two breaths: a page of a backup waits no longer than for these. */
const AT_ONCE = 250

type Deps = { readonly database: Database; readonly archive: TenantArchive; readonly signal: AbortSignal }

/** Leaves the segment waiting when `signal` is aborted. Throws what `readSegment` throws. Answers how many versions it has. */
export async function indexSegment(
  { database: { kysely }, archive, signal }: Deps,
  { no, id, name }: WaitingSegment,
): Promise<number> {
  const { tenantId } = archive
  const version = TOKENS_VERSION
  const seal = archive.wordSeal(version)
  const { frames } = await archive.readSegment(name)
  const words = new Set<string>()
  let cut = 0
  let indexed = 0
  for (const batch of batchesOf(placedMessages(frames.map(storableFrame)))) {
    const texts = batch.map((one): IndexedText => {
      const sealed = indexMessage(seal, one.message)
      for (const word of sealed.spaced) words.add(word)
      if (sealed.cut) cut += 1
      return {
        ...one,
        chatId: one.message.chatId,
        messageId: one.message.id,
        etag: one.message.etag,
        words: sealed.words,
      }
    })
    await kysely.transaction().execute(async (trx) => {
      await lockSearch(trx, tenantId)
      await recordTexts(trx, { tenantId, segmentNo: no, version }, texts)
    })
    indexed += batch.length
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }
  const list = closeWordList(seal, id, words)
  await kysely.transaction().execute(async (trx) => {
    await lockSearch(trx, tenantId)
    const topics = await listTopics(trx, tenantId, describedChats(frames.map(storableFrame)))
    const sealed = topics.map(({ no: conversationNo, topic }) => ({
      conversationNo,
      words: sealTopic(seal, topic ?? ''),
    }))
    await recordTopics(trx, { tenantId, version }, sealed)
    await finishSegment(trx, { no, id, version, list, cut })
  })
  return indexed
}

/** A text that can't be read stops nothing: its message is found by whoever sent it, where and when. */
function indexMessage(seal: WordSeal, message: ChatMessage) {
  const { texts, has, sender } = readMessageText(message)
  return sealText(seal, texts, [
    { kind: 'chat', value: message.chatId },
    ...has.map((value) => ({ kind: 'has', value }) as const),
    ...(sender === null ? [] : [{ kind: 'sender', value: sender.id.toLowerCase() } as const]),
  ])
}

type Placed = { readonly message: ChatMessage; readonly frameIndex: number; readonly line: number }

function* placedMessages(frames: readonly Frame[]): Iterable<Placed> {
  for (const [frameIndex, { records }] of frames.entries())
    for (const [line, record] of records.entries())
      if (record.kind === 'message') yield { message: record.message, frameIndex, line }
}

function* batchesOf(messages: Iterable<Placed>): Iterable<Placed[]> {
  let batch: Placed[] = []
  for (const message of messages) {
    batch.push(message)
    if (batch.length < AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function describedChats(frames: readonly Frame[]): string[] {
  const ids = frames.flatMap(({ records }) =>
    records.flatMap((record) => (record.kind === 'conversation' ? [record.conversation.id] : [])),
  )
  return [...new Set(ids)]
}
