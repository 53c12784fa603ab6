/** The parts of a connection's health, each with what it says of itself. */

import type { Billed, Billing } from '../../books/billing.ts'
import type { CheckRow, ConnectionRow } from '../../books/connections.ts'
import type { HealthRow } from '../../books/health-items.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { Health, HealthItem, HealthName } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { isGranted, OPTIONAL_PERMISSIONS, rowOf } from '../../graph/connection-checks.ts'
import { billingOf } from '../connection/billing-knowledge.ts'
import { expiryOf } from '../connection/credential-expiry.ts'
import { warningOf } from '../connection/credential-warning.ts'
import type { AppCredential } from '../connection/credentials.ts'
import { CHECK_NAMES } from '../connection/drift.ts'
import { isBlameless } from '../connection/status.ts'
import { wordsOf } from '../connection/words.ts'
import { type ClockLead, clockWarningOf } from './clock-warning.ts'

export type ItemDeps = {
  readonly billing: Billing
  readonly tenants: Pick<Tenants, 'scope'>
  readonly ledger: Ledger
  readonly clock: Clock
  readonly fetchRoles: (app: AppCredential) => Promise<readonly string[]>
  /** Left out where no one compares our clock with Microsoft's. */
  readonly clockLead?: ClockLead
}

export type Item = Omit<HealthRow, 'checkedAt'> & { readonly name: HealthName }

export function itemOf(check: CheckRow): Item {
  const { name, ok } = check
  const state = ok ? 'green' : isBlameless(check) ? 'amber' : 'red'
  return { name, state, ...wordsOf(check) }
}

export function notReached(name: HealthName): Item {
  return {
    name,
    state: 'amber',
    code: 'not-reached',
    notice: notice('not-reached'),
    detail: 'Not checked because an earlier check failed.',
    hint: 'Fix that first, then check again.',
  }
}

/** A missing permission matters if it's used; otherwise it's mentioned without a warning. */
export async function optionalItem(
  { fetchRoles, tenants }: Pick<ItemDeps, 'fetchRoles' | 'tenants'>,
  openApp: () => Promise<AppCredential>,
  checks: readonly CheckRow[],
): Promise<Item> {
  if (!checks.some(({ name, ok }) => name === 'permissions' && ok)) return notReached('optional')
  const app = await openApp()
  let roles: readonly string[]
  try {
    roles = await fetchRoles(app)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return { name: 'optional', state: 'amber', ...rowOf(error) }
  }
  const missing = OPTIONAL_PERMISSIONS.filter((permission) => !isGranted(permission, roles))
  const names = missing.map(({ name }) => name)
  const usesGroups = (await tenants.scope(app.tenantId)).groupIds.length > 0
  if (names.includes('GroupMember.Read.All') && usesGroups)
    return {
      name: 'optional',
      state: 'amber',
      code: 'group-permission-missing',
      notice: notice('group-permission-missing'),
      detail: 'People are chosen by group, but the app can’t read groups (GroupMember.Read.All).',
      hint: 'Add GroupMember.Read.All as an application permission and grant admin consent, or choose people without groups.',
    }
  const what =
    names.length === 0
      ? {
          notice: notice('optional-permissions-granted'),
          detail: 'Every permission that Chatvault can use is granted.',
        }
      : {
          notice: notice('optional-permissions-missing', { names }),
          detail: `Not granted, and not needed right now: ${names.join(', ')}.`,
        }
  return { name: 'optional', state: 'green', code: 'ok', ...what, hint: '' }
}

export async function billingItem(deps: ItemDeps, { tenantId, applicationId }: Billed): Promise<Item> {
  const { suggestion, regime } = await billingOf(deps, tenantId, applicationId)
  if (suggestion === 'nothing-to-do')
    return {
      name: 'billing',
      state: 'green',
      code: 'ok',
      hint: '',
      notice: notice(regime === 'metered' ? 'billing-counted' : 'billing-not-required'),
      detail:
        regime === 'metered'
          ? 'Microsoft doesn’t require billing. Messages are counted as charged, as set here.'
          : 'Microsoft doesn’t require billing, and messages are counted as not charged.',
    }
  return {
    name: 'billing',
    state: 'red',
    code: 'billing-asked-for',
    notice: notice(suggestion === 'associate' ? 'billing-not-linked' : 'billing-linked'),
    detail: 'Microsoft requires billing for this application.',
    hint:
      suggestion === 'associate'
        ? 'Associate the application with an Azure subscription: step "Billing" of the setup does it, or shows how.'
        : 'The application is already associated. Check that the Azure subscription is active. A new association may need some minutes.',
  }
}

export function credentialItem(row: ConnectionRow, now: Date): Item {
  const name = 'credential'
  const what = row.credentialKind === 'secret' ? 'client secret' : 'certificate'
  const { days } = expiryOf(row.credentialExpiresAt, now)
  if (days === undefined)
    return {
      name,
      state: 'amber',
      code: 'credential-end-unknown',
      notice: notice(`${row.credentialKind}-end-unknown`),
      detail: `No expiry date is known for the ${what}, so Chatvault can’t warn you.`,
      hint: 'Look it up in the app registration under Certificates & secrets, and enter the date on the Connection page.',
    }
  const warning = warningOf(row, now)
  if (warning === undefined)
    return {
      name,
      state: 'green',
      code: 'ok',
      hint: '',
      notice: notice(`${row.credentialKind}-valid`, { count: days }),
      detail: `The ${what} is valid for ${days} more days.`,
    }
  const { code, notice: end, title, hint, severity } = warning
  return { name, state: severity === 'error' ? 'red' : 'amber', code, notice: end, detail: `${title}.`, hint }
}

/** Undefined until an answer from Microsoft had a date. */
export async function clockItem({ clockLead }: Pick<ItemDeps, 'clockLead'>): Promise<Item | undefined> {
  const leadMs = await clockLead?.()
  if (leadMs === undefined) return undefined
  const warning = clockWarningOf(leadMs)
  if (warning !== undefined)
    return {
      name: 'clock',
      state: 'amber',
      code: 'clock-wrong',
      notice: warning.notice,
      detail: `${warning.title}.`,
      hint: warning.hint,
    }
  const detail = 'This server’s clock agrees with Microsoft’s.'
  return { name: 'clock', state: 'green', code: 'ok', notice: notice('clock-right'), detail, hint: '' }
}

// ── Answers ──────────────────────────────────────────────────────────────────────────────────────────────────────

const ORDER: readonly string[] = [
  ...CHECK_NAMES,
  'optional',
  'billing',
  'credential',
  'clock',
] satisfies HealthName[]

export function inOrder(rows: readonly HealthRow[]): HealthItem[] {
  return rows.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)).map(toItem)
}

export function toItem({ name, state, checkedAt, ...words }: HealthRow): HealthItem {
  return { name: name as HealthName, state, ...wordsOf(words), checkedAt: toInstant(checkedAt) }
}

export function worstOf(items: readonly Pick<HealthRow, 'state'>[]): Health['overall'] {
  if (items.some(({ state }) => state === 'red')) return 'red'
  return items.length === 0 || items.some(({ state }) => state === 'amber') ? 'amber' : 'green'
}
