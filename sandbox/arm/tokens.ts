import type { TokenFault, TokenRules } from '../graph/access.ts'
import { ArmFailure } from './errors.ts'

const AUDIENCES = [
  'https://management.core.windows.net/',
  'https://management.core.windows.net',
  'https://management.azure.com/',
  'https://management.azure.com',
]

/** Whose tokens Azure Resource Manager takes; codes and texts as in public traces. */
export const ARM_TOKENS: TokenRules = {
  audiences: AUDIENCES,
  refuse: (fault, claims) => {
    const [code, message] = WORDS[fault](claims)
    return new ArmFailure(401, code, message, {
      headers: {
        'www-authenticate':
          'Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="The access token is invalid."',
      },
    })
  },
}

type Claims = Readonly<Record<string, unknown>>
const INVALID = 'InvalidAuthenticationToken'

const WORDS: Readonly<Record<TokenFault, (claims: Claims) => [code: string, message: string]>> = {
  missing: () => ['AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing."],
  malformed: () => [INVALID, 'The access token is invalid.'],
  signature: () => [INVALID, 'The access token signature is invalid.'],
  audience: ({ aud }) => [
    'InvalidAuthenticationTokenAudience',
    `The access token has been obtained for wrong audience or resource '${aud}'. It should exactly match with one of the allowed audiences '${AUDIENCES.join("','")}'.`,
  ],
  expired: ({ exp }) => [
    'ExpiredAuthenticationToken',
    `The access token expiry UTC time '${new Date(Number(exp) * 1000).toUTCString()}' is earlier than current UTC time.`,
  ],
  revoked: () => [INVALID, 'The access token is invalid.'],
}
