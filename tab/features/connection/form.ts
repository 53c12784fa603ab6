import type { Connection, Quota, SaveConnection } from '../../../server/contract/index.ts'
import { isGuid, parseLimit } from '../../format/entry.ts'
import { formatNumber } from '../../format/number.ts'

export type CredentialKind = 'secret' | 'certificate'

export interface ConnectionForm {
  applicationId: string
  kind: CredentialKind
  /** A stored credential is used as it is until it is replaced. */
  replacing: boolean
  secret: string
  /** A day, "2028-11-03", or empty. */
  secretExpires: string
  pem: string
  mailbox: string
  limit: string
  unlimited: boolean
  /** Whether Microsoft charges, where someone answered that here; null is as it is set. */
  regime: Quota['regime'] | null
  acknowledged: boolean
}

export type FormFault =
  | 'applicationId'
  | 'secretMissing'
  | 'secretIsId'
  | 'pemMissing'
  | 'pemNoCertificate'
  | 'pemNoKey'
  | 'mailbox'
  | 'limit'
  | 'ack'

export type FormField = 'applicationId' | 'secret' | 'pem' | 'mailbox' | 'limit' | 'acknowledged'

export function formOf(connection: Connection, quota: Pick<Quota, 'limit' | 'regime'>): ConnectionForm {
  return {
    applicationId: connection.applicationId ?? '',
    kind: connection.credential?.kind ?? 'secret',
    replacing: connection.credential === null,
    secret: '',
    secretExpires: '',
    pem: '',
    mailbox: connection.testMailbox ?? '',
    // Before the first connection the server allows a few messages for tests only: no one chose that limit.
    limit: quota.limit && connection.costAcknowledgedAt ? formatNumber(quota.limit) : '',
    unlimited: connection.status !== 'none' && quota.limit === null,
    // What is not connected yet sends the answer that is on the screen.
    regime: connection.costAcknowledgedAt ? null : quota.regime,
    acknowledged: connection.costAcknowledgedAt !== null,
  }
}

/** The limit the form asks for: null is unlimited, undefined is not a limit. */
export function limitOf(form: ConnectionForm): number | null | undefined {
  return form.unlimited ? null : parseLimit(form.limit)
}

/** Whether a month, which had a most it could cost, would have none. */
export function takesBoundAway(
  form: ConnectionForm,
  saved: ConnectionForm,
  { regime }: Pick<Quota, 'regime'>,
): boolean {
  return (form.regime ?? regime) === 'metered' && limitOf(form) === null && limitOf(saved) !== null
}

/** What is wrong with each field; an empty object is a form that can be sent. */
export function faultsOf(form: ConnectionForm): Partial<Record<FormField, FormFault>> {
  const faults: Partial<Record<FormField, FormFault>> = {}
  if (!isGuid(form.applicationId)) faults.applicationId = 'applicationId'
  Object.assign(faults, credentialFault(form))
  if (!/^\S+@\S+$/.test(form.mailbox.trim())) faults.mailbox = 'mailbox'
  if (limitOf(form) === undefined) faults.limit = 'limit'
  if (!form.acknowledged) faults.acknowledged = 'ack'
  return faults
}

function credentialFault(form: ConnectionForm): Partial<Record<FormField, FormFault>> {
  if (!form.replacing) return {}
  if (form.kind === 'secret') {
    if (!form.secret.trim()) return { secret: 'secretMissing' }
    return isGuid(form.secret) ? { secret: 'secretIsId' } : {}
  }
  if (!form.pem.trim()) return { pem: 'pemMissing' }
  if (!form.pem.includes('-----BEGIN CERTIFICATE-----')) return { pem: 'pemNoCertificate' }
  return /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(form.pem) ? {} : { pem: 'pemNoKey' }
}

/** What the form asks for: nothing, only another limit (no test needed), or a test and a save. */
export function intentOf(form: ConnectionForm, saved: ConnectionForm): 'none' | 'limit' | 'connection' {
  const connectionChanged =
    form.applicationId.trim() !== saved.applicationId ||
    form.mailbox.trim() !== saved.mailbox ||
    form.replacing ||
    form.regime !== saved.regime ||
    form.acknowledged !== saved.acknowledged
  if (connectionChanged) return 'connection'
  return limitOf(form) === limitOf(saved) ? 'none' : 'limit'
}

/** A guess at what is wrong may wait until a field was left; what is plainly wrong is said while typing. */
export function showsWhileTyping(fault: FormFault | undefined, form: ConnectionForm): boolean {
  if (fault === 'applicationId') return form.applicationId.trim().length > 0
  if (fault === 'limit') return form.limit.trim().length > 0
  return fault === 'secretIsId' || fault === 'pemNoCertificate' || fault === 'pemNoKey'
}

export function saveBody(form: ConnectionForm): SaveConnection {
  const expires = form.replacing && form.kind === 'secret' && form.secretExpires
  return {
    applicationId: form.applicationId.trim(),
    testMailbox: form.mailbox.trim(),
    ...(form.replacing && form.kind === 'secret' ? { clientSecret: form.secret.trim() } : {}),
    ...(form.replacing && form.kind === 'certificate' ? { certificatePem: form.pem } : {}),
    monthlyMessageLimit: limitOf(form) ?? null,
    costAcknowledged: form.acknowledged,
    ...(form.regime && { regime: form.regime }),
    ...(expires ? { secretExpiresAt: `${form.secretExpires}T00:00:00Z` } : {}),
  }
}
