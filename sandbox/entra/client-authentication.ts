import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose'
import type { Call } from '../http/call.ts'
import type { Application } from './applications.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const SKEW_SECONDS = 300

/** Proves that the caller is the app: by secret, or by an assertion signed with its certificate. */
export async function authenticateClient(
  entra: Entra,
  application: Application,
  call: Call,
  form: URLSearchParams,
): Promise<'secret' | 'certificate'> {
  const assertion = form.get('client_assertion')
  if (assertion && form.get('client_assertion_type') === ASSERTION_TYPE) {
    await checkAssertion(entra, application, call, assertion)
    return 'certificate'
  }
  const secret = form.get('client_secret')
  if (!secret) throw new SignInFailure(7000218)
  checkSecret(entra, application, secret)
  return 'secret'
}

function checkSecret(entra: Entra, application: Application, secret: string): void {
  const secrets = [...application.secrets, ...entra.stillKnown(application.removed.secrets)]
  const known = secrets.find(({ value }) => value === secret)
  if (!known || !entra.replicated(known.addedAt))
    throw new SignInFailure(7000215, `'${application.clientId}'.`)
  if (known.expiresAt <= entra.clock()) throw new SignInFailure(7000222, `'${application.clientId}'.`)
}

/** Learn: Microsoft identity platform application authentication certificate credentials. */
async function checkAssertion(
  entra: Entra,
  application: Application,
  call: Call,
  assertion: string,
): Promise<void> {
  const claims = await verified(entra, application, assertion)
  if (claims.iss !== application.clientId || claims.sub !== application.clientId)
    throw new SignInFailure(700021)
  if (![claims.aud].flat().some((audience) => isTokenEndpoint(entra, call, audience)))
    throw new SignInFailure(700023)
  const now = Math.floor(entra.clock() / 1000)
  if (
    typeof claims.exp !== 'number' ||
    claims.exp <= now - SKEW_SECONDS ||
    (claims.nbf ?? 0) > now + SKEW_SECONDS
  )
    throw new SignInFailure(700024)
}

async function verified(entra: Entra, application: Application, assertion: string): Promise<JWTPayload> {
  const print = thumbprint(assertion)
  const certificates = [...application.certificates, ...entra.stillKnown(application.removed.certificates)]
  const certificate = certificates.find(({ thumbprints }) => thumbprints.includes(print))
  if (!certificate || !entra.replicated(certificate.addedAt))
    throw new SignInFailure(700027, `[Reason - The key was not found. Thumbprint '${print}'.]`)
  if (certificate.expiresAt <= entra.clock())
    throw new SignInFailure(700027, `[Reason - The key used is expired. Thumbprint '${print}'.]`)
  try {
    await compactVerify(assertion, certificate.publicKey, { algorithms: ['PS256', 'RS256'] })
    return decodeJwt(assertion)
  } catch {
    throw new SignInFailure(700027, '[Reason - The signature is not valid.]')
  }
}

function thumbprint(assertion: string): string {
  try {
    const header = decodeProtectedHeader(assertion)
    return String(header['x5t#S256'] ?? header.x5t ?? '')
  } catch {
    throw new SignInFailure(50012, 'The client assertion is not a JSON Web Token.')
  }
}

function isTokenEndpoint(entra: Entra, call: Call, audience: unknown): boolean {
  if (typeof audience !== 'string') return false
  const path = `/${call.segments[0]}/oauth2/v2.0/token`
  return [call.base, entra.url, 'https://login.microsoftonline.com'].some((root) => audience === root + path)
}
