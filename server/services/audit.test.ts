import { expect, it } from 'vitest'
import { createAudit } from '../books/create-audit.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../testing/archived-chats.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createAuditService } from './audit.ts'

const A = operatorOf(TENANT_A)

forEachDatabase('the audit', (open) => {
  it('tells who did what, newest first, page by page, and to nobody of another tenant', async () => {
    const { database, clock } = await openTestVault(await open())
    const audit = createAuditService({ audit: createAudit(database, clock) })
    for (const action of ['connection.save', 'run.start', 'archive.read']) {
      await audit.record(A, { action, target: 'x', outcome: 'succeeded', detail: null })
      clock.advance(1000)
    }
    const first = await audit.list(A, { limit: 2 })
    const second = await audit.list(A, { limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ action }) => action)).toEqual([
      'archive.read',
      'run.start',
      'connection.save',
    ])
    expect(first.items[0]).toEqual({
      ...{ at: '2026-11-10T12:00:02.000Z', operatorId: A.id, operatorName: A.name, action: 'archive.read' },
      ...{ target: 'x', outcome: 'succeeded', detail: null },
    })
    expect(second.next).toBeNull()
    expect(await audit.list(operatorOf(TENANT_B), { limit: 2 })).toEqual({ items: [], next: null })
  })
})
