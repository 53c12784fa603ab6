import { expect, it } from 'vitest'
import { createAudit } from '../books/audit.ts'
import type { AuditEntry } from '../contract/index.ts'
import {
  archivePages,
  conversationRecord,
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
} from '../testing/archived-chats.ts'
import { testSeal } from '../testing/audit-seal.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createAuditService } from './audit.ts'

const MIA = operatorOf(TENANT_A)
const BEN = { ...MIA, id: 'operator-2', name: '=Ben "the" Lund' }
const CHAT = '19:plan@thread.v2'

forEachDatabase('the audit', (open) => {
  async function filled() {
    const vault = await openTestVault(await open())
    const { database, clock } = vault
    const records = [conversationRecord({ id: CHAT, topic: 'Launch 🚀' })]
    await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records }])
    const audit = createAuditService({
      audit: createAudit(database, clock, async () => testSeal),
      db: database.kysely,
      clock,
    })
    const entries = [
      [MIA, 'run.start', 'run-1', 'succeeded', null],
      [BEN, 'messages.read', CHAT, 'succeeded', null, ['request-1', 'request-2']],
      [BEN, 'hosted-content.read', `${CHAT}/1/a`, 'failed', 'hosted-content-unknown'],
      [MIA, 'consent.start', null, 'refused', 'not-allowed'],
    ] as const
    for (const [by, action, target, outcome, detail, allowedBy = []] of entries) {
      await audit.record(by, { action, target, outcome, detail, allowedBy })
      clock.advance(60_000)
    }
    await audit.record(
      { ...MIA, tenantId: TENANT_B },
      { action: 'run.start', target: null, outcome: 'failed', detail: null },
    )
    const actionsOf = async (query: object) =>
      (await audit.list(MIA, { limit: 50, ...query })).items.map(({ action }: AuditEntry) => action)
    return { audit, actionsOf }
  }

  it('is filtered by who, what, when and how it ended', async () => {
    const { actionsOf } = await filled()
    expect(await actionsOf({})).toEqual([
      'consent.start',
      'hosted-content.read',
      'messages.read',
      'run.start',
    ])
    expect(await actionsOf({ who: 'LUND' })).toEqual(['hosted-content.read', 'messages.read'])
    expect(await actionsOf({ who: '%' })).toEqual([])
    expect(await actionsOf({ who: 'Operator-2', outcome: 'failed' })).toEqual(['hosted-content.read'])
    expect(await actionsOf({ kind: 'reading' })).toEqual(['hosted-content.read', 'messages.read'])
    expect(await actionsOf({ kind: 'connection' })).toEqual(['consent.start'])
    expect(await actionsOf({ from: '2026-11-10T12:01:00Z', to: '2026-11-10T12:02:00Z' })).toEqual([
      ...['hosted-content.read', 'messages.read'],
    ])
  })

  it('names conversations as people know them, and continues page by page', async () => {
    const { audit } = await filled()
    const first = await audit.list(MIA, { limit: 3 })
    expect(first.items.map(({ targetName }) => targetName)).toEqual([null, 'Launch 🚀', 'Launch 🚀'])
    const second = await audit.list(MIA, { limit: 3, cursor: first.next ?? '' })
    expect(second).toMatchObject({ items: [{ action: 'run.start', targetName: null }], next: null })
  })

  it('is a file that a spreadsheet reads and runs nothing of', async () => {
    const { audit } = await filled()
    let text = ''
    for await (const piece of audit.file(MIA, { kind: 'reading' })) text += piece
    expect(text.split('\r\n')).toEqual([
      '\uFEFFat,operator,operatorId,action,outcome,targetName,target,detail,allowedBy',
      `2026-11-10T12:02:00.000Z,"'=Ben ""the"" Lund",operator-2,hosted-content.read,failed,Launch 🚀,${CHAT}/1/a,hosted-content-unknown,`,
      `2026-11-10T12:01:00.000Z,"'=Ben ""the"" Lund",operator-2,messages.read,succeeded,Launch 🚀,${CHAT},,request-1 request-2`,
      '',
    ])
  })
})
