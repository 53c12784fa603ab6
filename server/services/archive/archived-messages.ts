/** From pointers in the catalog to messages in the archive: each frame is read once, a few ahead, in the given order. */
import type { Frame, TenantArchive } from '../../archive/archive.ts'
import { readAhead } from '../../archive/read-ahead.ts'
import type { FramePlace } from '../../catalog/messages.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { VaultError } from '../../domain/vault-error.ts'

export type Pointer = { readonly place: FramePlace; readonly line: number }

/** Frames read at once. */
const FRAMES_AHEAD = 8

/** Pointers into one frame should are next to each other: the frame is read again after every change of frame. */
export async function* readInOrder<P extends Pointer>(
  archive: TenantArchive,
  pointers: readonly P[],
): AsyncIterable<{ pointer: P; message: ChatMessage }> {
  const load = ({ place }: { place: FramePlace }) => archive.readFrame(place.segment, place.address)
  for await (const { item, value } of readAhead(neighbours(pointers), FRAMES_AHEAD, load)) {
    const frame = value()
    for (const pointer of item.pointers) yield { pointer, message: messageAt(frame, pointer) }
  }
}

/** The messages of all pointers, in the order of the pointers. */
export async function readAll<P extends Pointer>(
  archive: TenantArchive,
  pointers: readonly P[],
): Promise<Map<P, ChatMessage>> {
  const sorted = pointers.toSorted(byPlace)
  const messages = new Map<P, ChatMessage>()
  for await (const { pointer, message } of readInOrder(archive, sorted)) messages.set(pointer, message)
  return messages
}

function byPlace(a: Pointer, b: Pointer): number {
  const [one, other] = [a.place.segment.name, b.place.segment.name]
  if (one !== other) return one < other ? -1 : 1
  return a.place.address.index - b.place.address.index
}

function neighbours<P extends Pointer>(pointers: readonly P[]): { place: FramePlace; pointers: P[] }[] {
  const groups: { place: FramePlace; pointers: P[] }[] = []
  for (const pointer of pointers) {
    const last = groups.at(-1)
    if (last !== undefined && sameFrame(last.place, pointer.place)) last.pointers.push(pointer)
    else groups.push({ place: pointer.place, pointers: [pointer] })
  }
  return groups
}

function sameFrame(a: FramePlace, b: FramePlace): boolean {
  return a.segment.name === b.segment.name && a.address.index === b.address.index
}

function messageAt(frame: Frame, { place, line }: Pointer): ChatMessage {
  const record = frame.records[line]
  if (record?.kind === 'message') return record.message
  throw new VaultError({
    code: 'catalog-astray',
    attempted: `read a message from ${place.segment.name}`,
    why: `record ${line} of frame ${place.address.index} isn’t a message`,
    hint: 'The catalog doesn’t match the archive. Rebuild it from the archive with `npm run catalog:rebuild`.',
  })
}
