/**
 * The archive: the truth. Everything else can be rebuilt from it and the master key. FORMAT.md is the reader's manual.
 *
 * Promises of every adapter:
 *   - After `seal` resolves, the segment survives a power cut. A reader never sees part of one.
 *   - Segments, media and run documents are never changed once written. Writing the same bytes twice is success;
 *     other bytes under a taken name is an error. They go only by a removal, whose document says what took their place.
 *   - Everything but run documents is sealed with the tenant's data key: without the key, nothing of a message can be read.
 *   - A flipped bit is found by `readFrame`, `readSegment` and `verify`, and named with its file.
 */
import type { ChatMessage } from '../domain/message.ts'
import type { Month } from '../domain/month.ts'
import type { Position } from '../domain/position.ts'
import type { RemovalCause } from '../domain/removal.ts'
import type { RunState, RunTotals, RunTrigger, Strategy } from '../domain/run.ts'
import type { WordSeal } from './word-seal.ts'

/** One JSON line of a frame. Unknown kinds are for newer programs: readers skip them. */
export type ArchiveRecord =
  | { readonly kind: 'message'; readonly message: ChatMessage; readonly fetchedAt: string }
  /** A copy of a message that is archived already, seen in this frame's subject's mailbox. */
  | {
      readonly kind: 'sighting'
      readonly chatId: string
      readonly id: string
      readonly etag: string
      readonly fetchedAt: string
    }
  | { readonly kind: 'subject'; readonly subject: SubjectRecord; readonly fetchedAt: string }
  | { readonly kind: 'conversation'; readonly conversation: ConversationRecord; readonly fetchedAt: string }
  | { readonly kind: 'media'; readonly media: MediaRecord; readonly fetchedAt: string }
  /** A row of the export that lacks what names or dates a message: kept as it came, in no catalog. Last in its frame. */
  | { readonly kind: 'strange'; readonly row: unknown; readonly fetchedAt: string }

/** The chat a record speaks of, if any. */
export function chatIdOf(record: ArchiveRecord): string | undefined {
  switch (record.kind) {
    case 'message':
      return record.message.chatId
    case 'sighting':
      return record.chatId
    case 'conversation':
      return record.conversation.id
    case 'media':
      return record.media.chatId
    default:
      return undefined
  }
}

export type SubjectRecord = {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly mail: string | null
  readonly enabled: boolean
  readonly userType: string
}

export type ConversationRecord = {
  readonly id: string
  readonly chatType: string
  readonly topic: string | null
  readonly createdAt: string | null
  readonly members: readonly {
    id: string
    displayName: string
    email: string | null
    tenantId: string | null
  }[]
}

export type MediaRecord = {
  readonly chatId: string
  readonly messageId: string
  readonly contentId: string
  readonly contentType: string
  readonly bytes: number
  readonly sha256: string
  /** Object name below the tenant's folder. */
  readonly name: string
}

/**
 * A frame has the records of one page and its source's position after it, so a segment that was sealed but never
 * recorded can be adopted with its positions.
 */
export type FrameHeader = {
  readonly subjectId: string | null
  readonly position: Position | null
  /** Rows Graph returned for this page, duplicates included. */
  readonly fetched: number
  /** The messages were requested one at a time: others of their chats may be in no frame of this subject. */
  readonly single?: true
}

export type Frame = { readonly header: FrameHeader; readonly records: readonly ArchiveRecord[] }

export type FrameAddress = { readonly offset: number; readonly length: number; readonly index: number }

export type Segment = {
  /** Sortable by creation: `<run id>-<sequence>`. */
  readonly id: string
  /** Object name below the tenant's folder, e.g. `segments/2026-11/….cvs`. */
  readonly name: string
  readonly runId: string
  readonly sha256: string
  readonly bytes: number
  readonly records: number
  readonly sealedAt: string
  readonly frames: readonly FrameAddress[]
}

/**
 * Closes a run. Each names its segments and the digest of the one before it: a chain. Segments of earlier runs that no
 * document accounts for are named by the next one.
 */
export type RunDocument = {
  readonly format: 'chatvault-run/1'
  readonly tenantId: string
  readonly runId: string
  /** 1, 2, 3 … per tenant. */
  readonly sequence: number
  /** Digest of the run document before this one; null for the first. */
  readonly previous: string | null
  readonly strategy: Strategy
  readonly trigger: RunTrigger
  readonly state: RunState
  readonly startedAt: string
  readonly endedAt: string
  /** Documents written before November 2026 do not name how many people were skipped or failed. */
  readonly totals: Omit<RunTotals, 'subjectsSkipped' | 'subjectsFailed'> &
    Partial<Pick<RunTotals, 'subjectsSkipped' | 'subjectsFailed'>>
  readonly segments: readonly { id: string; name: string; sha256: string; bytes: number; records: number }[]
  /**
   * What the books say of the month this was written in: `used` of the whole tenant, and `noted`, the sum of the month's
   * usage notes that `used` accounts for. Documents of earlier versions have none.
   */
  readonly usage?: { readonly month: Month; readonly used: number; readonly noted: number }
  readonly faults: readonly { subjectId: string | null; kind: string; code: string; detail: string }[]
  /** The newest removal document when this was written; absent while there was none. */
  readonly removals?: Link
}

/** A document of a chain, by which another one vouches for it. */
export type Link = { readonly sequence: number; readonly digest: string }

type NamedSegment = RunDocument['segments'][number]

/** `by` took the place of `replaced`, without so many versions of messages. */
export type ReplacedSegment = {
  readonly replaced: NamedSegment
  readonly by: NamedSegment
  readonly versions: number
}

/** Messages were taken out on purpose. A chain of its own; each also names the newest run document of its time. */
export type RemovalDocument = {
  readonly format: 'chatvault-removal/1'
  readonly tenantId: string
  /** Of the erasure, or of a day's retention. A large one has several documents. */
  readonly removalId: string
  /** 1, 2, 3 … per tenant. */
  readonly sequence: number
  readonly previous: string | null
  readonly cause: RemovalCause
  readonly removedAt: string
  readonly run: Link | null
  /** Messages that these segments lost, each counted once. */
  readonly messages: number
  readonly segments: readonly ReplacedSegment[]
  /** Keys of these messages, sealed. */
  readonly removed: string
}

/** `removed`: the opened list, 16 bytes each. */
export type WrittenRemoval = {
  readonly name: string
  readonly digest: string
  readonly document: RemovalDocument
  readonly removed: readonly Uint8Array[]
}

/** A message by its ids, as Graph returned them. */
export type MessageIds = { readonly chatId: unknown; readonly id: unknown }

export type RemovalOrder = {
  readonly removalId: string
  readonly cause: RemovalCause
  /** Object names of the segments to look through. */
  readonly segments: readonly string[]
  /** Of each message its key (16 bytes) when it is to go, else undefined. */
  readonly which: (messages: readonly MessageIds[]) => Promise<readonly (Uint8Array | undefined)[]>
}

export type RemovalOutcome = {
  /** Undefined when none of the segments had anything that is to go. */
  readonly written: WrittenRemoval | undefined
  /** Segments that can't be read as they were written: left as they are. */
  readonly unreadable: readonly { readonly name: string; readonly error: unknown }[]
}

/** Messages that may have been paid for in a month; `since`: when the first of it was noted, null when nothing was. */
export type NotedUsage = { readonly messages: number; readonly since: string | null }

export type ClosedRun = { readonly name: string; readonly digest: string; readonly document: RunDocument }

/**
 * `changed`: its bytes aren't those that were written. `missing`: it was written and is gone. `misplaced`: whole, but nothing
 * says that it belongs there: renamed, copied, or put back. `broken-link`: whole, but what comes before it in its chain isn't.
 */
export type DamageKind = 'changed' | 'missing' | 'misplaced' | 'broken-link'

/** `file` is the object's name from the archive's root; with `*` where only the end of the name is known. */
export type Damage = { readonly file: string; readonly kind: DamageKind; readonly what: string }

/**
 * What is known of the archive elsewhere. However whole the rest looks, what is missing of this was taken away: the end of a
 * chain can be cut off without a trace in the archive itself.
 */
export type KnownParts = {
  /** Run documents that were seen, by their digests; `runId` where it is known. */
  readonly runs: readonly { readonly digest: string; readonly runId: string | null }[]
  /** Names of segments; asked for once more where one is missing, since a removal may have ended meanwhile. */
  readonly segments?: () => Promise<ReadonlySet<string>>
}

export type VerifyReport = {
  readonly segments: number
  readonly messages: number
  readonly media: number
  readonly runs: number
  /** Removal documents, and the messages they say were taken out. */
  readonly removals: number
  readonly removedMessages: number
  /** Whole segments that no run document names yet: of a run under way, or of one that could not be closed. Not damage. */
  readonly unclosed: number
  /**
   * Whole media that no record names: written before a crash, and taken by the next run that finds the same content. Not
   * damage. Known only where every segment was read; else 0.
   */
  readonly unnamedMedia: number
  readonly damaged: readonly Damage[]
  /** Names, from the archive's root, of what is not ours and was passed over. */
  readonly strangers: readonly string[]
}

export type VerifyOptions = {
  /**
   * Read every n-th segment and medium only; names and run documents are always checked in full. Default 1. Another n-th each
   * day, so that in n days all are read.
   */
  readonly every?: number
  /** Read so many segments and so many media at most: `every` grows with the archive. */
  readonly atMost?: number
  readonly known?: KnownParts
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: VerifyProgress) => void
}

export type VerifyProgress = { readonly segmentsDone: number; readonly segments: number }

/** One tenant's part of the archive, opened with its data key. */
export type TenantArchive = {
  readonly tenantId: string
  /** `sequence` counts up within the run and makes the id; sealing the same sequence again throws `segment-exists`. */
  seal(runId: string, sequence: number, frames: readonly Frame[]): Promise<Segment>
  readFrame(segment: Pick<Segment, 'id' | 'name'>, address: FrameAddress): Promise<Frame>
  /** Reads, checks and describes a whole segment by its object name. */
  readSegment(name: string): Promise<{ segment: Segment; frames: readonly Frame[] }>
  /** What can still be read of a damaged segment, frame by frame, and a line for each part that cannot. */
  salvageSegment(name: string): Promise<{ frames: readonly Frame[]; lost: readonly string[] }>
  /** Names of all segments by month, then id (so oldest first when run ids sort by time); with `runId` only that run's. */
  listSegments(runId?: string): AsyncIterable<string>
  putMedia(bytes: Uint8Array): Promise<{ name: string; sha256: string }>
  readMedia(name: string): Promise<Uint8Array>
  /**
   * Throws `chain-broken` unless `sequence` and `previous` continue the last document, and `run-closed` when the run has
   * a document that differs. Closing again with the same document is success.
   */
  closeRun(document: RunDocument): Promise<ClosedRun>
  /** The newest run document; undefined before the first run. */
  lastRun(): Promise<ClosedRun | undefined>
  /** The document of a run; undefined while it has none. */
  findRun(runId: string): Promise<ClosedRun | undefined>
  /** Oldest first. Throws when a document's authentication code is wrong. */
  runs(): AsyncIterable<ClosedRun>
  /** What was removed on purpose, oldest first. Throws when a document's authentication code is wrong. */
  removals(): AsyncIterable<WrittenRemoval>
  lastRemoval(): Promise<WrittenRemoval | undefined>
  /**
   * Writes segments again without the messages that are to go, and the document that says so; from then on `listSegments`
   * yields the new ones. The old files are there until `deleteReplaced`. Nothing else may be sealed or closed meanwhile.
   */
  writeRemoval(order: RemovalOrder): Promise<RemovalOutcome>
  deleteReplaced(written: WrittenRemoval): Promise<void>
  /** Deletes media that no record names any more. */
  removeMedia(names: readonly string[]): Promise<void>
  /**
   * Adds to the sum of messages that may be paid for in a month. Durable when it resolves; only then may they be. `before`
   * is awaited with the new sum before it is written, again with a higher one when another process was faster.
   */
  noteUsage(month: Month, messages: number, before?: (sum: number) => Promise<void>): Promise<void>
  notedUsage(month: Month): Promise<NotedUsage>
  /** Those with a note, oldest first. */
  notedMonths(): Promise<Month[]>
  /** For what the database keeps of words, by the version of the tokens. */
  wordSeal(version: number): WordSeal
  /** Reads everything, or a sample, and reports what is damaged or missing instead of throwing. */
  verify(options?: VerifyOptions): Promise<VerifyReport>
}

export type Archive = {
  /** Opens a tenant's part; makes its data key when there is none. */
  open(tenantId: string): Promise<TenantArchive>
  /** Opens a tenant's part that exists; undefined when there is none. Writes nothing. */
  find(tenantId: string): Promise<TenantArchive | undefined>
  /** A folder is a tenant's when something of ours is in it; `stranger` is told the others. */
  tenants(stranger?: (name: string) => void): AsyncIterable<string>
}
