import { expect, it } from 'vitest'
import type { Archive } from '../archive/archive.ts'
import { openTestVault } from '../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { createReadinessService } from './readiness.ts'

it('is ready while database and archive answer, and names the one that does not', async () => {
  await using dir = await createTempDir()
  const vault = await openTestVault(await openEmbeddedCopy(dir.path))
  await vault.archive.open('aaaaaaaa-0000-4000-8000-00000000000a')
  await createReadinessService(vault).ready()
  const broken: Archive = { ...vault.archive, tenants: () => failing() }
  const health = createReadinessService({ ...vault, archive: broken })
  await expect(health.ready()).rejects.toMatchObject({ code: 'archive-unreachable', status: 503 })
  await vault.database.close()
  await expect(createReadinessService(vault).ready()).rejects.toMatchObject({
    code: 'database-unreachable',
    status: 503,
  })
})

async function* failing(): AsyncIterable<string> {
  yield* []
  throw new Error('the disk is gone')
}
