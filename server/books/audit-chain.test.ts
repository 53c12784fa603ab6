/** What someone who can write to the database, but doesn't have the key, may try with the audit. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { testSeal } from '../testing/audit-seal.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createAudit } from './audit.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const ENTRY = {
  operatorId: 'o1',
  operatorName: 'Mia',
  action: 'run.start',
  outcome: 'succeeded',
  detail: null,
  allowedBy: ['request-1'],
} as const

forEachDatabase('the chain over the audit', (open, kind) => {
  async function filled(entries = 6) {
    const database = await open()
    const clock = createFakeClock()
    const audit = createAudit(database, clock, async () => testSeal)
    const append = (target: string, tenantId = TENANT) => audit.append(tenantId, { ...ENTRY, target })
    for (let n = 1; n <= entries; n += 1) {
      await append(`r${n}`)
      await append(`other ${n}`, OTHER)
      clock.advance(1000)
    }
    return { database, clock, audit, append }
  }

  /** As a database administrator can, past the triggers. */
  const tamper = (database: Database, text: string) =>
    database.script(`set local session_replication_role = replica; ${text}`)
  const faultsOf = async ({ audit }: Awaited<ReturnType<typeof filled>>) =>
    (await audit.check(TENANT)).faults.map(({ what, entry }) => [what, entry])

  it('is whole after many writers at once, and its head is the newest entry’s', async () => {
    const chain = await filled(0)
    expect(await chain.audit.check(TENANT)).toMatchObject({ entries: 0, head: '', faults: [] })
    await Promise.all(Array.from({ length: 20 }, (_, n) => chain.append(`r${n}`)))
    const report = await chain.audit.check(TENANT)
    expect(report).toMatchObject({ entries: 20, takenUp: 0, faults: [] })
    expect(report.head).toMatch(/^[0-9a-f]{64}$/)
    expect(await chain.audit.check(OTHER)).toMatchObject({ entries: 0, faults: [] })
  })

  const CHANGES = [
    [`update audit_entry set operator_name = 'Ben' where target = 'r3'`, [['changed', 3]]],
    [`update audit_entry set at = at - interval '1 hour' where target = 'r1'`, [['changed', 1]]],
    [`update audit_entry set outcome = 'failed' where target = 'r6'`, [['changed', 6]]],
    [`update audit_entry set allowed_by = '{}' where target = 'r2'`, [['changed', 2]]],
    [`update audit_entry set detail = '' where target = 'r2'`, [['changed', 2]]],
    [
      `with gone as (delete from audit_entry where target = 'r4' returning no)
       delete from audit_link where entry_no in (select no from gone)`,
      [['missing', 4]],
    ],
    [
      `insert into audit_entry (tenant_id, at, operator_id, operator_name, action, outcome)
       values ('${TENANT}', now(), 'o2', 'Ben', 'run.start', 'succeeded')`,
      [['added', null]],
    ],
    [
      `update audit_entry e set target = case target when 'r2' then 'r5' else 'r2' end, at = (
         select o.at from audit_entry o where o.tenant_id = e.tenant_id and o.target in ('r2', 'r5') and o.no <> e.no)
       where target in ('r2', 'r5')`,
      [
        ['changed', 2],
        ['changed', 5],
      ],
    ],
    [
      `with gone as (delete from audit_entry where target = 'r6' returning no)
       delete from audit_link where entry_no in (select no from gone)`,
      [['missing', 6]],
    ],
    [
      `with gone as (delete from audit_entry where target = 'r6' returning no)
       delete from audit_link where entry_no in (select no from gone);
       update audit_chain set entries = 5, head = (select mac from audit_link where tenant_id = '${TENANT}' and seq = 5)
       where tenant_id = '${TENANT}'`,
      [['end-changed', null]],
    ],
    [`update audit_chain set begun_at = now() where tenant_id = '${TENANT}'`, [['end-changed', null]]],
  ] as const

  it.each(CHANGES)('names what was done by %s', async (text, faults) => {
    const chain = await filled()
    expect(await faultsOf(chain)).toEqual([])
    await tamper(chain.database, text)
    expect(await faultsOf(chain)).toEqual(faults)
    await chain.append('r7')
    expect(await faultsOf(chain)).toEqual(faults)
    expect((await chain.audit.check(OTHER)).faults).toEqual([])
  })

  it('finds an order that was changed', async () => {
    const chain = await filled()
    await tamper(
      chain.database,
      `update audit_link set seq = case seq when 2 then 30 else 2 end where tenant_id = '${TENANT}' and seq in (2, 3);
       update audit_link set seq = 3 where seq = 30`,
    )
    expect(await faultsOf(chain)).toEqual([
      ['missing', 2],
      ['moved', 2],
    ])
  })

  it('doesn’t begin anew where its end was deleted', async () => {
    const chain = await filled()
    await tamper(chain.database, `delete from audit_chain where tenant_id = '${TENANT}'`)
    await chain.append('r7')
    expect(await faultsOf(chain)).toEqual([['end-changed', null]])
    expect((await chain.audit.check(TENANT)).entries).toBe(7)
  })

  it('takes up the entries of before, as they are, once', async () => {
    const chain = await filled(0)
    await chain.database.script(`
      insert into audit_entry (tenant_id, at, operator_id, operator_name, action, outcome)
      select '${TENANT}', '2026-11-01T10:00:00Z', 'o' || n, 'Mia', 'run.start', 'succeeded' from generate_series(1, 2500) n`)
    const [report] = await Promise.all([chain.audit.check(TENANT), chain.append('new')])
    expect(report).toMatchObject({ takenUp: 2500, faults: [] })
    expect(await chain.audit.check(TENANT)).toMatchObject({ entries: 2501, takenUp: 2500, faults: [] })
    await tamper(chain.database, `update audit_entry set operator_name = 'Ben' where operator_id = 'o1700'`)
    expect(await faultsOf(chain)).toEqual([['changed', 1700]])
  })

  it('is not to be continued without the key', async () => {
    const { database, clock, append, audit } = await filled()
    const forger = createAudit(database, clock, async () => (text) => `not ${testSeal(text)}`)
    await forger.append(TENANT, { ...ENTRY, target: 'forged' })
    await append('r8')
    const { faults } = await audit.check(TENANT)
    expect(faults.map(({ what, entry }) => [what, entry])).toEqual([
      ['changed', 7],
      ['end-changed', null],
    ])
  })

  if (kind === 'embedded')
    it('finds any change to any column of any entry', async () => {
      const chain = await filled(8)
      const columns = ['operator_id', 'operator_name', 'action', 'target', 'detail']
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 8 }),
          fc.constantFrom(...columns),
          fc.stringMatching(/^[a-z ",[\]\\]{1,12}$/),
          async (entry, column, text) => {
            const where = `where tenant_id = '${TENANT}' and no = (
              select entry_no from audit_link where tenant_id = '${TENANT}' and seq = ${entry})`
            await tamper(chain.database, `update audit_entry set ${column} = 'was ' || '${text}' ${where}`)
            expect(await faultsOf(chain)).toEqual([['changed', entry]])
            await tamper(
              chain.database,
              `update audit_entry set operator_id = 'o1', operator_name = 'Mia', action = 'run.start',
                 target = 'r${entry}', detail = null ${where}`,
            )
            expect(await faultsOf(chain)).toEqual([])
          },
        ),
        { numRuns: 25 },
      )
    })
})
