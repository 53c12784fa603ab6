/**
 * Whether a connection would work, in five steps, each with what to do when it does not. Ends at the first failure.
 *
 *   token         Entra accepts application and credential
 *   permissions   the token holds what an admin must have granted (Entra issues tokens without any: CCF, Learn)
 *   organization  Graph accepts the token
 *   mailbox       the test person exists and can be exported
 *   export        one page of one row of the last day: at most one metered message, through the ledger
 */

import type { Clock } from '../domain/clock.ts'
import { DAY_MS } from '../domain/day.ts'
import { type Notice, notice } from '../domain/notice.ts'
import { toVaultError, type VaultError } from '../domain/vault-error.ts'
import type { TokenSource } from './entra/tokens.ts'
import type { DirectoryUser, Graph } from './graph.ts'
import { GraphError } from './wire/graph-error.ts'

export type CheckResult = {
  readonly name: 'token' | 'permissions' | 'organization' | 'mailbox' | 'export'
  readonly ok: boolean
  /** `ok`, Entra's or Graph's code, or one of ours. */
  readonly code: string
  readonly notice: Notice | null
  readonly detail: string
  readonly hint: string
  /** Microsoft answered 402. */
  readonly asksForBilling?: true
  /** Microsoft was away or asked to wait: it says nothing about the connection. */
  readonly passing?: true
}

export type CheckOptions = {
  readonly tokens: Pick<TokenSource, 'roles'>
  /** Metered; a test's meter gives one message, so that a lost answer is told and not paid for twice. */
  readonly graph: Graph
  readonly testMailbox: string
  readonly clock: Pick<Clock, 'now'>
  readonly signal?: AbortSignal
}

type Finding = Omit<CheckResult, 'name'>
type Step = { readonly name: CheckResult['name']; readonly run: () => Promise<Finding> }

/** A window ends a little in the past, as a backup's does. */
const LAG_MS = 10_000

export async function* connectionChecks(options: CheckOptions): AsyncGenerator<CheckResult> {
  for (const { name, run } of stepsOf(options)) {
    options.signal?.throwIfAborted()
    const finding = await run().catch((error: unknown) => failure(error, options.signal))
    yield { name, ...finding }
    if (!finding.ok) return
  }
}

function stepsOf({ tokens, graph, testMailbox, clock, signal }: CheckOptions): readonly Step[] {
  let mailbox: DirectoryUser | undefined
  return [
    {
      name: 'token',
      run: async () =>
        tokens
          .roles()
          .then(() => good(notice('application-accepted'), 'Microsoft Entra accepted the application.')),
    },
    { name: 'permissions', run: async () => permissions(await tokens.roles()) },
    {
      name: 'organization',
      run: async () => {
        const { displayName } = await graph.organization(signal)
        return good(notice('organization-connected', { name: displayName }), `Connected to ${displayName}.`)
      },
    },
    {
      name: 'mailbox',
      run: async () => {
        mailbox = await graph.findUser(testMailbox, signal)
        return usable(testMailbox, mailbox)
      },
    },
    { name: 'export', run: () => oneRow(graph, mailbox?.id ?? testMailbox, clock, signal) },
  ]
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────────────

function good(what: Notice, detail: string): Finding {
  return { ok: true, code: 'ok', notice: what, detail, hint: '' }
}

/** `code` where the API calls it by another name than its cause. */
function bad(what: Notice, detail: string, hint: string, code: string = what.code): Finding {
  return { ok: false, code, notice: what, detail, hint }
}

function failure(thrown: unknown, signal: AbortSignal | undefined): Finding {
  if (signal?.aborted) throw signal.reason
  const error = toVaultError(thrown, 'test the connection')
  return {
    ok: false,
    ...rowOf(error),
    ...(thrown instanceof GraphError && thrown.httpStatus === 402 && { asksForBilling: true }),
    ...(error.retry !== 'never' && { passing: true }),
  }
}

/** What a check, a step or an item of health says of an error. */
export function rowOf({
  code,
  notice: what,
  why,
  hint,
}: VaultError): Pick<Finding, 'code' | 'notice' | 'detail' | 'hint'> {
  return { code, notice: what, detail: sentence(why), hint }
}

/** With a capital and an end. */
export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?)]$/.test(capital) ? capital : `${capital}.`
}

// ── Permissions ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What the product needs, what else gives it, and what stops without it (Learn: Microsoft Graph permissions reference). */
export const NEEDED_PERMISSIONS = Object.freeze([
  {
    name: 'Chat.Read.All',
    // Not Chat.ReadWrite.All alone: exports were refused with it (microsoft-graph-docs issue 13117).
    coveredBy: ['Chat.Read.All'],
    without: 'no messages can be backed up',
  },
  {
    name: 'User.Read.All',
    coveredBy: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    without: 'people can’t be listed, so new colleagues would be missed',
  },
])

/** What makes the product do more: the organization's name, scopes by group, limits suggested from the tenant's own usage,
 * alerts by e-mail without a mail server. */
export const OPTIONAL_PERMISSIONS = Object.freeze([
  {
    name: 'Organization.Read.All',
    coveredBy: ['Organization.Read.All', 'User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    name: 'GroupMember.Read.All',
    coveredBy: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  { name: 'Reports.Read.All', coveredBy: ['Reports.Read.All'] },
  { name: 'Mail.Send', coveredBy: ['Mail.Send'] },
])

/** Asked for beside the needed ones unless the smallest set is chosen. Nothing that is done today needs it. */
export const WIDER_PERMISSION = Object.freeze({
  name: 'Chat.ReadWrite.All',
  coveredBy: ['Chat.ReadWrite.All'],
})

/** Whether a token with these roles holds the permission, by its own name or by one that includes it. */
export function isGranted(
  { coveredBy }: { readonly coveredBy: readonly string[] },
  roles: readonly string[],
): boolean {
  return coveredBy.some((role) => roles.includes(role))
}

function permissions(roles: readonly string[]): Finding {
  const missing = NEEDED_PERMISSIONS.filter((permission) => !isGranted(permission, roles))
  if (missing.length === 0)
    return good(notice('permissions-granted'), 'Chat.Read.All and User.Read.All are granted.')
  const losses = missing.map(({ name, without }) => `without ${name} ${without}`).join('; ')
  const names = missing.map(({ name }) => name)
  const add = `In Microsoft Entra admin center > App registrations > your app > API permissions, add ${names.join(' and ')} under Microsoft Graph > Application permissions`
  return bad(
    notice(roles.length === 0 ? 'consent-not-given' : 'missing-permission', { names }),
    roles.length === 0
      ? `An admin hasn’t consented to the application yet: ${losses}.`
      : `A permission is missing: ${losses}.`,
    `${add}, then select "Grant admin consent" as a Global or Privileged Role Administrator. It can take a minute to work.`,
    'missing-permission',
  )
}

// ── Mailbox ──────────────────────────────────────────────────────────────────────────────────────────────────────

const NO_MAILBOX =
  'Enter a person with an Exchange Online mailbox and a Teams license, or assign both in the Microsoft 365 admin center.'

function usable(asked: string, user: DirectoryUser | undefined): Finding {
  if (user === undefined)
    return bad(
      notice('mailbox-not-found', { address: asked }),
      `No one in this organization has the address ${asked}.`,
      'Enter the sign-in name or email address of a person in this organization, as Microsoft Entra admin center > Users shows it.',
    )
  if (user.userType === 'Guest')
    return bad(
      notice('mailbox-guest', { name: user.displayName }),
      `${user.displayName} is a guest: the mailbox, and with it the chats, belong to another organization.`,
      'Enter a member of this organization.',
    )
  if (!user.enabled)
    return bad(
      notice('mailbox-disabled', { name: user.displayName }),
      `The account of ${user.displayName} is disabled.`,
      'Enter a person who can sign in, or enable the account in Microsoft Entra admin center > Users.',
    )
  // Exchange gives every mailbox a primary address, on premises too; anyone who has none has no mailbox.
  if (user.mail === null)
    return bad(
      notice('mailbox-missing', { name: user.displayName }),
      `${user.displayName} has no mailbox, and Microsoft keeps chats there.`,
      NO_MAILBOX,
    )
  return good(
    notice('mailbox-found', { name: user.displayName }),
    `${user.displayName} has a mailbox in this organization.`,
  )
}

// ── Export ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function oneRow(
  graph: Graph,
  userId: string,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal | undefined,
): Promise<Finding> {
  const to = new Date(clock.now().getTime() - LAG_MS)
  const window = { from: new Date(to.getTime() - DAY_MS), to }
  const { rows } = await graph.exportPage({ userId, window, top: 1, runId: null }, signal).catch(explained)
  return rows.length === 0
    ? good(
        notice('export-works-unread'),
        'The export works; this person had no message in the last day, so nothing was counted.',
      )
    : good(notice('export-works'), 'The export works; one message was read and counted.')
}

function quotedOf({ notice: what }: GraphError): string {
  return what !== null && 'quoted' in what.params ? what.params.quoted : ''
}

/** The directory knows the person (that was checked), so it is the mailbox that is missing. */
function explained(thrown: unknown): never {
  if (!(thrown instanceof GraphError) || thrown.lacks !== 'mailbox') throw thrown
  throw new GraphError({
    code: thrown.code,
    notice: notice('mailbox-not-exportable', { quoted: quotedOf(thrown) }),
    attempted: thrown.attempted,
    why: 'the person has no mailbox that Microsoft 365 can export chats from',
    hint: NO_MAILBOX,
    outcome: thrown.outcome,
    httpStatus: thrown.httpStatus,
    requestId: thrown.requestId,
  })
}
