import {
  type Azure,
  removeAccount,
  SUBSCRIPTION_ROLES,
  type Subscription,
  type SubscriptionRole,
} from './arm/azure.ts'
import {
  type Application,
  appCertificate,
  BACKUP_ROLES,
  clientSecret,
  grantRole,
} from './entra/applications.ts'
import { makeSecret, removeApplication } from './entra/entra.ts'
import { DIRECTORY_ROLES } from './entra/graph-permissions.ts'
import type { Sessions } from './entra/sessions.ts'
import type { OrderedFault } from './faults.ts'
import type { GraphContext } from './graph/context.ts'
import type { Oddity } from './graph/oddities.ts'
import { type Call, readable } from './http/call.ts'
import type { Reply } from './http/reply.ts'
import { FAULT_KINDS, type Knobs, turn } from './options.ts'
import { Random } from './random.ts'
import type { Message } from './tenant/chats.ts'
import * as live from './tenant/live.ts'
import { Mailbox } from './tenant/mailbox.ts'
import { ORDINARY_MEMBER, type Person, person } from './tenant/people.ts'
import { pairId } from './tenant/plan.ts'
import { makeChat } from './tenant/tenant.ts'

/** Makes the next matching Graph answers slow. */
export interface Delay {
  readonly ms: number
  readonly count?: number | undefined
  /** Part of the path or query; default any. */
  readonly path?: string | undefined
}

/** A Graph answer that is kept back. */
export interface Hold {
  /** Resolves when it was asked for. */
  readonly asked: Promise<void>
  release(): void
}

export interface NewMessage {
  readonly chatId: string
  /** Object id, sign-in name, full or first name of someone in the chat. */
  readonly from: string
  readonly content: string
  readonly contentType?: 'text' | 'html' | undefined
  /** Epoch milliseconds; default now. */
  readonly at?: number | undefined
}

/** What a test or a demo can do to a running tenant. Every method throws an Error with a clear text on bad input. */
export class Control {
  readonly #graph: GraphContext
  readonly #sessions: Sessions
  readonly #azure: Azure
  readonly #random: Random
  readonly #delays: { delay: Delay; left: number }[] = []
  readonly #holds: { path: string; asked: () => void; released: Promise<void> }[] = []

  constructor(graph: GraphContext, sessions: Sessions, azure: Azure) {
    this.#azure = azure
    this.#graph = graph
    this.#sessions = sessions
    this.#random = new Random(`control:${graph.knobs.seed}`)
  }

  /** Turns switches: latency, throttle, faults and rates, metering, paging. */
  set(knobs: Knobs): void {
    turn(this.#graph.knobs, knobs)
  }

  /** Orders a fault for the next matching requests; `pendingFaults` tells how many are still to come. */
  failNext(order: OrderedFault): void {
    if (!FAULT_KINDS.includes(order.kind))
      throw new Error(`sandbox: kind is one of ${FAULT_KINDS.join(', ')}`)
    this.#graph.faults.order(
      order.user === undefined ? order : { ...order, user: this.#person(order.user).id },
    )
  }

  forgetFaults(): void {
    this.#graph.faults.forget()
  }

  get pendingFaults(): number {
    return this.#graph.faults.pending
  }

  /** Orders what importing has been seen to do (graph/oddities.ts) for the next calls that can meet it. */
  oddNext(kind: Oddity, count = 1): void {
    this.#graph.oddities.order(kind, count)
  }

  slowNext(delay: Delay): void {
    this.#delays.push({ delay, left: delay.count ?? 1 })
  }

  /** Keeps the next matching Graph answer back until it is released; `path` is a part of the path or query. */
  holdNext(path: string): Hold {
    const asked = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    this.#holds.push({ path: path.toLowerCase(), asked: asked.resolve, released: released.promise })
    return { asked: asked.promise, release: released.resolve }
  }

  /** Adds what was ordered to an answer: that it is late, or kept back. */
  delayed(call: Call, reply: Reply): Reply {
    return this.#slowed(call, this.#held(call, reply))
  }

  #held(call: Call, reply: Reply): Reply {
    const index = this.#holds.findIndex(({ path }) => readable(call).includes(path))
    const [hold] = index < 0 ? [] : this.#holds.splice(index, 1)
    if (hold === undefined) return reply
    hold.asked()
    return { ...reply, held: hold.released }
  }

  #slowed(call: Call, reply: Reply): Reply {
    if (this.#delays.length === 0) return reply
    const url = readable(call)
    const entry = this.#delays.find(
      ({ delay, left }) => left > 0 && url.includes((delay.path ?? '').toLowerCase()),
    )
    if (!entry) return reply
    entry.left--
    if (entry.left <= 0) this.#delays.splice(this.#delays.indexOf(entry), 1)
    return { ...reply, delayMs: (reply.delayMs ?? 0) + entry.delay.ms }
  }

  /** Consents to a Graph application permission; tokens issued before do not have it. */
  grantRole(role: string, clientId?: string): void {
    grantRole(this.#app(clientId), role, 0)
  }

  revokeRole(role: string, clientId?: string): void {
    this.#app(clientId).roles.delete(role)
  }

  /** A new secret beside the old ones, or `value` itself. */
  addSecret(value?: string, clientId?: string): string {
    const secret = value ?? makeSecret(this.#random)
    const now = this.#graph.clock()
    this.#app(clientId).secrets.push(clientSecret(secret, now, now + 180 * 86_400_000))
    return secret
  }

  /** All secrets answer AADSTS7000222 from now on. */
  expireSecrets(clientId?: string): void {
    const app = this.#app(clientId)
    app.secrets = app.secrets.map((secret) => ({ ...secret, expiresAt: this.#graph.clock() - 1 }))
  }

  /** Removes all secrets and adds one. */
  replaceSecret(value?: string, clientId?: string): string {
    this.#app(clientId).secrets = []
    return this.addSecret(value, clientId)
  }

  /** Graph answers 401 to all tokens issued so far. */
  invalidateTokens(): void {
    this.#graph.entra.revokeTokens()
  }

  /** Every app registration there is, to look at. */
  applications(): readonly Application[] {
    return [...this.#graph.entra.applications.values()]
  }

  /** Another app registration; without `consented` it has no service principal here (AADSTS7000229). */
  registerApp(
    app: {
      displayName?: string
      /** Granted already. */
      roles?: readonly string[]
      /** What the registration lists for consent to give; default what a backup needs. */
      listed?: readonly string[]
      certificatePem?: string
      consented?: boolean
    } = {},
  ): {
    clientId: string
    clientSecret: string
  } {
    const clientId = this.#random.guid()
    const clientSecret = makeSecret(this.#random)
    this.#graph.entra.register({
      clientId,
      displayName: app.displayName ?? 'Another app',
      servicePrincipalId: app.consented === false ? undefined : this.#random.guid(),
      secrets: [clientSecret],
      certificates: app.certificatePem ? [appCertificate(app.certificatePem)] : [],
      roles: app.roles ?? [],
      listed: app.listed ?? BACKUP_ROLES,
    })
    return { clientId, clientSecret }
  }

  /** One of the app's secrets goes, as an administrator would remove it; `truth` tells the key ids. */
  removeSecret(keyId: string, clientId?: string): void {
    const app = this.#app(clientId)
    if (!app.secrets.some((secret) => secret.keyId === keyId))
      throw new Error(`sandbox: no secret ${keyId} of ${app.clientId}`)
    app.secrets = app.secrets.filter((secret) => secret.keyId !== keyId)
  }

  removeCertificate(keyId: string, clientId?: string): void {
    const app = this.#app(clientId)
    if (!app.certificates.some((certificate) => certificate.keyId === keyId))
      throw new Error(`sandbox: no certificate ${keyId} of ${app.clientId}`)
    app.certificates = app.certificates.filter((certificate) => certificate.keyId !== keyId)
  }

  /** The registration and its service principal are gone; what Azure knows of the app remains. */
  deleteApp(clientId: string): void {
    removeApplication(this.#graph.entra, this.#app(clientId))
  }

  /** Legacy metering: whether the app is linked to an Azure subscription. Unlinked, its account in Azure goes too. */
  linkBilling(linked: boolean, clientId?: string): void {
    const app = this.#app(clientId)
    const known = this.#azure.accountOf(app.clientId)
    if (known && !linked) removeAccount(known.subscription, known.account, this.#graph.entra.applications)
    app.billingLinkedFrom = linked ? 0 : undefined
  }

  /** What someone may do on a subscription, by its id or name; without a role they do not see it. */
  setSubscriptionRole(user: string, subscription: string, role?: SubscriptionRole): void {
    const { roles } = this.#subscription(subscription)
    if (role !== undefined && !SUBSCRIPTION_ROLES.includes(role))
      throw new Error(`sandbox: role is one of ${SUBSCRIPTION_ROLES.join(', ')}`)
    if (role === undefined) roles.delete(this.#person(user).id)
    else roles.set(this.#person(user).id, role)
  }

  setSubscriptionState(subscription: string, state: Subscription['state']): void {
    if (!['Enabled', 'Disabled'].includes(state)) throw new Error('sandbox: state is Enabled or Disabled')
    this.#subscription(subscription).state = state
  }

  /** Everyone is signed out at Entra, and pages that are open there cannot be answered. */
  expireSessions(): void {
    this.#sessions.expire()
  }

  /** Takes delegated permissions back, from one app, one person or all of them: consent is asked for again. */
  expireConsent({ clientId, user }: { clientId?: string | undefined; user?: string | undefined } = {}): void {
    const client = clientId === undefined ? undefined : this.#app(clientId).servicePrincipalId
    const { grants } = this.#graph.entra
    for (const grant of grants.all())
      if (
        (clientId === undefined || grant.clientId === client) &&
        (user === undefined || grant.principalId === this.#person(user).id)
      )
        grants.remove(grant.id)
  }

  /** The directory roles of someone who signs in; none: an ordinary member. Tokens issued before do not change. */
  setDirectoryRoles(user: string, roles: readonly (keyof typeof DIRECTORY_ROLES)[]): void {
    const operator = this.#graph.entra.findOperator(user)
    if (!operator) throw new Error(`sandbox: nobody called ${user} signs in here`)
    const unknown = roles.find((role) => !(role in DIRECTORY_ROLES))
    if (unknown) throw new Error(`sandbox: roles are ${Object.keys(DIRECTORY_ROLES).join(', ')}`)
    operator.wids = [...roles.map((role) => DIRECTORY_ROLES[role]), ORDINARY_MEMBER]
  }

  setMailbox(user: string, available: boolean): void {
    const { mailbox } = this.#person(user)
    if (!mailbox) throw new Error(`sandbox: ${user} has no mailbox`)
    mailbox.available = available
  }

  /** Exchange's access policy: apps may send from these mailboxes alone; left out, from all of them. */
  limitSenders(users?: readonly string[]): void {
    this.#graph.mailRules.allowedSenders = users && new Set(users.map((user) => this.#person(user).id))
  }

  /** RBAC for Applications: apps may send from these mailboxes, without `Mail.Send`. */
  grantSenders(users: readonly string[]): void {
    this.#graph.mailRules.grantedSenders = new Set(users.map((user) => this.#person(user).id))
  }

  /** A new employee with an empty mailbox and no chats. */
  addUser(user: { givenName: string; surname: string; mailbox?: boolean }): Person {
    const made = person(this.#random, user.givenName, user.surname)
    if (user.mailbox !== false) made.mailbox = new Mailbox(made.id, this.#graph.knobs.seed)
    this.#graph.tenant.addPerson(made)
    return made
  }

  /** A new chat of these people; two of them without a topic have a 1:1 chat. */
  addChat(chat: { members: readonly string[]; topic?: string }): string {
    const { tenant } = this.#graph
    const members = chat.members.map((member) => this.#person(member))
    const [one, other] = members
    const pair = members.length === 2 && chat.topic === undefined && one && other
    const id = pair ? pairId(one.id, other.id) : `19:${this.#random.hex(32)}@thread.v2`
    if (tenant.chats.has(id)) return id
    const participants = members.map((member, i) => tenant.participant(member, i === 0))
    tenant.addChat(
      makeChat(pair ? 'oneOnOne' : 'group', id, chat.topic ?? null, participants, this.#graph.clock()),
    )
    return id
  }

  /** A chat that is gone for everyone, with its messages in mailboxes left as they are. */
  removeChat(chatId: string): void {
    live.removeChat(this.#graph.tenant, live.requireChat(this.#graph.tenant, chatId))
  }

  /** Somebody leaves: the account can neither sign in nor be in new chats. */
  disableUser(user: string): void {
    this.#person(user).accountEnabled = false
  }

  /** Sends a message into a chat and its members' mailboxes. */
  addMessage(message: NewMessage): Message {
    const { tenant } = this.#graph
    const chat = live.requireChat(tenant, message.chatId)
    const draft = { contentType: message.contentType ?? 'text', content: message.content } as const
    return live.sendMessage(tenant, chat, message.from, draft, message.at ?? this.#graph.clock())
  }

  editMessage(chatId: string, id: string, content: string, at = this.#graph.clock()): Message {
    const message = live.requireMessage(this.#graph.tenant, chatId, id)
    live.editMessage(this.#graph.tenant, message, content, at)
    return message
  }

  deleteMessage(chatId: string, id: string, at = this.#graph.clock()): Message {
    const message = live.requireMessage(this.#graph.tenant, chatId, id)
    live.deleteMessage(this.#graph.tenant, message, at)
    return message
  }

  react(chatId: string, id: string, user: string, reactionType = 'like', at = this.#graph.clock()): Message {
    const message = live.requireMessage(this.#graph.tenant, chatId, id)
    live.reactTo(this.#graph.tenant, message, this.#person(user), reactionType, at)
    return message
  }

  #app(clientId = this.#graph.entra.backup.clientId) {
    const app = this.#graph.entra.applications.get(clientId)
    if (!app) throw new Error(`sandbox: no app ${clientId}`)
    return app
  }

  #subscription(key: string): Subscription {
    const found = this.#azure.find(key)
    if (!found) throw new Error(`sandbox: no subscription ${key}`)
    return found
  }

  /** By object id, sign-in name or full name. */
  #person(key: string): Person {
    const { tenant } = this.#graph
    const found = tenant.findPerson(key) ?? tenant.people.all.find(({ displayName }) => displayName === key)
    if (!found) throw new Error(`sandbox: no user ${key}`)
    return found
  }
}
