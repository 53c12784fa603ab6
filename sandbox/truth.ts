import type { Azure } from './arm/azure.ts'
import { type Application, redirectUrisOf, rolesAskedBy } from './entra/applications.ts'
import type { Entra } from './entra/entra.ts'
import type { GraphContext } from './graph/context.ts'
import type { SentMail } from './graph/mail.ts'
import type { Message } from './tenant/chats.ts'
import { graphTime } from './tenant/message.ts'
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
  /** App registrations with what they hold; no secret's value. */
  readonly applications: readonly ApplicationTruth[]
  /** Delegated permissions that were consented to. */
  readonly grants: readonly {
    id: string
    app: string
    /** Object id; null for everyone. */
    person: string | null
    resource: 'graph' | 'azure' | 'other'
    scopes: readonly string[]
  }[]
  /** Billing accounts in Azure. */
  readonly associations: readonly {
    appId: string
    subscriptionId: string
    resourceGroup: string
    name: string
  }[]
  /** Mails that Exchange took (`sendMail`), oldest first. */
  readonly mails: readonly SentMail[]
  readonly requests: Record<string, number>
  readonly faults: Record<string, number>
}

interface ApplicationTruth {
  readonly clientId: string
  readonly objectId: string
  readonly displayName: string
  readonly servicePrincipalId: string | null
  /** Application permissions of Graph that are granted. */
  readonly roles: readonly string[]
  /** Those the registration lists. */
  readonly listed: readonly string[]
  readonly secrets: readonly { keyId: string; displayName: string | null; hint: string; endsAt: string }[]
  readonly certificates: readonly { keyId: string; thumbprint: string; endsAt: string }[]
  readonly redirectUris: readonly string[]
  readonly billingLinked: boolean
}

export function truthOf(graph: GraphContext, azure: Azure): Truth {
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
    applications: [...graph.entra.applications.values()].map((app) => applicationTruth(app, now)),
    grants: grantsTruth(graph.entra),
    associations: azure.subscriptions.flatMap(({ id: subscriptionId, accounts }) =>
      [...accounts.values()]
        .filter(({ outcome }) => outcome === 'Succeeded')
        .map(({ appId, resourceGroup, name }) => ({
          appId,
          subscriptionId,
          resourceGroup,
          name,
        })),
    ),
    mails: [...graph.mails],
    requests: Object.fromEntries(graph.requests),
    faults: { ...graph.faults.injected },
  }
}

function applicationTruth(app: Application, now: number): ApplicationTruth {
  return {
    clientId: app.clientId,
    objectId: app.objectId,
    displayName: app.registration.displayName,
    servicePrincipalId: app.servicePrincipalId ?? null,
    roles: [...app.roles],
    listed: rolesAskedBy(app),
    secrets: app.secrets.map(({ keyId, displayName, value, expiresAt }) => ({
      keyId,
      displayName,
      hint: value.slice(0, 3),
      endsAt: new Date(expiresAt).toISOString(),
    })),
    certificates: app.certificates.map(({ keyId, thumbprints, expiresAt }) => ({
      keyId,
      thumbprint: thumbprints[2] ?? '',
      endsAt: new Date(expiresAt).toISOString(),
    })),
    redirectUris: redirectUrisOf(app) ?? [],
    billingLinked: (app.billingLinkedFrom ?? Number.POSITIVE_INFINITY) <= now,
  }
}

function grantsTruth({ grants, assignments, applications }: Entra): Truth['grants'] {
  const resources = new Map([
    [assignments.graphServicePrincipalId, 'graph' as const],
    [assignments.armServicePrincipalId, 'azure' as const],
  ])
  const clients = new Map([...applications.values()].map((app) => [app.servicePrincipalId, app.clientId]))
  return grants.all().map(({ id, clientId, principalId, resourceId, scopes }) => ({
    id,
    app: clients.get(clientId) ?? clientId,
    person: principalId,
    scopes: [...scopes],
    resource: resources.get(resourceId) ?? 'other',
  }))
}

function shown(message: Message, now: number): boolean {
  return message.owners.length > 0 && message.imported !== 'pending' && exportable(message, now)
}

/** A chat that messages were imported into, with all that stands in its thread. */
export interface RestoredTruth {
  readonly id: string
  readonly topic: string | null
  readonly chatType: string
  readonly members: readonly string[]
  readonly createdDateTime: string
  readonly migrationMode: 'inProgress' | 'completed'
  /** In the order of their times; `imported` names those that came by a migration. */
  readonly messages: readonly { readonly imported: boolean; readonly message: Record<string, unknown> }[]
}

/** Every chat that is or was in migration. */
export function restoredTruth({ tenant }: GraphContext): RestoredTruth[] {
  return [...tenant.chats.values()].flatMap((chat) =>
    chat.migration === undefined
      ? []
      : {
          id: chat.id,
          topic: chat.topic,
          chatType: chat.type,
          members: chat.participants.flatMap(({ person }) => person?.id ?? []),
          createdDateTime: graphTime(chat.createdAt),
          migrationMode: chat.migration.mode,
          messages: chat.messages.map((message) => ({
            imported: message.imported !== undefined,
            message: JSON.parse(message.row.toString()) as Record<string, unknown>,
          })),
        },
  )
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
