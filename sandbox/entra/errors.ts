import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../http/reply.ts'
import type { Clock } from '../options.ts'

/**
 * Sign-in failures (Learn: Microsoft Entra authentication and authorization error codes; OAuth 2.0 client credentials
 * flow). HTTP codes other than 401 for 7000215 and 7000229 are not documented; they follow OAuth 2.0 (RFC 6749, 5.2).
 */
const FAILURES = {
  28000: [
    'invalid_request',
    400,
    'The provided value for the input parameter scope is not valid because it contains more than one resource.',
  ],
  50011: [
    'invalid_request',
    400,
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ],
  50012: ['invalid_client', 401, 'Authentication failed.'],
  50020: [
    'access_denied',
    400,
    'User account from an identity provider does not exist in the tenant and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.',
  ],
  50034: ['access_denied', 400, 'The user account does not exist in the directory.'],
  50058: ['login_required', 400, 'A silent sign-in request was sent but no user is signed in.'],
  50089: ['access_denied', 400, 'Authentication failed due to flow token expired. Sign in again.'],
  50076: [
    'interaction_required',
    400,
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  ],
  50194: [
    'invalid_request',
    400,
    'The application is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint or configure the application to be multi-tenant.',
  ],
  500011: ['invalid_resource', 400, 'The resource principal was not found in the tenant.'],
  65001: [
    'invalid_grant',
    400,
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
  ],
  65004: ['access_denied', 400, 'User declined to consent to access the app.'],
  650053: [
    'invalid_client',
    400,
    'The application asked for a scope that does not exist on the resource. Contact the app vendor.',
  ],
  65005: [
    'invalid_grant',
    400,
    'The application required resource access list does not contain applications discoverable by the resource, or the client application has requested access to a scope the resource does not expose.',
  ],
  70016: [
    'authorization_pending',
    400,
    'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  ],
  70018: ['bad_verification_code', 400, 'Invalid verification code due to a wrong or expired device code.'],
  70019: ['expired_token', 400, 'Verification code expired.'],
  70020: ['authorization_declined', 400, 'The person declined to sign in on the device.'],
  70000: ['invalid_grant', 400, 'The provided authorization code or refresh token is not valid.'],
  70002: ['invalid_client', 401, 'Error validating credentials.'],
  70003: ['unsupported_grant_type', 400, 'The app requested an unsupported grant type.'],
  70008: [
    'invalid_grant',
    400,
    'The provided authorization code or refresh token has expired. Send a new interactive authorization request.',
  ],
  70011: [
    'invalid_scope',
    400,
    'The provided request must include a scope input parameter. The provided value for the input parameter scope is not valid.',
  ],
  90002: [
    'invalid_request',
    400,
    'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.',
  ],
  90094: [
    'access_denied',
    400,
    'Admin consent is required: the application needs permissions that only an administrator can grant.',
  ],
  900023: [
    'invalid_request',
    400,
    'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.',
  ],
  900144: ['invalid_request', 400, 'The request body must contain the following parameter:'],
  501481: [
    'invalid_grant',
    400,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  700016: [
    'unauthorized_client',
    400,
    'Application was not found in the directory. You may have sent your authentication request to the wrong tenant.',
  ],
  700024: ['invalid_client', 401, 'Client assertion is not within its valid time range.'],
  700027: [
    'invalid_client',
    401,
    'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is not valid.',
  ],
  700023: ['invalid_client', 401, 'Client assertion audience claim does not match Realm issuer.'],
  700021: [
    'invalid_client',
    401,
    'Client assertion application identifier does not match client_id parameter.',
  ],
  7000215: [
    'invalid_client',
    401,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app',
  ],
  7000218: [
    'invalid_client',
    401,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: [
    'invalid_client',
    401,
    'The provided client secret keys for app are expired. Create new keys for your app.',
  ],
  7000229: [
    'invalid_client',
    401,
    'The client application is missing service principal in the tenant. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  ],
  9002326: [
    'invalid_request',
    400,
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
  ],
  9002313: ['invalid_request', 400, 'Invalid request. Request is malformed or invalid.'],
} as const satisfies Record<number, readonly [error: string, status: number, text: string]>

export type FailureCode = keyof typeof FAILURES

/** Thrown inside the token endpoint, turned into a body at its edge. */
export class SignInFailure extends Error {
  readonly code: FailureCode
  readonly error: string
  readonly status: number

  constructor(code: FailureCode, detail = '') {
    const [error, status, text] = FAILURES[code]
    super(`AADSTS${code}: ${text}${detail === '' ? '' : ` ${detail}`}`)
    this.code = code
    this.error = error
    this.status = status
  }
}

/** MSAL tells by it that a person must be asked; other refusals of a grant it would try again without a page. */
const SUBERRORS: Partial<Record<FailureCode, string>> = { 65001: 'consent_required' }

/** The text of a failure as it travels in addresses and bodies. */
export function describeFailure(
  failure: SignInFailure,
  now: number,
  ids = { trace: randomUUID() as string, correlation: randomUUID() as string },
): string {
  return `${failure.message}\r\nTrace ID: ${ids.trace}\r\nCorrelation ID: ${ids.correlation}\r\nTimestamp: ${timeOf(now)}`
}

function timeOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** The documented error body, with trace ids and the time. */
export function failureReply(
  failure: SignInFailure,
  clock: Clock,
  correlationId: string,
  headers = {},
): Reply {
  const trace = randomUUID()
  const body = {
    error: failure.error,
    error_description: describeFailure(failure, clock(), { trace, correlation: correlationId }),
    error_codes: [failure.code],
    timestamp: timeOf(clock()),
    trace_id: trace,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${failure.code}`,
    ...(SUBERRORS[failure.code] ? { suberror: SUBERRORS[failure.code] } : {}),
  }
  return json(failure.status, body, { 'cache-control': 'no-store', 'x-ms-request-id': trace, ...headers })
}
