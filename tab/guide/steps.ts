/** The manual way as data: which actions there are, in what order, where each is done and what goes wrong there. */
import type { PlaceName } from './portals.ts'
import type { GuideEnglish } from './words.ts'

export const WORK_STEPS = ['register', 'credential', 'permissions', 'consent', 'billing', 'connect'] as const
export const STEPS = ['start', ...WORK_STEPS] as const

export type WorkStep = (typeof WORK_STEPS)[number]
export type CredentialWay = 'secret' | 'certificate'
export type ValueName = keyof GuideEnglish['value']

export const PICTURES = [
  'start',
  'register-form',
  'register-overview',
  'secret-create',
  'secret-copy',
  'certificate',
  'permissions',
  'consent',
  'billing',
  'connect',
] as const
export type PictureName = (typeof PICTURES)[number]

export interface Action {
  /** Its texts are `<step>.do.<name>`. */
  readonly name: string
  /** Clicks and fields on Microsoft's pages, from the link that leads there; copying a value here is one of them. */
  readonly acts?: number
  readonly place?: PlaceName
  readonly values?: readonly ValueName[]
  /** Mistakes made here: their texts are `<step>.mistake.<name>`. */
  readonly mistakes?: readonly string[]
}

/** Actions that one picture shows. */
export interface Part {
  readonly picture: PictureName
  /** Only for those who go this way. */
  readonly way?: CredentialWay
  readonly actions: readonly Action[]
}

/** An action whose texts are there. */
type ActionOf<Step extends WorkStep> = Action & {
  readonly name: keyof GuideEnglish[Step]['do']
  readonly mistakes?: readonly (keyof GuideEnglish[Step]['mistake'])[]
}

type Plan = {
  readonly [Step in WorkStep]: readonly (Part & { readonly actions: readonly ActionOf<Step>[] })[]
}

export const PLAN: Plan = {
  register: [
    {
      picture: 'register-form',
      actions: [
        { name: 'open', acts: 1, place: 'register', mistakes: ['wrongTenant'] },
        { name: 'name', acts: 2, values: ['name'] },
        { name: 'account', acts: 1, mistakes: ['accountType'] },
        { name: 'redirect', acts: 4, values: ['redirectUri'], mistakes: ['redirectType'] },
        { name: 'register', acts: 1 },
      ],
    },
    {
      picture: 'register-overview',
      actions: [{ name: 'copy', acts: 1, place: 'overview', mistakes: ['objectId'] }],
    },
  ],
  credential: [
    {
      picture: 'secret-create',
      way: 'secret',
      actions: [
        { name: 'open', acts: 1, place: 'credentials' },
        { name: 'create', acts: 1 },
        { name: 'describe', acts: 4, values: ['description'], mistakes: ['expired'] },
        { name: 'add', acts: 1 },
      ],
    },
    {
      picture: 'secret-copy',
      way: 'secret',
      actions: [{ name: 'copy', acts: 1, mistakes: ['secretId', 'valueGone'] }],
    },
    {
      picture: 'certificate',
      way: 'certificate',
      actions: [
        { name: 'get', mistakes: ['privateKey'] },
        { name: 'openCertificates', acts: 2, place: 'credentials' },
        { name: 'upload', acts: 3 },
        { name: 'compare', values: ['thumbprint'], mistakes: ['thumbprint'] },
      ],
    },
  ],
  permissions: [
    {
      picture: 'permissions',
      actions: [
        { name: 'open', acts: 2, place: 'permissions' },
        { name: 'graph', acts: 1 },
        { name: 'application', acts: 1, mistakes: ['delegated'] },
        { name: 'tick', mistakes: ['otherName'] },
        { name: 'add', acts: 1 },
      ],
    },
  ],
  consent: [
    {
      picture: 'consent',
      actions: [
        { name: 'open', acts: 1, place: 'permissions' },
        { name: 'grant', acts: 1, mistakes: ['rights', 'otherTenant'] },
        { name: 'confirm', acts: 1 },
        { name: 'check', mistakes: ['notGranted'] },
      ],
    },
  ],
  billing: [
    {
      picture: 'billing',
      actions: [
        { name: 'test', mistakes: ['needless'] },
        { name: 'subscription', place: 'subscriptions', mistakes: ['otherTenant'] },
        { name: 'shell', place: 'shell' },
        { name: 'run', values: ['registerProvider', 'createAccount'] },
        { name: 'show', values: ['showAccount'] },
      ],
    },
  ],
  connect: [
    {
      picture: 'connect',
      actions: [
        { name: 'open' },
        { name: 'app' },
        { name: 'limit' },
        { name: 'agree' },
        { name: 'mailbox', mistakes: ['mailbox'] },
        { name: 'save', mistakes: ['early'] },
      ],
    },
  ],
}

/**
 * In the order they are ticked; the first two are what Chatvault works with (server/graph/connection-checks.ts), the wider set
 * adds two. The last three are explained and in neither set: for suggestions, for e-mail, and one that is included in
 * User.Read.All.
 */
export const PERMISSIONS = [
  { name: 'Chat.Read.All', least: true, ticked: true },
  { name: 'User.Read.All', least: true, ticked: true },
  { name: 'Chat.ReadWrite.All', least: false, ticked: true },
  { name: 'GroupMember.Read.All', least: false, ticked: true },
  { name: 'Reports.Read.All', least: false, ticked: false },
  { name: 'Mail.Send', least: false, ticked: false },
  { name: 'Organization.Read.All', least: false, ticked: false },
] as const satisfies readonly {
  name: keyof GuideEnglish['permissions']['permission']
  least: boolean
  ticked: boolean
}[]

/** The parts of a step, for one way of proving who the app is or for both. */
export function partsOf(step: WorkStep, way?: CredentialWay): readonly Part[] {
  const parts: readonly Part[] = PLAN[step]
  return parts.filter((part) => way === undefined || part.way === undefined || part.way === way)
}

/** Actions are numbered through a step, each way of the credential from 1. Its picture shows the same numbers. */
export function numbersOf(step: WorkStep, way: CredentialWay | undefined): ReadonlyMap<string, number> {
  const parts: readonly Part[] = PLAN[step]
  const actions = parts
    .filter((part) => part.way === undefined || part.way === way)
    .flatMap((it) => it.actions)
  return new Map(actions.map(({ name }, at) => [name, at + 1]))
}

/** Copied here; there typed into the search field, its group opened, ticked. */
const ACTS_A_PERMISSION = 4

/** Clicks and fields of a step on Microsoft's pages, for anyone who makes no mistake. */
export function actsAtMicrosoft(step: WorkStep, way: CredentialWay, leastSet = true): number {
  const acts = partsOf(step, way)
    .flatMap((part) => part.actions)
    .reduce((sum, action) => sum + (action.acts ?? 0), 0)
  return step === 'permissions' ? acts + ACTS_A_PERMISSION * permissionsToTick(leastSet).length : acts
}

/** By name, in their order. */
export const permissionsToTick = (leastSet: boolean) =>
  PERMISSIONS.filter(({ least, ticked }) => ticked && (least || !leastSet))
