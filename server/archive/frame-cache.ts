/**
 * Frames read lately, kept decoded: browsing reads the same frames again and again. A tenant's archive around another.
 */
import type { Frame, FrameAddress, Segment, TenantArchive } from './archive.ts'

/** Rough: zstd makes Teams JSON 4 to 6 times smaller, and objects take about twice their text. */
const DECODED_PER_SEALED_BYTE = 10

/** Holds at most about `maxBytes` of decoded frames; the one read longest ago goes first. */
export function cacheFrames(archive: TenantArchive, maxBytes: number): TenantArchive {
  const kept = new Map<string, { frame: Promise<Frame>; bytes: number }>()
  let held = 0

  function drop(key: string): void {
    held -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  function keep(key: string, frame: Promise<Frame>, bytes: number): Promise<Frame> {
    kept.set(key, { frame, bytes })
    held += bytes
    for (const oldest of kept.keys()) {
      if (held <= maxBytes) break
      drop(oldest)
    }
    return frame
  }

  function readFrame(segment: Pick<Segment, 'id' | 'name'>, address: FrameAddress): Promise<Frame> {
    const key = `${segment.name}:${address.offset}:${address.length}`
    const known = kept.get(key)
    drop(key)
    const frame = known?.frame ?? archive.readFrame(segment, address)
    frame.catch(() => kept.get(key)?.frame === frame && drop(key))
    return keep(key, frame, address.length * DECODED_PER_SEALED_BYTE)
  }

  return { ...archive, readFrame }
}
