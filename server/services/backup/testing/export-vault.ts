import { afterEach } from 'vitest'
import type { TenantArchive } from '../../../archive/archive.ts'
import { messageOf, TENANT } from '../../../archive/testing.ts'
import type { Clock } from '../../../domain/clock.ts'
import type { ExportPage, Graph, PageRequest } from '../../../graph/graph.ts'
import type { GraphErrorDetails } from '../../../graph/wire/graph-error.ts'
import { systemClock } from '../../../process/system-clock.ts'
import { makeVault, openTemporary } from './vault.ts'

export type ExportOnce = (request: PageRequest, workerId: string) => Promise<ExportPage>

/** Says something about this person alone, and never passes. */
export const ODD: GraphErrorDetails = {
  code: 'odd',
  notice: null,
  attempted: 'read',
  why: 'odd',
  hint: '',
  retry: 'never',
  outcome: 'refused',
}

export const clock = systemClock
export const LINK = 'https://graph.microsoft.com/v1.0/next?skip='
export const cleanups: (() => Promise<void>)[] = []
let count = 0
export const number = () => {
  count += 1
  return count
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** The body of that very message with an image of its own: others are not believed. */
export function withImage({ chatId, id }: ReturnType<typeof messageOf>) {
  const src = `https://graph.microsoft.com/v1.0/chats/${chatId}/messages/${id}/hostedContents/aWQ/$value`
  return { contentType: 'html', content: `<img src="${src}">` }
}

/** Rows of one person's own chat, never the same twice. */
export function rows(request: PageRequest, number: number) {
  return Array.from({ length: number }, () => {
    count += 1
    return messageOf(String(1_700_000_000_000 + count), { chatId: `19:${request.userId}@unq.gbl.spaces` })
  })
}

export async function vault(
  people: readonly string[],
  exportPage: ExportOnce,
  limit: number | null = null,
  first: readonly string[] = [],
  clock: Clock = systemClock,
  open = openTemporary,
) {
  const database = await open()
  const graph = (workerId: string) => graphOf(exportPage, workerId)
  const { temporary, start, ...made } = await makeVault({
    database,
    clock,
    inScope: () => people,
    first,
    graph,
  })
  cleanups.push(
    () => database.close(),
    () => temporary.remove(),
  )
  await made.setLimit(limit)
  return {
    ...made,
    start: () => start(`run-${number()}`),
    archive: temporary.tenant,
    remove: (name: string) => temporary.store.remove(`tenants/${TENANT}/${name}`),
    vaultArchive: temporary.archive,
  }
}

export function graphOf(exportPage: ExportOnce, workerId: string): Graph {
  const unused = async () => {
    throw new Error('not part of this test')
  }
  return {
    organization: unused,
    findUser: async () => undefined,
    groupMemberIds: async () => [],
    hostedContent: unused,
    async *users() {},
    async *chatsOf() {},
    async *chatMessages() {},
    exportPage: (request) => exportPage(request, workerId),
  }
}

/** The archive with some of its functions replaced. */
export function archiveWith(
  open: (tenantId: string) => Promise<TenantArchive>,
  change: Partial<TenantArchive>,
) {
  return async (tenantId: string) => ({ ...(await open(tenantId)), ...change })
}
