/** The way to a connection, step by step, and the journal of what it created in Microsoft 365. */
import { z } from 'zod'
import { CreatedObject, credentialMembers, keyId, monthlyMessageLimit, waitSeconds } from './connection.ts'
import { CreatedKind, isCreatedId } from './created-ids.ts'
import { count, guid, instant } from './fields.ts'
import { notice } from './notice.ts'

/** In their order, which is that of the addresses in the tab. */
export const SetupStepName = z.enum([
  'start',
  'register',
  'credential',
  'permissions',
  'consent',
  'billing',
  'connect',
])
export type SetupStepName = z.infer<typeof SetupStepName>

/** As Microsoft answered last. `code` is `ok`, Entra's or Graph's code, or one of ours; empty: no one has asked. */
export const SetupStep = z.object({
  name: SetupStepName,
  state: z.enum(['not-started', 'done', 'needs-attention']),
  code: z.string(),
  notice,
  detail: z.string(),
  hint: z.string(),
  checkedAt: instant.nullable(),
})
export type SetupStep = z.infer<typeof SetupStep>

/** A line of a check in progress. `checking`: asked, or asked again because Microsoft may not have spread a change yet. */
export const SetupProgress = SetupStep.extend({
  state: z.enum(['checking', ...SetupStep.shape.state.options]),
  waitedSeconds: count,
})
export type SetupProgress = z.infer<typeof SetupProgress>

export const BillingAssociation = z.strictObject({
  subscriptionId: guid,
  resourceGroup: z.string().trim().min(1).max(90),
  accountName: z.string().trim().min(1).max(260),
})
export type BillingAssociation = z.infer<typeof BillingAssociation>

/** The public part. `base64` is its DER, as Graph and the portal take it. */
const PublicCertificate = z.object({
  pem: z.string(),
  base64: z.string(),
  /** SHA-256; `sha1Thumbprint` is what the admin center lists it by. */
  thumbprint: z.string(),
  sha1Thumbprint: z.string(),
  expiresAt: instant,
})

export const Setup = z.object({
  way: z.enum(['automatic', 'manual']).nullable(),
  applicationId: z.string().nullable(),
  displayName: z.string(),
  /** Chat.Read.All and User.Read.All only. */
  leastSet: z.boolean(),
  testMailbox: z.string().nullable(),
  /** Absent until it was chosen; null: unlimited. */
  monthlyMessageLimit: z.int().nullable().optional(),
  /** Kept sealed until the connection is saved. Never the secret itself. */
  credential: z
    .object({
      kind: z.enum(['secret', 'certificate']),
      hint: z.string(),
      expiresAt: instant.nullable(),
      keyId: z.string().nullable(),
    })
    .nullable(),
  /** The certificate that was made for it last. */
  certificate: PublicCertificate.nullable(),
  /** The one that was made last to replace the credential of the connection with. */
  replacementCertificate: PublicCertificate.nullable(),
  steps: z.array(SetupStep),
  created: z.array(CreatedObject),
  billing: z.object({
    /** As the quota has it. */
    regime: z.enum(['metered', 'not-metered']),
    /** When Microsoft last asked for billing (402); null: never, so far as we know. */
    askedForAt: instant.nullable(),
    /** `associate`: Microsoft asks for it and no association is known. `check`: it asks although there is one. */
    suggestion: z.enum(['nothing-to-do', 'associate', 'check']),
    association: BillingAssociation.nullable(),
  }),
  updatedAt: instant.nullable(),
})
export type Setup = z.infer<typeof Setup>

/** Members left out don't change. */
export const ChangeSetup = z.strictObject({
  way: z.enum(['automatic', 'manual']).nullable().optional(),
  applicationId: credentialMembers.applicationId.nullable().optional(),
  displayName: z.string().trim().min(1).max(120).optional(),
  leastSet: z.boolean().optional(),
  testMailbox: credentialMembers.testMailbox.nullable().optional(),
  monthlyMessageLimit: monthlyMessageLimit.optional(),
  billing: z
    .strictObject({
      regime: z.enum(['metered', 'not-metered']).optional(),
      association: BillingAssociation.nullable().optional(),
    })
    .optional(),
})
export type ChangeSetup = z.infer<typeof ChangeSetup>

export const SetDraftSecret = z.strictObject({
  clientSecret: z.string().trim().min(1).max(1024),
  keyId: keyId.optional(),
  expiresAt: instant.optional(),
})
export type SetDraftSecret = z.infer<typeof SetDraftSecret>

export const MakeCertificate = z.strictObject({
  months: z.int().min(1).max(24),
  /** `replacement`: to replace the credential of the connection with. `setup` when left out. */
  purpose: z.enum(['setup', 'replacement']).optional(),
})
export type MakeCertificate = z.infer<typeof MakeCertificate>

export const CheckSetup = z.strictObject({
  /** The last step to ask about; all of them when left out. */
  upTo: SetupStepName.optional(),
  /** 0 when left out. */
  waitSeconds,
})
export type CheckSetup = z.infer<typeof CheckSetup>

export const NoteCreated = z
  .strictObject({
    kind: CreatedKind,
    id: z.string().min(1).max(1000),
    name: z.string().max(300),
    applicationId: guid.toLowerCase().optional(),
  })
  .refine(({ kind, id }) => isCreatedId(kind, id), {
    path: ['id'],
    error: 'Microsoft doesn’t call an object of this kind that.',
  })
export type NoteCreated = z.infer<typeof NoteCreated>

/** One of the forms that ids of created objects have (`created-ids.ts`). */
export const ByCreated = z.object({
  id: z
    .string()
    .max(1000)
    .refine(
      (id) => CreatedKind.options.some((kind) => isCreatedId(kind, id)),
      'No object that a setup creates has such an id',
    ),
})
