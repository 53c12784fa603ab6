/**
 * Names of everything in an archive (FORMAT.md, "Layout"). Names are relative to the tenant's folder unless they say so.
 */
import { createHash } from 'node:crypto'
import { checkNamePart } from './object-name.ts'

export const VAULT_FILE = 'vault.json'
export const TENANTS_FOLDER = 'tenants/'
export const KEY_FILE = 'key.json'
/** Of the data key with that number; a tenant's first one is 1. */
export function keyFile(number: number): string {
  return number === 1 ? KEY_FILE : `key.${number}.json`
}

/** Next to it, while the master key is being replaced: the same data key for the new one. */
export function newKeyFile(number: number, masterKeyId: string): string {
  const hex = createHash('sha256').update(masterKeyId).digest('hex').slice(0, 16)
  return keyFile(number).replace(/\.json$/, `-${hex}.json`)
}

const KEY = /^key(?:\.([2-9]|[1-9]\d{1,5}))?(?:-[0-9a-f]{16})?\.json$/

/** The number of the data key in a file of that name. */
export function parseKeyFile(name: string): number | undefined {
  const found = KEY.exec(name)
  return found === null ? undefined : Number(found[1] ?? 1)
}

export const SEGMENTS_FOLDER = 'segments/'
export const MEDIA_FOLDER = 'media/'
export const RUNS_FOLDER = 'runs/'
export const USAGE_FOLDER = 'usage/'
export const REMOVALS_FOLDER = 'removals/'

const SEQUENCE_DIGITS = 8

export function tenantFolder(tenantId: string): string {
  return `${TENANTS_FOLDER}${checkNamePart(tenantId)}/`
}

/** The id names the data key, but for the first one. */
export function segmentId(runId: string, sequence: number, keyNumber: number): string {
  return `${checkNamePart(runId)}-${digits(sequence)}${keyMark(keyNumber)}`
}

const keyMark = (keyNumber: number) => (keyNumber === 1 ? '' : `.k${keyNumber}`)
const KEY_MARK = '(?:\\.k([2-9]|[1-9]\\d{1,5}))?'

export function segmentName(id: string, sealedAt: Date): string {
  return `${SEGMENTS_FOLDER}${sealedAt.toISOString().slice(0, 7)}/${id}.cvs`
}

const SEGMENT_ID = `([^/]+)-(\\d{8})${KEY_MARK}(?:\\.(\\d{8}))?`
const SEGMENT = new RegExp(`^segments/\\d{4}-\\d{2}/(${SEGMENT_ID})\\.cvs$`)
const WHOLE_SEGMENT_ID = new RegExp(`^${SEGMENT_ID}$`)

/** The number of the data key that a segment was sealed with. */
export function keyNumberOf(segmentId: string): number {
  return Number(WHOLE_SEGMENT_ID.exec(segmentId)?.[3] ?? 1)
}

/** `removal`: the sequence of the removal document by which it took the place of another; undefined for one that a run sealed. */
export function parseSegmentName(
  name: string,
): { id: string; runId: string; sequence: number; removal: number | undefined } | undefined {
  const [, id, runId, sequence, , removal] = SEGMENT.exec(name) ?? []
  if (id === undefined || runId === undefined) return undefined
  return {
    id,
    runId,
    sequence: Number(sequence),
    removal: removal === undefined ? undefined : Number(removal),
  }
}

/** Sorts where `name` does: a reader meets what it holds in the same order. */
export function successorName(name: string, removal: number): string {
  return name.replace(/(\.\d{8})?\.cvs$/, `.${digits(removal)}.cvs`)
}

export function mediaName(hex: string, keyNumber: number): string {
  return `${MEDIA_FOLDER}${hex.slice(0, 2)}/${hex}${keyMark(keyNumber)}.cvm`
}

const MEDIA = new RegExp(`^media/([0-9a-f]{2})/(\\1[0-9a-f]{62})${KEY_MARK}\\.cvm$`)

/** The 64 hex digits of a media name, and the number of the data key it was sealed with. */
export function parseMediaName(name: string): { hex: string; keyNumber: number } | undefined {
  const [, , hex, keyNumber] = MEDIA.exec(name) ?? []
  return hex === undefined ? undefined : { hex, keyNumber: Number(keyNumber ?? 1) }
}

export function runName(sequence: number, runId: string): string {
  return `${RUNS_FOLDER}${digits(sequence)}-${checkNamePart(runId)}.json`
}

const RUN = /^runs\/(\d{8})-([^/]+)\.json$/

export function parseRunName(name: string): { sequence: number; runId: string } | undefined {
  const [, sequence, runId] = RUN.exec(name) ?? []
  return runId === undefined ? undefined : { sequence: Number(sequence), runId }
}

export function removalName(sequence: number, removalId: string): string {
  return `${REMOVALS_FOLDER}${digits(sequence)}-${checkNamePart(removalId)}.json`
}

const REMOVAL = /^removals\/(\d{8})-([^/]+)\.json$/

export function parseRemovalName(name: string): { sequence: number; removalId: string } | undefined {
  const [, sequence, removalId] = REMOVAL.exec(name) ?? []
  return removalId === undefined ? undefined : { sequence: Number(sequence), removalId }
}

export function usageName(month: string, sequence: number): string {
  return `${USAGE_FOLDER}${month}/${digits(sequence)}.json`
}

const USAGE = /^usage\/(\d{4}-\d{2})\/(\d{8})\.json$/

export function parseUsageName(name: string): { month: string; sequence: number } | undefined {
  const [, month, sequence] = USAGE.exec(name) ?? []
  return month === undefined ? undefined : { month, sequence: Number(sequence) }
}

/** Eight digits: names sort as their numbers do. */
function digits(sequence: number): string {
  const text = String(sequence).padStart(SEQUENCE_DIGITS, '0')
  if (Number.isInteger(sequence) && sequence >= 0 && text.length === SEQUENCE_DIGITS) return text
  throw new RangeError(`a sequence is a whole number of at most ${SEQUENCE_DIGITS} digits, not ${sequence}`)
}
