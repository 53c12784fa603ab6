/** What was charged, in whatever way it is asked for: the same messages. */
import { expect, it } from 'vitest'
import { countKinds, createChargedKinds, type KindCounts } from '../../books/charged-kinds.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createUsageBook } from '../../books/usage.ts'
import type { UsageBy } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { createUsageService, usageCsv, withRest } from './usage.ts'

const ME = operatorOf(TENANT_A)
const PRICE = { currency: 'USD', regime: 'metered', monthlyLimit: null } as const

async function open(database: Database) {
  await openTestVault(database)
  const clock = createFakeClock('2026-10-30T10:00:00Z')
  const ledger = createLedger(database, clock)
  const usage = createUsageService({
    usage: createUsageBook(database),
    kinds: createChargedKinds(database),
    ledger,
    clock,
    displayNames: async () => new Map([['ada', '=HYPERLINK("x")']]),
  })
  const reserve = (messages: number, subjectId: string | null, tenantId = TENANT_A) =>
    ledger.reserve({
      tenantId,
      workerId: 'w',
      runId: subjectId && 'run-1',
      subjectId,
      wanted: messages,
      exact: true,
    })
  async function charge(messages: number, subjectId: string | null, tenantId = TENANT_A) {
    const answer = await reserve(messages, subjectId, tenantId)
    if ('reservationId' in answer) await ledger.charge(answer.reservationId, messages)
  }
  const count = (kinds: KindCounts, at = clock.now()) =>
    database.kysely.transaction().execute((trx) => countKinds(trx, TENANT_A, at, kinds))
  const ask = (by: UsageBy, from?: string, to?: string) => usage.get(ME, { by, from, to })
  return { clock, ledger, reserve, charge, count, ask }
}

forEachDatabase('what was charged', (openDatabase) => {
  it('is the same by day, month, person and run, at the price of each month', async () => {
    const { clock, ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    await setQuota(ledger, TENANT_B, { ...PRICE, pricePerMessage: '0.001' })
    await charge(10, 'ada')
    await charge(5, 'ben')
    await charge(99, 'ada', TENANT_B)
    clock.set('2026-11-02T10:00:00Z')
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.01' })
    await charge(20, 'ada')
    await charge(1, null)
    expect(await ask('day', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: '2026-10-30', messages: 15, cost: '0.015' },
        { key: '2026-11-02', messages: 21, cost: '0.21' },
      ],
      total: 36,
      cost: '0.225',
      currency: 'USD',
    })
    expect(await ask('person', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: 'ada', name: '=HYPERLINK("x")', messages: 30, cost: '0.21' },
        { key: 'ben', messages: 5, cost: '0.005' },
        { key: 'other', messages: 1, cost: '0.01' },
      ],
      total: 36,
      cost: '0.225',
    })
    expect(await ask('run', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: 'run-1', messages: 35 },
        { key: 'other', messages: 1 },
      ],
      total: 36,
    })
    expect(await ask('month', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: '2026-10', messages: 15, cost: '0.015' },
        { key: '2026-11', messages: 21, cost: '0.21' },
      ],
      total: 36,
    })
    expect((await ask('day')).total).toBe(await ledger.charged(TENANT_A))
    expect((await ask('day', '2026-10-30', '2026-10-30')).total).toBe(15)
    expect((await ask('day', '2026-10-30T10:00:00Z', '2026-11-02T10:00:00Z')).total).toBe(15)
  })

  it('counts on the last day of its month what was reserved before midnight', async () => {
    const { clock, ledger, reserve, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    clock.set('2026-10-31T23:59:59Z')
    const answer = await reserve(50, 'ada')
    clock.set('2026-11-01T00:00:05Z')
    if ('reservationId' in answer) await ledger.charge(answer.reservationId, 50)
    expect((await ask('day', '2026-10-01', '2026-10-31')).items).toMatchObject([
      { key: '2026-10-31', messages: 50 },
    ])
    expect((await ask('day')).total).toBe(await ledger.charged(TENANT_A))
  })

  it('is the same by kind of chat, with what no kind is known of', async () => {
    const { clock, ledger, charge, count, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    await charge(10, 'ada')
    await count(new Map([['group', 6]]))
    await count(
      new Map([
        ['group', 1],
        ['oneOnOne', 2],
      ]),
    )
    clock.set('2026-11-02T10:59:59Z')
    await charge(20, 'ada')
    await charge(1, null)
    // Charged before the hour ended, and counted after.
    await count(new Map([['meeting', 20]]), new Date('2026-11-02T11:00:01Z'))
    const whole = await ask('chat-type', '2026-10-01', '2026-11-30')
    expect(whole).toMatchObject({
      items: [
        { key: 'meeting', messages: 20, cost: '0.02' },
        { key: 'group', messages: 7, cost: '0.007' },
        { key: 'oneOnOne', messages: 2, cost: '0.002' },
        { key: 'other', messages: 2, cost: '0.002' },
      ],
      total: 31,
    })
    expect((await ask('day', '2026-10-01', '2026-11-30')).total).toBe(whole.total)
    const october = await ask('chat-type', '2026-10-01', '2026-10-31')
    expect(october.items.map(({ key, messages }) => [key, messages])).toEqual([
      ['group', 7],
      ['oneOnOne', 2],
      ['other', 1],
    ])
  })

  it('has the same sum by kind whatever an edge of the span cuts off', () => {
    const month = '2026-11'
    const charged = [{ key: month, month, messages: 8, at: null }]
    const kinds = [
      { key: 'group', month, messages: 9 },
      { key: 'oneOnOne', month, messages: 3 },
      { key: 'group', month: '2026-10', messages: 4 },
    ] as const
    expect(withRest(kinds, charged).map(({ key, messages }) => [key, messages])).toEqual([
      ['oneOnOne', 3],
      ['group', 5],
    ])
  })

  it('costs nothing in a month that Microsoft did not charge for', async () => {
    const { ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001', regime: 'not-metered' })
    await charge(10, 'ada')
    expect(await ask('day')).toMatchObject({ total: 10, cost: '0.00' })
  })

  it('is a file in which no name is a formula', async () => {
    const { ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    await charge(10, 'ada')
    expect(usageCsv(await ask('person')).split('\r\n')).toEqual([
      '\uFEFFkey,name,messages,cost,currency',
      `ada,"'=HYPERLINK(""x"")",10,0.01,USD`,
      '',
    ])
  })
})
