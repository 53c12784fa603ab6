/** What an answer means hangs on who gave it and what it says: the status alone decides nothing that would be kept. */
import { describe, expect, it } from 'vitest'
import { refused } from './answer-errors.ts'

type Body = string | { code?: string; message?: string; inner?: object }

function told(status: number, body: Body, ofExport: boolean) {
  const { code, message, inner } = typeof body === 'string' ? {} : body
  const envelope = { error: { code, message, innerError: inner } }
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(envelope))
  const asked = { attempted: 'read it', ofExport, nowMs: 0 }
  return refused({ status, headers: {}, body: bytes }, asked)
}

const HTML = '<html><body>Blocked by the gateway</body></html>'
const DISABLED = {
  code: 'ServicePrincipalDisabledOnTenant',
  message: 'Teams has been disabled on your tenant',
}

describe('an answer of Microsoft 365', () => {
  it.each<[number, Body, Partial<Record<string, unknown>>, RegExp]>([
    [
      401,
      { code: 'Unauthorized', message: DISABLED.message },
      { reach: 'tenant' },
      /Microsoft Teams Services/,
    ],
    [401, { code: 'Unauthorized', inner: DISABLED }, { reach: 'tenant' }, /Microsoft Teams Services/],
    [401, { code: 'Authorization_IdentityNotFound' }, { reach: 'tenant' }, /Enterprise applications/],
    [
      ...([
        401,
        { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation resulted in challenge' },
      ] as const),
      ...([{ reach: 'tenant' }, /workload identities/] as const),
    ],
    [
      401,
      { code: 'InvalidAuthenticationToken', message: 'Lifetime expired' },
      { reach: 'tenant' },
      /Test the connection/,
    ],
    [
      403,
      { code: 'accessDenied', message: 'Blocked by Conditional Access policies' },
      { reach: 'tenant' },
      /workload identities/,
    ],
    [403, { code: 'Authorization_RequestDenied' }, { reach: 'tenant' }, /Grant admin consent/],
    [
      403,
      { code: 'Forbidden', message: 'Missing role permissions on the request' },
      { reach: 'tenant' },
      /Grant admin consent/,
    ],
    [
      ...([
        403,
        { code: 'Forbidden', inner: { code: '1', message: 'AclCheckFailed-Tenant Id mismatch' } },
      ] as const),
      ...([{ reach: 'request', foreign: true }, /owning organization/] as const),
    ],
    [
      403,
      { code: 'Forbidden', message: 'Blocked by a policy' },
      { reach: 'request', foreign: false },
      /Microsoft’s message/,
    ],
    [
      403,
      { code: 'UnknownError', message: '' },
      { reach: 'request', lacks: undefined },
      /Microsoft’s message/,
    ],
    [403, HTML, { reach: 'request', retry: 'later', lacks: undefined, absent: false }, /proxy or firewall/],
    [404, { code: 'NotFound' }, { absent: true, lacks: undefined, retry: 'never' }, /may have been deleted/],
    [404, HTML, { absent: false, retry: 'later' }, /proxy or firewall/],
    [404, '', { absent: false, retry: 'later' }, /proxy or firewall/],
    [
      400,
      { code: 'Request_BadRequest', message: "Invalid object identifier 'x'." },
      { absent: true },
      /Object ID/,
    ],
    [400, { code: 'BadRequest', message: 'Unsupported query' }, { absent: false }, /bug in Chatvault/],
  ])('%i %j', (status, body, meaning, hint) => {
    const error = told(status, body, false)
    expect(error).toMatchObject({ ...meaning, outcome: 'refused' })
    expect(error.hint).toMatch(hint)
  })

  it.each<[number, Body, string | undefined]>([
    [404, { code: 'NotFound' }, 'mailbox'],
    [404, HTML, undefined],
    [403, { code: 'Forbidden', message: 'The user has no valid license' }, 'licence'],
    [
      403,
      { code: 'MailboxNotEnabledForRESTAPI', message: 'The mailbox is either inactive or on-premise.' },
      'mailbox',
    ],
    [403, { code: 'Forbidden', message: 'Blocked by a policy' }, undefined],
    [403, HTML, undefined],
  ])('to an export says what a person lacks only where it does: %i %j', (status, body, lacks) => {
    expect(told(status, body, true)).toMatchObject({ lacks, absent: false })
  })
})
