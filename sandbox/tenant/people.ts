import { Random } from '../random.ts'
import type { Mailbox } from './mailbox.ts'
import {
  APPLICATIONS,
  DEPARTMENTS,
  FEDERATED,
  GIVEN_NAMES,
  GUESTS,
  type Language,
  SURNAMES,
  VISITORS,
} from './names.ts'

/** An account of the tenant's directory. */
export interface Person {
  readonly id: string
  readonly displayName: string
  readonly givenName: string
  readonly surname: string
  readonly userPrincipalName: string
  readonly mail: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly userType: 'Member' | 'Guest'
  readonly language: Language
  accountEnabled: boolean
  /** Has a Teams plan. */
  licensed: boolean
  /** Absent for guests, rooms and unlicensed accounts: the export has nothing to read from. */
  mailbox: Mailbox | undefined
}

/** What the export's sender clauses look at. */
export interface Sender {
  readonly userId: string | null
  readonly userIdentityType: string | null
  readonly applicationIdentityType: string | null
  /** The chatMessage `from`, ready to serialise; null for system events. */
  readonly from: object | null
  readonly displayName: string
}

/** Someone who signs in to the tab. */
export interface Operator {
  readonly person: Person
  readonly appRoles: readonly string[]
  /** Directory role template ids (Learn: Microsoft Entra built-in roles). */
  wids: readonly string[]
}

interface Group {
  readonly id: string
  readonly displayName: string
  readonly members: Person[]
}

export interface People {
  readonly members: Person[]
  readonly guests: Person[]
  readonly all: Person[]
  readonly federated: Sender[]
  readonly visitors: Sender[]
  readonly applications: Sender[]
  readonly operators: Operator[]
  readonly groups: Group[]
}

export const DOMAIN = 'contoso.com'
export const INITIAL_DOMAIN = 'contoso.onmicrosoft.com'
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
export const ORDINARY_MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509'

const LEADERS: readonly [string, string, string, string, Language, readonly string[]][] = [
  ['Mia', 'Berg', 'IT', 'Head of IT', 'de', ['Vault.Admin']],
  ['Jonas', 'Keller', 'IT', 'Systems Engineer', 'de', ['Vault.Operator']],
  ['Aisha', 'Rahman', 'Legal', 'Compliance Officer', 'en', ['Vault.Reviewer']],
  ['David', 'Cohen', 'Legal', 'Internal Auditor', 'he', ['Vault.Auditor']],
  ['Lea', 'Novak', 'Marketing', 'Campaign Manager', 'en', []],
]

/** Makes the directory: `users` people with a mailbox, then the accounts that have none. */
export function makePeople(seed: number, users: number, mailboxFor: (person: Person) => Mailbox): People {
  const random = new Random(`people:${seed}`)
  const federatedTenants = new Map<string, string>()
  const leaders = LEADERS.map(([given, surname, department, title, language]) =>
    person(random, given, surname, { department, jobTitle: title, language }),
  )
  const ordinary = Array.from({ length: Math.max(0, users - leaders.length) }, (_, i) => colleague(random, i))
  const withMailbox = [...leaders.slice(0, users), ...ordinary]
  const leaver = person(random, 'Petra', 'Lang', { accountEnabled: false })
  for (const one of [...withMailbox, leaver]) one.mailbox = mailboxFor(one)
  // Operators beyond `users` are unlicensed admin accounts.
  for (const one of leaders.slice(users)) one.licensed = false
  const without = [
    ...leaders.slice(users),
    person(random, 'Room', 'Aurora', { licensed: false, jobTitle: null, department: null }),
    person(random, 'Svc', 'Scanner', { licensed: false, jobTitle: null, department: null }),
    person(random, 'Harald', 'Kranz', { accountEnabled: false, licensed: false }),
  ]
  const guests = GUESTS.slice(0, users > 3 ? GUESTS.length : 1).map((row) => guest(random, row))
  const members = [...withMailbox, leaver, ...without]
  return {
    members,
    guests,
    all: [...members, ...guests],
    federated: FEDERATED.map(([name, company]) => federated(random, name, company, federatedTenants)),
    visitors: VISITORS.map(([name, type]) => userSender(random.hex(32), name, type)),
    applications: APPLICATIONS.map((app) => applicationSender(random.guid(), app)),
    operators: leaders.map((leader, i) => operator(leader, LEADERS[i]?.[5] ?? [], i === 0)),
    groups: groupsOf(random, withMailbox),
  }
}

function operator(leader: Person, appRoles: readonly string[], admin: boolean): Operator {
  return {
    person: leader,
    appRoles,
    wids: admin ? [GLOBAL_ADMINISTRATOR, ORDINARY_MEMBER] : [ORDINARY_MEMBER],
  }
}

function colleague(random: Random, index: number): Person {
  const [given, language] = GIVEN_NAMES[index % GIVEN_NAMES.length] ?? ['Kim', 'en']
  const round = Math.floor(index / GIVEN_NAMES.length)
  const surname = SURNAMES[(index * 7 + round * 11) % SURNAMES.length] ?? 'Doe'
  const [department, titles] = random.pick(DEPARTMENTS)
  const suffix = round < SURNAMES.length ? '' : String(round)
  return person(random, given, surname + suffix, { department, jobTitle: random.pick(titles), language })
}

/** A member's account; also used when a test adds someone. */
export function person(random: Random, given: string, surname: string, more: Partial<Person> = {}): Person {
  const name = ascii(`${given}.${surname}`).toLowerCase()
  return {
    id: random.guid(),
    displayName: `${given} ${surname}`,
    givenName: given,
    surname,
    userPrincipalName: `${name}@${DOMAIN}`,
    mail: `${name}@${DOMAIN}`,
    jobTitle: 'Specialist',
    department: 'Operations',
    userType: 'Member',
    language: 'en',
    accountEnabled: true,
    licensed: true,
    mailbox: undefined,
    ...more,
  }
}

function guest(random: Random, [given, surname, domain]: readonly [string, string, string]): Person {
  const local = ascii(`${given}.${surname}`).toLowerCase()
  return person(random, given, surname, {
    userPrincipalName: `${local}_${domain}#EXT#@${INITIAL_DOMAIN}`,
    mail: `${local}@${domain}`,
    jobTitle: null,
    department: null,
    userType: 'Guest',
    licensed: false,
  })
}

function ascii(text: string): string {
  return text.normalize('NFD').replace(/[^a-zA-Z0-9.-]/g, '')
}

function federated(random: Random, name: string, company: string, tenants: Map<string, string>): Sender {
  const tenantId = tenants.get(company) ?? random.guid()
  tenants.set(company, tenantId)
  return userSender(random.guid(), `${name} (${company})`, 'federatedUser', tenantId)
}

/** A user as sender (Learn: chatMessageFromIdentitySet, teamworkUserIdentity). */
export function userSender(
  id: string,
  displayName: string,
  userIdentityType: string,
  tenantId?: string,
): Sender {
  const user = { '@odata.type': '#microsoft.graph.teamworkUserIdentity', id, displayName, userIdentityType }
  return {
    userId: id,
    userIdentityType,
    applicationIdentityType: null,
    from: { application: null, device: null, user: tenantId ? { ...user, tenantId } : user },
    displayName,
  }
}

function applicationSender(id: string, app: (typeof APPLICATIONS)[number]): Sender {
  return {
    userId: null,
    userIdentityType: null,
    applicationIdentityType: app.applicationIdentityType,
    from: { user: null, device: null, application: { id, ...app } },
    displayName: app.displayName,
  }
}

/** System events name no one as sender. */
export const NOBODY: Sender = {
  userId: null,
  userIdentityType: null,
  applicationIdentityType: null,
  from: null,
  displayName: '',
}

function groupsOf(random: Random, people: readonly Person[]): Group[] {
  const legal = people.filter((one) => one.department === 'Legal' || one.department === 'Finance')
  return [
    { id: random.guid(), displayName: 'Backup scope', members: people.filter((_, i) => i % 2 === 0) },
    { id: random.guid(), displayName: 'Legal and Finance', members: legal },
    { id: random.guid(), displayName: 'All company', members: [...people] },
  ]
}
