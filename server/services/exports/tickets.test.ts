import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { insertExport } from '../../books/exports.ts'
import { createTickets } from '../../books/tickets.ts'
import { VaultError } from '../../domain/vault-error.ts'
import {
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createTicketService } from './tickets.ts'

const A = operatorOf(TENANT_A)

/** Each call is another process over the same books. Tenant A has a finished export. */
function processOver({ database, clock }: TestVault) {
  return createTicketService({
    tickets: createTickets(database),
    clock,
    exports: {
      async file({ tenantId }, id) {
        if (tenantId !== TENANT_A || id !== 'export-1')
          throw new VaultError({ code: 'export-unknown', attempted: '', why: '', hint: '', status: 404 })
        return { name: 'x.zip', bytes: 100, allowedBy: [], etag: '"ab"', open: () => process.stdin }
      },
    },
  })
}

const ticketIn = ({ url }: { url: string }) => url.replace('/api/downloads/', '')

forEachDatabase('a download ticket', (open, kind) => {
  async function openVault(): Promise<TestVault> {
    const vault = await openTestVault(await open())
    const row = {
      id: 'export-1',
      tenantId: TENANT_A,
      format: 'jsonl' as const,
      selection: {},
      requestedBy: A.id,
      operatorName: A.name,
      purpose: null,
    }
    await insertExport(vault.database.kysely, { ...row, createdAt: vault.clock.now() })
    return vault
  }

  it('opens one export, for whom it was given, in any process, until one whole file was sent', async () => {
    const vault = await openVault()
    const issued = await processOver(vault).issue(A, 'export-1')
    expect(issued).toEqual({
      url: expect.stringMatching(/^\/api\/downloads\/[\w-]{43}$/),
      expiresAt: '2026-11-10T12:01:00.000Z',
    })
    const operator = { tenantId: TENANT_A, id: A.id, name: A.name, roles: [] }
    const redeem = () => processOver(vault).redeem(ticketIn(issued))
    const [one, other] = await Promise.all([redeem(), redeem()])
    for (const opened of [one, other]) expect(opened).toMatchObject({ exportId: 'export-1', operator })
    expect([one, other].filter(({ isFirst }) => isFirst)).toHaveLength(1)
    // The end alone is not the file, nor is what broke off; what continues from there to the end completes it.
    await one.noteSent({ from: 50, to: 100, bytes: 100 })
    await one.noteSent({ from: 0, to: 40, bytes: 100 })
    const again = await redeem()
    expect(again.isFirst).toBe(false)
    const rest = { from: 30, to: 100, bytes: 100 }
    await again.noteSent(rest)
    await expect(redeem()).rejects.toMatchObject({ status: 410, code: 'ticket-used' })
    // The last buffers never arrived.
    await again.takeBack(rest)
    expect(await redeem()).toMatchObject({ isFirst: false })
  })

  it.runIf(kind === 'postgres')('is begun by one of two that ask at the very same moment', async () => {
    const vault = await openVault()
    const { kysely } = vault.database
    const issued = await processOver(vault).issue(A, 'export-1')
    const redeem = () => processOver(vault).redeem(ticketIn(issued))
    const waiting = async () => {
      const { rows } = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
        kysely,
      )
      return rows.length
    }
    // Both have looked at the ticket before either may change it.
    const both = await kysely.transaction().execute(async (trx) => {
      await sql`select from download_ticket for update`.execute(trx)
      const asked = [redeem(), redeem()]
      await expect.poll(waiting).toBe(2)
      return { asked }
    })
    const opened = await Promise.all(both.asked)
    expect(opened.filter(({ isFirst }) => isFirst)).toHaveLength(1)
  })

  it('is over after a minute, or a quarter of an hour after its download broke off, and forgotten after a day', async () => {
    const vault = await openVault()
    const tickets = processOver(vault)
    const [one, other] = [await tickets.issue(A, 'export-1'), await tickets.issue(A, 'export-1')]
    const isOver = { status: 410, code: 'ticket-expired' }
    vault.clock.advance(59_999)
    await tickets.redeem(ticketIn(one))
    vault.clock.advance(1)
    await expect(tickets.redeem(ticketIn(other))).rejects.toMatchObject(isOver)
    vault.clock.advance(14 * 60_000)
    const { noteSent } = await tickets.redeem(ticketIn(one))
    vault.clock.advance(14 * 60_000)
    await noteSent({ from: 0, to: 40, bytes: 100 })
    for (let quarters = 0; quarters < 94; quarters += 1) {
      vault.clock.advance(15 * 60_000 - 2)
      await tickets.redeem(ticketIn(one))
    }
    // A day after it was given, a few minutes after it was used last.
    vault.clock.set('2026-11-11T12:00:00.000Z')
    await expect(tickets.redeem(ticketIn(one))).rejects.toMatchObject(isOver)
    vault.clock.advance(2 * 86_400_000)
    await tickets.issue(A, 'export-1')
    await expect(tickets.redeem(ticketIn(other))).rejects.toMatchObject({
      status: 404,
      code: 'ticket-unknown',
    })
  })

  it('is not given for what the operator could not have', async () => {
    const tickets = processOver(await openVault())
    for (const refused of [tickets.issue(A, 'export-2'), tickets.issue(operatorOf(TENANT_B), 'export-1')])
      await expect(refused).rejects.toMatchObject({ status: 404 })
    await expect(tickets.redeem('made-up')).rejects.toMatchObject({ status: 404, code: 'ticket-unknown' })
  })

  it('is nothing anyone could take from the database', async () => {
    const vault = await openVault()
    const ticket = ticketIn(await processOver(vault).issue(A, 'export-1'))
    const { rows } = await sql<{ ticket_hash: Uint8Array }>`select * from download_ticket`.execute(
      vault.database.kysely,
    )
    expect(rows).toHaveLength(1)
    const kept = Buffer.from(rows[0]?.ticket_hash ?? '')
    expect([kept.toString(), kept.toString('base64url'), JSON.stringify(rows)].join()).not.toContain(ticket)
  })
})
