import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { hasDlpPlan } from '../metering.ts'
import type { Person } from '../tenant/people.ts'
import { type Caller, denied } from './access.ts'
import type { GraphContext } from './context.ts'
import { GraphFailure } from './errors.ts'
import { graphJson, pageReply, readPage, select, selected } from './odata.ts'

/** Returned without $select (Learn: user resource type). */
const STANDARD = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
]
const DEFAULT_TOP = 100
const LARGEST_TOP = 999

/** `GET /users` (Learn: List users). */
export function listUsers(graph: GraphContext, call: Call): Reply {
  return userPage(call, graph.tenant.people.all, 'users')
}

/** A page of directory accounts with $select, $filter and $top; also for group members. */
export function userPage(call: Call, people: readonly Person[], context: string): Reply {
  const names = selected(call, STANDARD)
  const page = readPage(call, DEFAULT_TOP, LARGEST_TOP)
  const matching = people.filter(userFilter(option(call, '$filter'), advanced(call)))
  const total = option(call, '$count') === 'true' && advanced(call) ? matching.length : undefined
  const shown = option(call, '$select') === undefined ? context : `${context}(${names.join(',')})`
  return pageReply(call, page, matching, (person) => select(userRow(person), names), {
    context: shown,
    total,
  })
}

/** `GET /users/{id | userPrincipalName}` (Learn: Get a user). */
export function getUser(graph: GraphContext, call: Call): Reply {
  const person = findUser(graph, call.segments[2] ?? '')
  const names = selected(call, STANDARD)
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#users/$entity`,
    ...select(userRow(person), names),
  })
}

/** `GET /me`: anyone the token was issued to (Learn: Get a user). */
export function getMe(graph: GraphContext, call: Call, caller: Caller): Reply {
  if (caller.appOnly)
    throw new GraphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  if (!caller.scopes.some((scope) => ME.has(scope))) throw denied()
  const names = selected(call, STANDARD)
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#users/$entity`,
    ...select(userRow(findUser(graph, caller.objectId)), names),
  })
}

const ME = new Set([
  'User.Read',
  'User.ReadWrite',
  'User.ReadBasic.All',
  'User.Read.All',
  'Directory.Read.All',
])

export function findUser(graph: GraphContext, key: string): Person {
  const person = graph.tenant.findPerson(key)
  if (person) return person
  const text = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`
  throw new GraphFailure(404, 'Request_ResourceNotFound', text)
}

function advanced(call: Call): boolean {
  return String(call.headers.consistencylevel ?? '').toLowerCase() === 'eventual'
}

const COMPARISON = /^(\w+)\s+(eq|ne)\s+(?:'((?:[^']|'')*)'|(true|false|null))$/
const PROXY = /^proxyAddresses\/any\((\w+):\s*\1\s+eq\s+'smtp:([^']*)'\)$/i

/** Comparisons joined by `and`, or by `or`; `ne` needs the advanced query header (Learn: Advanced query capabilities). */
function userFilter(text: string | undefined, eventual: boolean): (person: Person) => boolean {
  if (text === undefined || text.trim() === '') return () => true
  const either = text.split(/\s+or\s+/).map((part) => {
    const all = part
      .split(/\s+and\s+/)
      .map((clause) => userClause(clause.replace(/^\(+\s*|\s*\)+$/g, matchedParens), eventual))
    return (person: Person) => all.every((test) => test(person))
  })
  return (person) => either.some((test) => test(person))
}

/** Outer parentheses go, those of `any(…)` remain: it ends in exactly one. */
function matchedParens(parens: string, _at: number, clause: string): string {
  return clause.includes('any(') && parens.startsWith(')') ? ')' : ''
}

function userClause(clause: string, eventual: boolean): (person: Person) => boolean {
  const proxy = PROXY.exec(clause.trim())
  if (proxy?.[2]) {
    const wanted = proxy[2].toLowerCase()
    return (person) => person.mail?.toLowerCase() === wanted
  }
  const [, name = '', operator, literal, word] = COMPARISON.exec(clause.trim()) ?? []
  if (!FILTERABLE.has(name))
    throw new GraphFailure(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause: '${clause}'.`,
    )
  if (operator === 'ne' && !eventual)
    throw new GraphFailure(
      400,
      'Request_UnsupportedQuery',
      "Unsupported Query. The 'ne' operator needs ConsistencyLevel: eventual and $count=true.",
    )
  const wanted = literal === undefined ? word : literal.replaceAll("''", "'")
  return (person) => same(userRow(person)[name], wanted) === (operator === 'eq')
}

const FILTERABLE = new Set([
  'accountEnabled',
  'userType',
  'mail',
  'userPrincipalName',
  'id',
  'displayName',
  'department',
  'givenName',
  'surname',
  'jobTitle',
])

function same(value: unknown, wanted: string | undefined): boolean {
  return String(value).toLowerCase() === wanted?.toLowerCase()
}

const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929'
const DLP_PLAN = '6dc145d6-95dd-4191-b9c3-185575ee6f6b'

function userRow(person: Person): Record<string, unknown> {
  const plan = (servicePlanId: string, service: string) => ({
    assignedDateTime: '2025-01-01T00:00:00Z',
    capabilityStatus: 'Enabled',
    service,
    servicePlanId,
  })
  const plans = [
    ...(person.licensed ? [plan(TEAMS_PLAN, 'TeamspaceAPI')] : []),
    ...(hasDlpPlan(person) ? [plan(DLP_PLAN, 'MicrosoftCommunicationsOnline')] : []),
  ]
  return {
    id: person.id,
    businessPhones: [],
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    jobTitle: person.jobTitle,
    mail: person.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.language,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: person.accountEnabled,
    userType: person.userType,
    department: person.department,
    companyName: person.userType === 'Guest' ? null : 'Contoso',
    proxyAddresses: person.mail ? [`SMTP:${person.mail}`] : [],
    assignedPlans: plans,
    assignedLicenses: person.licensed
      ? [{ disabledPlans: [], skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06' }]
      : [],
    createdDateTime: '2024-05-01T08:00:00Z',
  }
}
