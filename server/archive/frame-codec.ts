/**
 * A frame as JSON lines: the header first, then one record per line, each line ended by a newline.
 */
import type { ArchiveRecord, Frame, FrameHeader } from './archive.ts'

export function encodeFrame(frame: Frame): Buffer {
  let text = `${JSON.stringify(frame.header)}\n`
  for (const record of frame.records) text += `${JSON.stringify(record)}\n`
  return Buffer.from(text)
}

/** Records of kinds this program does not know are left out: they are for newer programs. */
export function decodeFrame(plain: Buffer): Frame {
  const [header = '{}', ...lines] = plain.toString().split('\n')
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ArchiveRecord)
  return {
    header: JSON.parse(header) as FrameHeader,
    records: records.filter((record) => record.kind in KNOWN),
  }
}

const KNOWN: Readonly<Record<ArchiveRecord['kind'], true>> = {
  message: true,
  sighting: true,
  subject: true,
  conversation: true,
  media: true,
  strange: true,
}
