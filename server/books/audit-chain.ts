/**
 * The chain over a tenant's audit. Each entry has a link: its place (1, 2, …) and a keyed code over the entry, its place and
 * the code before it. The end of the chain has a code of its own. Who can write to the database but doesn't have the
 * key changes, removes, adds or moves nothing that a walk wouldn't find (docs/adr/0017-a-chain-over-the-audit.md).
 */
import { sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import { toInstant } from '../domain/clock.ts'

/** Who did what, when, with which outcome. Append-only. */
export type AuditRow = {
  readonly at: Date
  readonly operatorId: string
  readonly operatorName: string
  readonly action: string
  readonly target: string | null
  readonly outcome: 'succeeded' | 'refused' | 'failed'
  readonly detail: string | null
  /** Reading requests it was allowed by. */
  readonly allowedBy: readonly string[]
}

/** A keyed code over a text: the same for the same text, and not to be had without the key. */
export type AuditSeal = (text: string) => string

export type ChainFault = {
  /** `missing`: entries from place `entry` on, `count` of them. `added`: an entry that was never chained. */
  readonly what: 'changed' | 'missing' | 'added' | 'moved' | 'end-changed'
  /** Place in the chain; null for an entry that has none, and for the end. */
  readonly entry: number | null
  readonly count: number
  /** Of the entry that was found; null where none was. */
  readonly at: Date | null
  readonly action: string | null
}

export type ChainReport = {
  /** In the chain, by what its end says. */
  readonly entries: number
  /** Code of the newest entry; empty before the first. */
  readonly head: string
  /** When the chain began; null before the first entry. Entries of before were taken up then, as they were. */
  readonly since: Date | null
  readonly takenUp: number
  /** The first of them. */
  readonly faults: readonly ChainFault[]
}

type End = {
  readonly begunAt: Date
  readonly takenUp: number
  readonly entries: number
  readonly head: string
  readonly seal: string
}

/** Entries a walk reads at a time, and takes up at a time. */
const STRETCH = 1000
/** Faults that are named. */
const NAMED = 100
/** Of an end that didn't match once: it never matches again, whatever is added. */
const BROKEN = ''

const END = sql`begun_at as "begunAt", taken_up as "takenUp", entries, head, seal`

/** Adds one entry at the end. Writers of a tenant wait for each other, in whichever process they are. */
export async function appendLinked(
  trx: Transaction,
  tenantId: string,
  row: AuditRow,
  seal: AuditSeal,
): Promise<void> {
  const end = await lockEnd(trx, tenantId, row.at, seal)
  const seq = end.entries + 1
  const mac = seal(linkText(tenantId, seq, end.head, row))
  const next = { ...end, entries: seq, head: mac }
  await sql`
    with entry as (
      insert into audit_entry (tenant_id, at, operator_id, operator_name, action, target, outcome, detail, allowed_by)
      values (${tenantId}, ${row.at}, ${row.operatorId}, ${row.operatorName}, ${row.action}, ${row.target},
              ${row.outcome}, ${row.detail}, ${[...row.allowedBy]}::text[])
      returning no
    ), link as (
      insert into audit_link (entry_no, tenant_id, seq, mac) select no, ${tenantId}, ${seq}, ${mac} from entry
    )
    update audit_chain set entries = ${seq}, head = ${mac}, seal = ${sealAfter(tenantId, end, next, seal)}
    where tenant_id = ${tenantId}`.execute(trx)
}

/** Begins the chain where there is none, with the entries of before. */
export async function takeUp(trx: Transaction, tenantId: string, at: Date, seal: AuditSeal): Promise<void> {
  await lockEnd(trx, tenantId, at, seal)
}

async function lockEnd(trx: Transaction, tenantId: string, at: Date, seal: AuditSeal): Promise<End> {
  const known = await findEnd(trx, tenantId, true)
  if (known !== undefined) return known
  await sql`
    insert into audit_chain (tenant_id, begun_at, taken_up, entries, head, seal)
    values (${tenantId}, ${at}, 0, 0, '', ${BROKEN}) on conflict do nothing`.execute(trx)
  const locked = await findEnd(trx, tenantId, true)
  if (locked === undefined) throw new Error('The end of the chain was deleted while it was being locked')
  // Another process was first.
  if (locked.entries > 0 || locked.seal !== BROKEN) return locked
  const { rows: orphans } = await sql`select from audit_link where tenant_id = ${tenantId} limit 1`.execute(
    trx,
  )
  const begun =
    orphans.length > 0 ? await rejoin(trx, tenantId, locked) : await chainAll(trx, tenantId, locked, seal)
  await sql`
    update audit_chain set taken_up = ${begun.takenUp}, entries = ${begun.entries}, head = ${begun.head},
           seal = ${begun.seal}
    where tenant_id = ${tenantId}`.execute(trx)
  return begun
}

/** Links without an end: someone removed it. What comes is chained to the last of them, and the end never matches. */
async function rejoin(trx: Transaction, tenantId: string, end: End): Promise<End> {
  const { rows } = await sql<{ seq: number; mac: string }>`
    select seq, mac from audit_link where tenant_id = ${tenantId} order by seq desc limit 1`.execute(trx)
  const last = rows[0]
  return { ...end, entries: last?.seq ?? 0, head: last?.mac ?? '', seal: BROKEN }
}

async function chainAll(trx: Transaction, tenantId: string, end: End, seal: AuditSeal): Promise<End> {
  let [entries, head, after] = [0, '', 0]
  for (;;) {
    const rows = await readStretch(trx, tenantId, after)
    const links = rows.map((row) => {
      entries += 1
      head = seal(linkText(tenantId, entries, head, row))
      return { no: row.no, seq: entries, mac: head }
    })
    if (links.length === 0) break
    await sql`
      insert into audit_link (entry_no, tenant_id, seq, mac)
      select no, ${tenantId}::uuid, seq, mac
      from unnest(${links.map(({ no }) => no)}::bigint[], ${links.map(({ seq }) => seq)}::bigint[],
                  ${links.map(({ mac }) => mac)}::text[]) as link (no, seq, mac)`.execute(trx)
    after = links.at(-1)?.no ?? after
  }
  const begun = { ...end, takenUp: entries, entries, head }
  return { ...begun, seal: seal(endText(tenantId, begun)) }
}

/** Walks the whole chain. Entries that come meanwhile are left to the next walk. Undefined where none was begun. */
export async function walkChain(
  db: Session,
  tenantId: string,
  seal: AuditSeal,
): Promise<ChainReport | undefined> {
  const end = await findEnd(db, tenantId, false)
  if (end === undefined) return undefined
  const faults: ChainFault[] = []
  let [due, after] = [1, 0]
  /** Code before the entry that is due; undefined after a place that is named already. */
  let head: string | undefined = ''
  for (;;) {
    const rows = await readStretch(db, tenantId, after)
    if (rows.length === 0) break
    after = rows.at(-1)?.no ?? after
    for (const row of rows) {
      const { seq, mac, at, action } = row
      const found = { at, action, count: 1 }
      if (seq === null || mac === null) {
        faults.push({ what: 'added', entry: null, ...found })
        continue
      }
      if (seq > end.entries) continue
      if (seq < due) {
        faults.push({ what: 'moved', entry: seq, ...found })
        head = undefined
        continue
      }
      if (seq > due) faults.push(missing(due, seq - due))
      else if (head !== undefined && mac !== seal(linkText(tenantId, seq, head, row)))
        faults.push({ what: 'changed', entry: seq, ...found })
      due = seq + 1
      head = mac
    }
    if (faults.length >= NAMED) break
  }
  if (faults.length < NAMED && due <= end.entries) faults.push(missing(due, end.entries - due + 1))
  const endHolds =
    end.seal === seal(endText(tenantId, end)) && (due <= end.entries || (head ?? end.head) === end.head)
  if (!endHolds) faults.push({ what: 'end-changed', entry: null, count: 1, at: null, action: null })
  const { entries, begunAt: since, takenUp } = end
  return { entries, head: end.head, since, takenUp, faults: faults.slice(0, NAMED) }
}

function missing(entry: number, count: number): ChainFault {
  return { what: 'missing', entry, count, at: null, action: null }
}

async function findEnd(db: Session, tenantId: string, locked: boolean): Promise<End | undefined> {
  const { rows } = await sql<End>`
    select ${END} from audit_chain where tenant_id = ${tenantId} ${locked ? sql`for update` : sql``}`.execute(
    db,
  )
  return rows[0]
}

type Linked = AuditRow & { readonly no: number; readonly seq: number | null; readonly mac: string | null }

async function readStretch(db: Session, tenantId: string, after: number): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    select e.no, e.at, e.operator_id as "operatorId", e.operator_name as "operatorName", e.action, e.target, e.outcome,
           e.detail, e.allowed_by as "allowedBy", l.seq, l.mac
    from audit_entry e left join audit_link l on l.entry_no = e.no and l.tenant_id = e.tenant_id
    where e.tenant_id = ${tenantId} and e.no > ${after}::bigint
    order by e.no limit ${STRETCH}`.execute(db)
  return rows
}

/** An end that someone changed isn't put right by the next entry. */
function sealAfter(tenantId: string, before: End, next: Omit<End, 'seal'>, seal: AuditSeal): string {
  return before.seal === seal(endText(tenantId, before)) ? seal(endText(tenantId, next)) : BROKEN
}

// ── What the codes are over ──────────────────────────────────────────────────────────────────────────────────────

function linkText(tenantId: string, seq: number, before: string, row: AuditRow): string {
  const { at, operatorId, operatorName, action, target, outcome, detail, allowedBy } = row
  const said = [toInstant(at), operatorId, operatorName, action, target, outcome, detail, allowedBy]
  return JSON.stringify(['audit-link/1', tenantId.toLowerCase(), seq, before, ...said])
}

function endText(tenantId: string, { begunAt, takenUp, entries, head }: Omit<End, 'seal'>): string {
  return JSON.stringify(['audit-end/1', tenantId.toLowerCase(), toInstant(begunAt), takenUp, entries, head])
}
