/**
 * Names of everything in an archive (FORMAT.md, "Layout"). Names are relative to the tenant's folder unless they say so.
 */
import { createHash } from 'node:crypto'
import { checkNamePart } from './object-name.ts'

export const VAULT_FILE = 'vault.json'
export const TENANTS_FOLDER = 'tenants/'
export const KEY_FILE = 'key.json'
/** Next to `key.json`, while the master key is being replaced: the data key for the new one. */
export function newKeyFile(masterKeyId: string): string {
  return `key-${createHash('sha256').update(masterKeyId).digest('hex').slice(0, 16)}.json`
}

export function isKeyFile(name: string): boolean {
  return name === KEY_FILE || /^key-[0-9a-f]{16}\.json$/.test(name)
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

export function segmentId(runId: string, sequence: number): string {
  return `${checkNamePart(runId)}-${digits(sequence)}`
}

export function segmentName(id: string, sealedAt: Date): string {
  return `${SEGMENTS_FOLDER}${sealedAt.toISOString().slice(0, 7)}/${id}.cvs`
}

const SEGMENT = /^segments\/\d{4}-\d{2}\/((?:([^/]+)-(\d{8}))(?:\.(\d{8}))?)\.cvs$/

/** `removal`: the sequence of the removal document by which it took the place of another; undefined for one that a run sealed. */
export function parseSegmentName(
  name: string,
): { id: string; runId: string; sequence: number; removal: number | undefined } | undefined {
  const [, id, runId, sequence, removal] = SEGMENT.exec(name) ?? []
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

export function mediaName(hex: string): string {
  return `${MEDIA_FOLDER}${hex.slice(0, 2)}/${hex}.cvm`
}

const MEDIA = /^media\/([0-9a-f]{2})\/(\1[0-9a-f]{62})\.cvm$/

/** The 64 hex digits of a media name. */
export function parseMediaName(name: string): string | undefined {
  return MEDIA.exec(name)?.[2]
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
