import type { GraphContext } from './graph/context.ts'
import type { Message } from './tenant/chats.ts'
import { exportable } from './tenant/tenant.ts'

/** What exists and what has happened, to compare a backup with. */
export interface Truth {
  readonly tenants: readonly { id: string; displayName: string }[]
  readonly users: readonly {
    id: string
    displayName: string
    userPrincipalName: string
    userType: string
    accountEnabled: boolean
    /** Copies the export would return now; null without a mailbox. */
    mailbox: number | null
  }[]
  readonly chats: number
  /** Messages in all threads, those the export never shows included. */
  readonly messages: number
  /** Different messages the exports of all mailboxes together would return now. */
  readonly exportable: number
  /** Rows these exports would return: each message once per mailbox. */
  readonly copies: number
  /** Rows returned so far: app id → UTC month → rows. */
  readonly billed: Record<string, Record<string, number>>
  readonly requests: Record<string, number>
  readonly faults: Record<string, number>
}

export function truthOf(graph: GraphContext): Truth {
  const { tenant } = graph
  const now = graph.clock()
  let messages = 0
  let exported = 0
  let copies = 0
  for (const message of tenant.messages()) {
    messages++
    if (!shown(message, now)) continue
    exported++
    copies += message.owners.length
  }
  return {
    tenants: [{ id: tenant.id, displayName: tenant.displayName }],
    users: tenant.people.all.map(
      ({ id, displayName, userPrincipalName, userType, accountEnabled, mailbox }) => ({
        id,
        displayName,
        userPrincipalName,
        userType,
        accountEnabled,
        mailbox: mailbox ? mailbox.messages.filter((message) => shown(message, now)).length : null,
      }),
    ),
    chats: tenant.chats.size,
    messages,
    exportable: exported,
    copies,
    billed: graph.meter.toJSON(),
    requests: Object.fromEntries(graph.requests),
    faults: { ...graph.faults.injected },
  }
}

function shown(message: Message, now: number): boolean {
  return message.owners.length > 0 && exportable(message, now)
}

/** One line per message as the export would return it now: `{ chatId, owners: [user id], message }`. */
export function* truthLines(graph: GraphContext): Generator<Buffer> {
  const now = graph.clock()
  const head = new Map<readonly unknown[], string>()
  let batch: Uint8Array[] = []
  for (const message of graph.tenant.messages()) {
    if (!shown(message, now)) continue
    const owners = head.get(message.owners) ?? JSON.stringify(message.owners.map(({ id }) => id))
    head.set(message.owners, owners)
    const start = `{"chatId":${JSON.stringify(message.chat.id)},"owners":${owners},"message":`
    batch.push(Buffer.from(start), message.row, LINE_END)
    if (batch.length < 600) continue
    yield Buffer.concat(batch)
    batch = []
  }
  yield Buffer.concat(batch)
}

const LINE_END = Buffer.from('}\n')
