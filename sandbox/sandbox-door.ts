import type { Azure } from './arm/azure.ts'
import type { Control } from './control.ts'
import { TOKEN_FLAWS, type TokenFlaw } from './entra/entra.ts'
import { type HostAsks, hostToken } from './entra/host-tokens.ts'
import type { GraphContext } from './graph/context.ts'
import type { Call } from './http/call.ts'
import { json, type Reply } from './http/reply.ts'
import type { Message } from './tenant/chats.ts'
import { restoredTruth, truthLines, truthOf } from './truth.ts'

/** The sandbox's own calls below `/_sandbox`; no token asked. */
export function sandboxDoor(graph: GraphContext, azure: Azure, control: Control, call: Call): Reply {
  try {
    return answer(graph, azure, control, call)
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) })
  }
}

function answer(graph: GraphContext, azure: Azure, control: Control, call: Call): Reply {
  switch (`${call.method} ${call.lower.slice(1).join('/')}`) {
    case 'GET truth':
      return json(200, truthOf(graph, azure))
    case 'GET truth/messages':
      return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body: truthLines(graph) }
    case 'GET truth/restored':
      return json(200, restoredTruth(graph))
    case 'POST operator-token':
      return json(200, operatorToken(graph, JSON.parse(call.body || '{}') as Record<string, unknown>))
    case 'POST delegated-token':
      return json(200, hostToken(graph.entra, JSON.parse(call.body) as HostAsks))
    case 'POST control':
      return json(200, act(control, JSON.parse(call.body) as Action | Action[]))
    default:
      return json(404, { error: `the sandbox has no ${call.method} ${call.url}` })
  }
}

/** `{ user, bad?, claims? }` → `{ access_token, … }`. */
function operatorToken(graph: GraphContext, body: Record<string, unknown>): object {
  const operator = graph.entra.findOperator(String(body.user ?? ''))
  if (!operator) throw new Error(`nobody called '${body.user}' signs in here`)
  const bad = body.bad as TokenFlaw | undefined
  if (bad !== undefined && !TOKEN_FLAWS.includes(bad))
    throw new Error(`bad is one of ${TOKEN_FLAWS.join(', ')}`)
  const claims = (body.claims ?? {}) as Record<string, unknown>
  return {
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: graph.entra.operatorToken(operator, { bad, claims }),
  }
}

type Action = { action: string } & Record<string, unknown>

/** Runs one action or several in order; answers what each returned. */
function act(control: Control, body: Action | Action[]): unknown {
  if (!Array.isArray(body)) return result(actOnce(control, body))
  return body.map((action) => result(actOnce(control, action)))
}

function actOnce(control: Control, { action, ...given }: Action): unknown {
  const known = ACTIONS[action]
  if (!known) throw new Error(`action is one of ${Object.keys(ACTIONS).join(', ')}`)
  return known(control, given as Given)
}

// Bodies come from test code: the methods themselves complain about names they do not know.
type Given = Record<string, never>

const ACTIONS: Readonly<Record<string, (control: Control, given: Given) => unknown>> = {
  set: (control, given) => control.set(given),
  failNext: (control, given) => control.failNext(given as never),
  forgetFaults: (control) => control.forgetFaults(),
  pendingFaults: (control) => ({ pendingFaults: control.pendingFaults }),
  oddNext: (control, { kind, count }) => control.oddNext(kind as never, count),
  removeChat: (control, { chatId }) => control.removeChat(chatId as never),
  disableUser: (control, { user }) => control.disableUser(user as never),
  slowNext: (control, given) => control.slowNext(given as never),
  grantRole: (control, { role, clientId }) => control.grantRole(role as never, clientId),
  revokeRole: (control, { role, clientId }) => control.revokeRole(role as never, clientId),
  addSecret: (control, { value, clientId }) => ({ clientSecret: control.addSecret(value, clientId) }),
  expireSecrets: (control, { clientId }) => control.expireSecrets(clientId),
  replaceSecret: (control, { value, clientId }) => ({ clientSecret: control.replaceSecret(value, clientId) }),
  invalidateTokens: (control) => control.invalidateTokens(),
  registerApp: (control, given) => control.registerApp(given),
  linkBilling: (control, { linked, clientId }) => control.linkBilling(linked as never, clientId),
  removeSecret: (control, { keyId, clientId }) => control.removeSecret(keyId as never, clientId),
  removeCertificate: (control, { keyId, clientId }) => control.removeCertificate(keyId as never, clientId),
  deleteApp: (control, { clientId }) => control.deleteApp(clientId as never),
  setSubscriptionRole: (control, { user, subscription, role }) =>
    control.setSubscriptionRole(user as never, subscription as never, role),
  setSubscriptionState: (control, { subscription, state }) =>
    control.setSubscriptionState(subscription as never, state as never),
  expireSessions: (control) => control.expireSessions(),
  expireConsent: (control, { clientId, user }) => control.expireConsent({ clientId, user }),
  setDirectoryRoles: (control, { user, roles }) => control.setDirectoryRoles(user as never, roles as never),
  setMailbox: (control, { user, available }) => control.setMailbox(user as never, available as never),
  limitSenders: (control, { users }) => control.limitSenders(users as never),
  grantSenders: (control, { users }) => control.grantSenders(users as never),
  addUser: (control, given) => withoutMailbox(control.addUser(given as never)),
  addChat: (control, given) => ({ chatId: control.addChat(given as never) }),
  addMessage: (control, given) => row(control.addMessage(given as never)),
  editMessage: (control, { chatId, id, content }) =>
    row(control.editMessage(chatId as never, id as never, content as never)),
  deleteMessage: (control, { chatId, id, at }) =>
    row(control.deleteMessage(chatId as never, id as never, at)),
  react: (control, { chatId, id, user, reactionType }) =>
    row(control.react(chatId as never, id as never, user as never, reactionType)),
}

function row(message: Message): unknown {
  return JSON.parse(message.row.toString())
}

function withoutMailbox(person: object): object {
  return { ...person, mailbox: undefined }
}

function result(value: unknown): unknown {
  return value ?? { ok: true }
}
