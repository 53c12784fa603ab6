/**
 * Entra's answers to a token request, in plain words. Data: Microsoft says codes may change and are for diagnosis only
 * (Learn: "Microsoft Entra authentication and authorization error codes", read 2026-11-22), so an unknown one is shown
 * as it came and decides nothing.
 */
import { isGuid } from '../../domain/guid.ts'
import { type Notice, notice, type ProblemCode } from '../../domain/notice.ts'
import type { Retry } from '../../domain/vault-error.ts'

export type Aadsts = { readonly why: string; readonly hint: string; readonly retry?: Retry }

const PREFIX = 'AADSTS'
type Known = Extract<ProblemCode, `${typeof PREFIX}${number}`>
type NumberOf<Code> = Code extends `${typeof PREFIX}${infer Digits extends number}` ? Digits : never

const APP = 'Microsoft Entra admin center > App registrations > your app'
const SECRETS = `${APP} > Certificates & secrets`
const CONSENT = `In ${APP} > API permissions, select "Grant admin consent". Then test the connection again.`
const OTHER_CLOUD: Aadsts = {
  why: 'the organization is in another Microsoft cloud',
  hint: 'Ask your Chatvault server admin to set M365_CLOUD to gcc-high, dod or china.',
}
const BAD_CERTIFICATE: Aadsts = {
  why: 'the application doesn’t know the certificate, or its key doesn’t match',
  hint: `Upload the public part of this certificate in ${SECRETS} > Certificates, or paste the PEM of one that is listed there.`,
}

export const AADSTS: Readonly<Record<number, Aadsts>> = Object.freeze<Record<NumberOf<Known>, Aadsts>>({
  7000215: {
    why: 'the client secret is wrong',
    hint: `Copy the secret’s Value, not its Secret ID, from ${SECRETS}. It’s shown only once: if it’s hidden, create a new one. A new secret can take a minute to work.`,
  },
  7000222: {
    why: 'the client secret has expired',
    hint: `Create a new secret in ${SECRETS} and paste its Value here.`,
  },
  7000218: {
    why: 'Microsoft Entra received neither a secret nor a certificate',
    hint: 'Paste a client secret or a certificate.',
  },
  700027: BAD_CERTIFICATE,
  50012: BAD_CERTIFICATE,
  700016: {
    why: 'this organization doesn’t know the application',
    hint: `Check the Application (client) ID in ${APP} > Overview, and that the app was registered in, or consented to by, this organization.`,
  },
  7000229: { why: 'the application exists, but it hasn’t been added to this organization', hint: CONSENT },
  90002: {
    why: 'Microsoft doesn’t know this organization in this cloud',
    hint: 'Check the Directory (tenant) ID. For a US government or 21Vianet tenant, ask your Chatvault server admin to set M365_CLOUD.',
  },
  900023: {
    why: 'the tenant ID is neither a GUID nor a domain',
    hint: 'Check the Directory (tenant) ID in Microsoft Entra admin center > Overview.',
  },
  70011: {
    why: 'Microsoft Entra doesn’t accept the scope that was requested',
    hint: 'Ask your Chatvault server admin to check M365_CLOUD and GRAPH_URL.',
  },
  900144: {
    why: 'a required part of the token request is missing',
    hint: 'Check that every field is filled in.',
  },
  500011: {
    why: 'Microsoft Graph isn’t available in this organization or cloud',
    hint: 'Ask your Chatvault server admin to check M365_CLOUD.',
  },
  65001: { why: 'an admin hasn’t consented to the application', hint: CONSENT },
  65004: { why: 'the admin declined the consent', hint: CONSENT },
  650053: {
    why: 'a permission was requested that doesn’t exist in this form',
    hint: `In ${APP} > API permissions, add Chat.Read.All and User.Read.All as application permissions, not delegated ones.`,
  },
  90038: OTHER_CLOUD,
  900382: OTHER_CLOUD,
  900432: OTHER_CLOUD,
  53003: {
    why: 'a Conditional Access policy for workload identities blocks the application',
    hint: 'In Microsoft Entra admin center > Protection > Conditional Access, allow this application from the address of this server.',
  },
  7000112: {
    why: 'the application is disabled in this organization',
    hint: 'In Microsoft Entra admin center > Enterprise applications > your app > Properties, set "Enabled for users to sign in" to Yes.',
  },
})

/** 7000215 with a GUID as the secret: the admin center lists the ID beside the value, and people copy that. */
export const SECRET_ID_PASTED: Aadsts = {
  why: 'this looks like the Secret ID, not the secret itself',
  hint: `In ${SECRETS}, copy the column "Value", not "Secret ID". The value is shown only right after creation: if it is hidden, select "New client secret".`,
}

/** Undefined for a code that is not in the table. */
export function aadstsOf(
  code: number,
  clientSecret: string | undefined,
): (Aadsts & { readonly notice: Notice }) | undefined {
  if (code === 7000215 && clientSecret !== undefined && isGuid(clientSecret.trim()))
    return { ...SECRET_ID_PASTED, notice: notice('secret-id-pasted') }
  const known = AADSTS[code]
  // The table has a row for each of them, and no other.
  return known && { ...known, notice: notice(`${PREFIX}${code}` as Known) }
}
