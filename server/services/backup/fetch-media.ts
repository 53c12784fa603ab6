/**
 * Inline images, after the text: unmetered, one request a second per chat at most (Learn: Teams throttling limits), so
 * chats take turns and never hold each other up.
 */
import type { ArchiveRecord } from '../../archive/archive.ts'
import { listWantedMedia, refuseMedia, type WantedMedia } from '../../catalog/recording-media.ts'
import { toInstant } from '../../domain/clock.ts'
import type { SkipCause } from '../../domain/run.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import { GraphError } from '../../graph/graph-error.ts'
import { inLanes, taking } from './lanes.ts'
import type { RunWork } from './run-work.ts'

const LANES = 16
const PAGE = 1000
/** Images whose records share a segment. A crash before it is sealed fetches these again, which costs nothing. */
const IMAGES_PER_SEGMENT = 64

type MediaArchiveRecord = Extract<ArchiveRecord, { kind: 'media' }>

export async function fetchMedia(work: RunWork): Promise<void> {
  let afterNo = 0
  while (!work.stopped()) {
    const page = await listWantedMedia(work.database.kysely, work.run.tenantId, { afterNo, limit: PAGE })
    const last = page.at(-1)
    if (last === undefined) return
    await fetchPage(work, page)
    afterNo = last.no
  }
}

/** Chats take turns in lanes; within one chat, one image after the other. */
async function fetchPage(work: RunWork, page: readonly WantedMedia[]): Promise<void> {
  const fetched: MediaArchiveRecord[] = []
  const flush = async (atLeast: number) => {
    if (fetched.length < atLeast) return
    const records = fetched.splice(0)
    await work.committer.commit({ header: { subjectId: null, position: null, fetched: 0 }, records })
  }
  await inLanes(LANES, taking(byChat(page)), async (media) => {
    for (const one of media) {
      if (work.stopped()) return
      fetched.push(...(await fetchOne(work, one)))
      await flush(IMAGES_PER_SEGMENT)
    }
  })
  await flush(1)
}

function byChat(page: readonly WantedMedia[]): WantedMedia[][] {
  return [...Map.groupBy(page, ({ chatId }) => chatId).values()]
}

async function fetchOne(work: RunWork, media: WantedMedia): Promise<MediaArchiveRecord[]> {
  const { chatId, messageId, contentId } = media
  try {
    const { contentType, bytes } = await work.graph.hostedContent(chatId, messageId, contentId, work.signal)
    const { name, sha256 } = await work.archive.putMedia(bytes)
    const record = { chatId, messageId, contentId, contentType, bytes: bytes.length, sha256, name }
    return [{ kind: 'media', media: record, fetchedAt: toInstant(work.clock.now()) }]
  } catch (thrown) {
    await refused(work, media, thrown)
    return []
  }
}

/** What Graph will never give is a placeholder with its reason; what it could not give now is asked for again next run. */
async function refused(work: RunWork, media: WantedMedia, thrown: unknown): Promise<void> {
  const cause = skipCauseOf(media, thrown)
  if (cause === undefined) return work.fault(thrown, null, 'read an inline image')
  const { why } = toVaultError(thrown, 'read an inline image')
  await refuseMedia(work.database.kysely, work.run.tenantId, media.no, why)
  await work.skip(cause, `An inline image in ${nameOf(media)} is not available: ${why}.`)
}

/** As a person knows the conversation; its id is in the archive. */
function nameOf({ topic, chatType }: WantedMedia): string {
  if (topic !== null && topic !== '') return `the conversation “${topic}”`
  if (chatType === 'self') return 'notes to self'
  return chatType === 'oneOnOne' ? 'a chat of two' : 'a conversation without a topic'
}

/** Permanent causes only. Other refusals, a permission not yet granted say, may be gone by the next run. */
function skipCauseOf(media: WantedMedia, thrown: unknown): SkipCause | undefined {
  if (!(thrown instanceof GraphError) || thrown.httpStatus === undefined) return undefined
  if (thrown.httpStatus === 404) return 'media-gone'
  if (thrown.httpStatus !== 403) return undefined
  if (media.chatId.includes('teamsstream_notes_')) return 'media-notes-to-self'
  return thrown.foreign ? 'media-foreign-tenant' : undefined
}
