/** The connection to the tenant: its application, its credential, its tests. */
import { z } from 'zod'
import { CreatedKind } from './created-ids.ts'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'

export const CheckName = z.enum(['token', 'permissions', 'organization', 'mailbox', 'export'])
export type CheckName = z.infer<typeof CheckName>

export const ConnectionCheck = z.object({
  name: CheckName,
  ok: z.boolean(),
  /** `ok`, or the cause: an AADSTS code, a Graph error code, or one of ours. */
  code: z.string(),
  notice,
  detail: z.string(),
  hint: z.string(),
})
export type ConnectionCheck = z.infer<typeof ConnectionCheck>

export const Connection = z.object({
  status: z.enum(['none', 'active', 'failing']),
  applicationId: z.string().nullable(),
  credential: z
    .object({
      kind: z.enum(['secret', 'certificate']),
      /** First three characters of a secret, thumbprint of a certificate. */
      hint: z.string(),
      expiresAt: instant.nullable(),
      setAt: instant,
      /** By which the registration lists it (`keyId`); null where no one told. */
      keyId: z.string().nullable(),
    })
    .nullable(),
  testMailbox: z.string().nullable(),
  organizationName: z.string().nullable(),
  costAcknowledgedAt: instant.nullable(),
  checks: z.array(ConnectionCheck),
  testedAt: instant.nullable(),
  testedBy: z.string().nullable(),
})
export type Connection = z.infer<typeof Connection>

export const credentialMembers = {
  /** Stored and compared in lower case, whatever case it comes in. */
  applicationId: z
    .guid('The application ID is a GUID, for example 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e')
    .toLowerCase(),
  clientSecret: z.string().min(1).max(1024).optional(),
  certificatePem: z.string().min(1).max(32_768).optional(),
  testMailbox: z.string().trim().min(1).max(320),
}

/**
 * One of `clientSecret` and `certificatePem`; neither means the draft of the setup for this application, and without
 * one the credential that is stored already.
 */
export const TestConnection = z.strictObject(credentialMembers)
export type TestConnection = z.infer<typeof TestConnection>

/** Answer of a test. With `Accept: application/x-ndjson` each check is a line of its own as it completes. */
export const TestResult = z.object({ ok: z.boolean(), checks: z.array(ConnectionCheck) })
export type TestResult = z.infer<typeof TestResult>

export const monthlyMessageLimit = z.int().min(1).max(1_000_000_000_000).nullable()

export const SaveConnection = z.strictObject({
  ...credentialMembers,
  monthlyMessageLimit,
  costAcknowledged: z.boolean(),
  /** Left out: as it is. A tenant that was never asked gets `metered`, as in `Quota`. */
  regime: z.enum(['metered', 'not-metered']).optional(),
  secretExpiresAt: instant.optional(),
})
export type SaveConnection = z.infer<typeof SaveConnection>

export const keyId = z.string().trim().min(1).max(100)

/** While Microsoft may not have spread a change yet, the server asks again for so long. */
export const waitSeconds = z.int().min(0).max(300).optional()

export const CreatedObject = z.object({
  kind: CreatedKind,
  /** Microsoft's: an object id, a key id, a resource path. */
  id: z.string(),
  name: z.string(),
  /** The application it is, or is a part of; null where no one told. Lower case. */
  applicationId: z.string().nullable(),
  at: instant,
})
export type CreatedObject = z.infer<typeof CreatedObject>

/** `DELETE /api/connection`: what remains here, and the objects of the setup that still exist in Microsoft 365. */
export const Disconnected = z.object({
  applicationId: z.string().nullable(),
  stays: z.object({ messages: count, conversations: count, people: count, runs: count }),
  created: z.array(CreatedObject),
})
export type Disconnected = z.infer<typeof Disconnected>

/** One of the two. The stored credential remains in use until the new one has got a token with the same permissions. */
export const ReplaceCredential = z.strictObject({
  clientSecret: z.string().trim().min(1).max(1024).optional(),
  /** The certificate `POST /api/setup/certificate` made last for a replacement. */
  certificateFromDraft: z.literal(true).optional(),
  keyId: keyId.optional(),
  /** Of a secret; a certificate names its own end. */
  expiresAt: instant.optional(),
  /** 120 when left out. */
  waitSeconds,
})
export type ReplaceCredential = z.infer<typeof ReplaceCredential>

/** `{"check": …}` lines of a replacement; `waiting`: not yet, and it will be asked again. */
export const CredentialCheck = ConnectionCheck.extend({ waiting: z.boolean(), waitedSeconds: count })
export type CredentialCheck = z.infer<typeof CredentialCheck>

/** `previous` may now be removed from the registration. */
export const CredentialReplaced = z.object({
  connection: Connection,
  previous: z.object({
    kind: z.enum(['secret', 'certificate']),
    keyId: z.string().nullable(),
    hint: z.string(),
  }),
})
export type CredentialReplaced = z.infer<typeof CredentialReplaced>
