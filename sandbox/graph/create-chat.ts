import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Person } from '../tenant/people.ts'
import { pairId } from '../tenant/plan.ts'
import { makeChat } from '../tenant/tenant.ts'
import { chatEntity } from './chats.ts'
import type { GraphContext } from './context.ts'
import { bodyOf, created } from './directory-objects.ts'
import { badRequest, GraphFailure } from './errors.ts'

/** Learn: Create chat. */
const LONGEST_TOPIC = 250

interface NewMember {
  readonly '@odata.type'?: string
  readonly roles?: readonly string[]
  readonly 'user@odata.bind'?: string
  readonly visibleHistoryStartDateTime?: string
}

/** `POST /chats`: a group, always new; or the 1:1 chat of two people, which there is once. */
export function createChat(graph: GraphContext, call: Call): Reply {
  const body = bodyOf(call)
  const members = Array.isArray(body.members) ? (body.members as NewMember[]) : []
  const people = members.map((member) => personOf(graph, member))
  const topic = typeof body.topic === 'string' && body.topic !== '' ? body.topic : null
  if (topic !== null && topic.length > LONGEST_TOPIC)
    throw badRequest('The topic is longer than 250 characters.')
  if (new Set(people).size !== people.length)
    throw badRequest('Duplicate chat members is specified in the request body.')
  const chat = body.chatType === 'group' ? newGroup(graph, people, topic) : pairOf(graph, body, people)
  if (graph.oddities.meets('answer-lost')) throw new GraphFailure(504, 'UnknownError', '')
  return created({
    '@odata.context': `${call.base}/v1.0/$metadata#chats/$entity`,
    ...chatEntity(graph.tenant, chat),
  })
}

function newGroup({ tenant, clock }: GraphContext, people: readonly Person[], topic: string | null) {
  if (people.length === 0) throw badRequest('A chat needs members.')
  const participants = people.map((one) => tenant.participant(one, true))
  const chat = makeChat('group', `19:${tenant.random.hex(32)}@thread.v2`, topic, participants, clock())
  tenant.addChat(chat)
  return chat
}

function pairOf({ tenant, clock }: GraphContext, body: { chatType?: unknown }, people: readonly Person[]) {
  const [one, other] = people
  if (body.chatType !== 'oneOnOne' || people.length !== 2 || !one || !other)
    throw badRequest('chatType is group, or oneOnOne with two members.')
  const id = pairId(one.id, other.id)
  const known = tenant.chats.get(id)
  if (known) return known
  const chat = makeChat(
    'oneOnOne',
    id,
    null,
    people.map((who) => tenant.participant(who)),
    clock(),
  )
  tenant.addChat(chat)
  return chat
}

const BOUND = /\/users\('([^']+)'\)$|\/users\/([^/']+)$/

function personOf(graph: GraphContext, member: NewMember): Person {
  const [, keyed, plain] = BOUND.exec(member['user@odata.bind'] ?? '') ?? []
  const person = graph.tenant.findPerson(keyed ?? plain ?? '')
  if (member['@odata.type'] !== '#microsoft.graph.aadUserConversationMember' || !person)
    throw badRequest('Invalid user for a chat member.')
  if (!['owner', 'guest'].includes(member.roles?.[0] ?? ''))
    throw badRequest('A chat member must be assigned either the owner or the guest role.')
  if (member.visibleHistoryStartDateTime !== undefined)
    throw badRequest('visibleHistoryStartDateTime is not supported when a chat is created.')
  if (!person.accountEnabled || !person.licensed)
    throw new GraphFailure(403, 'Forbidden', 'The user cannot be added to the chat.')
  return person
}
