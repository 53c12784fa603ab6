/**
 * Run documents in their folder: reading them in order and adding the next one.
 */

import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ClosedRun, RunDocument } from './archive.ts'
import { digestOf } from './authenticated-json.ts'
import { parseRunName, RUNS_FOLDER, runName } from './layout.ts'
import type { ObjectStore } from './object-store.ts'
import { listOwn } from './own-names.ts'
import { collect } from './read-ahead.ts'
import { decodeRun, encodeRun } from './run-document.ts'
import type { TenantKeys } from './tenant-keys.ts'

const listRuns = (store: ObjectStore) => listOwn(store, RUNS_FOLDER, parseRunName)

/** Oldest first. */
export async function* readRuns(store: ObjectStore, keys: TenantKeys): AsyncIterable<ClosedRun> {
  for await (const name of listRuns(store)) yield decodeRun(keys, name, Buffer.from(await store.get(name)))
}

/** The newest document; undefined before the first run. */
export async function readLastRun(store: ObjectStore, keys: TenantKeys): Promise<ClosedRun | undefined> {
  const last = (await collect(listRuns(store))).at(-1)
  return last === undefined ? undefined : decodeRun(keys, last, Buffer.from(await store.get(last)))
}

export async function findRun(
  store: ObjectStore,
  keys: TenantKeys,
  runId: string,
): Promise<ClosedRun | undefined> {
  for await (const name of listRuns(store)) {
    if (parseRunName(name)?.runId === runId) return decodeRun(keys, name, Buffer.from(await store.get(name)))
  }
  return undefined
}

export async function appendRun(
  store: ObjectStore,
  keys: TenantKeys,
  document: RunDocument,
): Promise<ClosedRun> {
  const { closed, bytes } = encodeRun(keys, document)
  const names = await collect(listRuns(store))
  const same = names.find((name) => parseRunName(name)?.runId === document.runId)
  if (same !== undefined) return await closedAlready(store, same, closed, bytes)
  await checkContinues(store, names.at(-1), document)
  await store.put(closed.name, bytes)
  return closed
}

async function closedAlready(
  store: ObjectStore,
  name: string,
  closed: ClosedRun,
  bytes: Buffer,
): Promise<ClosedRun> {
  if (name === closed.name && bytes.equals(await store.get(name))) return closed
  throw new VaultError({
    notice: notice('run-closed', { name }),
    attempted: `close run ${closed.document.runId}`,
    why: `it has the run document ${name} already, which says something else`,
    hint: 'Record that document instead: a closed run never changes.',
    status: 409,
  })
}

async function checkContinues(
  store: ObjectStore,
  last: string | undefined,
  document: RunDocument,
): Promise<void> {
  const sequence = (last && parseRunName(last)?.sequence) || 0
  const previous = last === undefined ? null : digestOf(await store.get(last))
  if (document.sequence === sequence + 1 && document.previous === previous) return
  throw new VaultError({
    notice: notice('chain-broken', { name: runName(document.sequence, document.runId) }),
    attempted: `write ${runName(document.sequence, document.runId)}`,
    why: `it doesn’t continue the archive’s last run document (${last ?? 'there is none'})`,
    hint: 'The database and the archive disagree. Run `npm run archive -- verify`, then close the run again.',
    members: { sequence, previous },
  })
}
