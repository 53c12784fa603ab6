import { expect, it, onTestFinished } from 'vitest'
import { createRuns } from '../../books/create-runs.ts'
import { CONTENTS_PER_MESSAGE } from '../../domain/hosted-contents.ts'
import { messageAt, messageRecord, openTestVault, TENANT_A } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { recordBatch } from './record-batch.ts'

it('a message that names more contents than are fetched of one is named by the run, with how many are left', async () => {
  const folder = await createTempDir()
  const database = await openEmbeddedCopy(folder.path)
  onTestFinished(() => database.close().then(folder.remove))
  const { archive, clock } = await openTestVault(database)
  const runs = createRuns(database, clock)
  const run = { id: 'run-1', tenantId: TENANT_A, strategy: 'complete', trigger: 'manual' } as const
  await runs.start({ ...run, requestedBy: null, subjectIds: null })
  const images = Array.from(
    { length: CONTENTS_PER_MESSAGE + 3 },
    (_, n) => `<img src="../hostedContents/a${n}/$value">`,
  )
  const message = messageAt('19:plan@thread.v2', 1, {
    body: { contentType: 'html', content: images.join('') },
  })
  const frames = [
    { header: { subjectId: 'ann', position: null, fetched: 1 }, records: [messageRecord(message)] },
  ]
  const segment = await (await archive.open(TENANT_A)).seal(run.id, 1, frames)
  await database.kysely
    .transaction()
    .execute((trx) => recordBatch(trx, { ...run, workerId: null }, segment, frames))
  expect(await runs.listFaults(TENANT_A, run.id, { limit: 9 })).toMatchObject([
    {
      kind: 'skip',
      code: 'media-too-many',
      detail: `Message ${message.id} in conversation 19:plan@thread.v2 has more than ${CONTENTS_PER_MESSAGE} pictures and other contents: 3 of them are not fetched.`,
    },
  ])
})
