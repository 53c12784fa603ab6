/** Exports written here and now, and read with a library that isn't the one that wrote them. */
import { buffer } from 'node:stream/consumers'
import { type Entry, fromBufferPromise } from 'yauzl'
import type { ExportFormat } from '../books/exports.ts'
import { createSigningKeys } from '../books/signing-keys.ts'
import type { MessageSelection } from '../domain/selection.ts'
import { createExportSigner } from '../services/exports/export-signer.ts'
import { emptyTally, type Tally } from '../services/exports/tally.ts'
import { writeSignedZip } from '../services/exports/write-export.ts'
import { TENANT_A, type TestVault } from './archived-chats.ts'

/** Contents by name, in the order of the zip. */
export type Exported = {
  readonly zip: Buffer
  readonly files: ReadonlyMap<string, Buffer>
  readonly tally: Tally
}

export async function exportAs(
  vault: TestVault,
  format: ExportFormat,
  selection: MessageSelection = {},
): Promise<Exported> {
  const tally = emptyTally()
  const signer = createExportSigner({ signingKeys: createSigningKeys(vault.database), sealer: vault.sealer })
  const row = {
    id: `export-${format}`,
    tenantId: TENANT_A,
    format,
    selection,
    state: 'running' as const,
    createdAt: vault.clock.now(),
    endedAt: null,
    messages: 0,
    sha256: null,
    bytes: null,
    reason: null,
    notice: null,
    requestedBy: 'operator-1',
    operatorName: 'Mia Berg',
    purpose: null,
    expiresAt: null,
    removedAt: null,
    erasedAt: null,
  }
  const zip = await buffer(writeSignedZip({ ...vault, signer }, row, { tally, pause: async () => undefined }))
  return { zip, files: await filesOf(zip), tally }
}

/** Every file of a zip, its checksum verified. */
export async function filesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const opened = await fromBufferPromise(zip, { lazyEntries: true })
  const entries: Entry[] = []
  for await (const entry of opened.eachEntry()) entries.push(entry)
  const files = new Map<string, Buffer>()
  for (const entry of entries)
    files.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  return files
}
