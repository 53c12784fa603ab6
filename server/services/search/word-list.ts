/**
 * The different words of a segment as one sealed list, sorted, a line a word: beginnings are looked up in it. Codes can't
 * be, for they say nothing of a word's letters; and nothing of them may.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { WordSeal } from '../../archive/word-seal.ts'

/** UTF-16 units: what is longer is no word that anyone begins to type. */
const LONGEST_WORD = 64
const LARGEST_BYTES = 64 * 1024 * 1024
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

export function closeWordList(seal: WordSeal, segmentId: string, words: ReadonlySet<string>): Uint8Array {
  const sorted = [...words].filter(({ length }) => length <= LONGEST_WORD).sort()
  return seal.close(segmentId, zstdCompressSync(Buffer.from(`\n${sorted.join('\n')}\n`), LEVEL))
}

/** Throws `seal-broken`. */
export function openWordList(seal: WordSeal, segmentId: string, sealed: Uint8Array): Buffer {
  return zstdDecompressSync(seal.open(segmentId, sealed), { maxOutputLength: LARGEST_BYTES })
}

/** Adds the words of an open list that begin so; answers false once `found` has more than `most`. */
export function findBeginnings(list: Buffer, beginning: string, found: Set<string>, most: number): boolean {
  const needle = Buffer.from(`\n${beginning}`)
  // Sorted by UTF-16 units, the words that begin alike stand in a row.
  for (let at = list.indexOf(needle); at >= 0; ) {
    const end = list.indexOf(10, at + 1)
    if (end < 0) break
    found.add(list.toString('utf8', at + 1, end))
    if (found.size > most) return false
    at = list.subarray(end, end + needle.length).equals(needle) ? end : -1
  }
  return true
}
