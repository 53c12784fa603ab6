/**
 * What an entry of the journal may be called. Anyone who undoes a setup has the rights of an administrator, and the browser
 * puts these ids into paths of Microsoft's: each is an id of its kind and nothing that could lead anywhere else. An entry
 * that was written before Microsoft answered has `intended:<kind>:<key>`, the key being what the object is found by.
 */
import { z } from 'zod'

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** SHA-1 or SHA-256. */
const THUMBPRINT = '(?:[0-9a-f]{40}|[0-9a-f]{64})'
/** No segment of dots alone, and no letter of a path in disguise. */
const SEGMENT = '(?:[\\w.()-]|%[89a-f][0-9a-f]){0,260}(?:[\\w()-]|%[89a-f][0-9a-f])'
const ACCOUNT = `/subscriptions/${GUID}/resourceGroups/${SEGMENT}/providers/Microsoft\\.GraphServices/accounts/${SEGMENT}`

type Forms = { readonly id: string; readonly key?: string }

const FORMS: Readonly<Record<CreatedKind, Forms>> = {
  application: { id: GUID, key: 'chatvault-backup-[\\w.[\\]-]{1,260}' },
  'service-principal': { id: GUID, key: GUID },
  secret: { id: GUID, key: '[\\w .-]{1,120}' },
  certificate: { id: THUMBPRINT, key: THUMBPRINT },
  // An assignment's id is opaque, base64url; it is found by who has the role and which one it is.
  'app-role': { id: '[\\w-]{16,200}', key: `${GUID}/${GUID}` },
  // Whose permissions were granted.
  'delegated-grant': { id: GUID },
  'billing-account': { id: ACCOUNT, key: ACCOUNT },
}

export function isCreatedId(kind: CreatedKind, id: string): boolean {
  const { id: created, key } = FORMS[kind]
  const forms = key === undefined ? created : `${created}|intended:${kind}:${key}`
  return new RegExp(`^(?:${forms})$`, 'i').test(id)
}

/** Objects a setup created in the tenant: the journal that undo and removal follow. */
export const CreatedKind = z.enum([
  'application',
  'service-principal',
  'secret',
  'certificate',
  'app-role',
  'delegated-grant',
  'billing-account',
])
export type CreatedKind = z.infer<typeof CreatedKind>
