import { randomInt, randomUUID } from 'node:crypto'
import type { Call } from '../http/call.ts'
import { html, json, type Reply } from '../http/reply.ts'
import type { Entra } from './entra.ts'
import { failureReply, SignInFailure } from './errors.ts'
import { checkClient, checkTenant, required } from './form.ts'
import { deviceDonePage, devicePageHtml } from './pages.ts'
import type { Sessions } from './sessions.ts'
import { tokens } from './user-grants.ts'

/** Device authorization grant (Learn: OAuth 2.0 device authorization grant flow; RFC 8628). */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** What MSAL sends, and Entra takes as well. */
export const SHORT_DEVICE_GRANT = 'device_code'

const LIFETIME_SECONDS = 900
/** Entra asks for 5 seconds between polls; a simulator need not keep anyone waiting. */
const INTERVAL_SECONDS = 1

/** Microsoft's own public clients, which are in every tenant: Graph Command Line Tools, Azure CLI. */
const MICROSOFT_CLIENTS = new Set([
  '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
])

/** `POST /{tenant}/oauth2/v2.0/devicecode`. */
export function startDeviceSignIn(entra: Entra, sessions: Sessions, call: Call): Reply {
  const form = new URLSearchParams(call.body)
  try {
    const tenant = call.segments[0] ?? ''
    checkTenant(entra, tenant, true)
    const clientId = required(form, 'client_id').toLowerCase()
    if (!MICROSOFT_CLIENTS.has(clientId)) checkClient(entra, clientId, tenant)
    const userCode = madeUserCode()
    const device_code = sessions.openDevice({
      clientId,
      userCode,
      scope: required(form, 'scope'),
      answer: undefined,
      expiresAt: entra.clock() + LIFETIME_SECONDS * 1000,
    })
    const verification_uri = `${call.base}/common/oauth2/deviceauth`
    const message = `To sign in, use a web browser to open the page ${verification_uri} and enter the code ${userCode} to authenticate.`
    const timing = { expires_in: LIFETIME_SECONDS, interval: INTERVAL_SECONDS }
    return json(200, { user_code: userCode, device_code, verification_uri, ...timing, message })
  } catch (error) {
    if (error instanceof SignInFailure) return failureReply(error, entra.clock, randomUUID())
    throw error
  }
}

/** `/common/oauth2/deviceauth`: the page a person opens elsewhere; it posts `code` and `operator` to itself. */
export function devicePage(entra: Entra, sessions: Sessions, call: Call): Reply {
  const { operators } = entra.tenant.people
  if (call.method !== 'POST') return html(200, devicePageHtml(operators, call.url, false))
  const form = new URLSearchParams(call.body)
  const device = sessions.findDeviceByUserCode(form.get('code') ?? '')
  const who = form.get('operator') ?? ''
  const answer = who === 'cancel' ? 'declined' : entra.findOperator(who)
  if (!device || !answer) return html(400, devicePageHtml(operators, call.url, true))
  device.answer = answer
  return html(200, deviceDonePage())
}

/** Polled until the person has answered. */
export function redeemDeviceCode(entra: Entra, sessions: Sessions, form: URLSearchParams): object {
  const code = required(form, 'device_code')
  const device = sessions.findDevice(code)
  if (!device || device.clientId !== required(form, 'client_id').toLowerCase()) throw new SignInFailure(70018)
  if (device.expiresAt <= entra.clock()) throw new SignInFailure(70019)
  if (device.answer === undefined) throw new SignInFailure(70016)
  sessions.closeDevice(code)
  if (device.answer === 'declined') throw new SignInFailure(70020)
  const { clientId, scope, answer: operator } = device
  return tokens(entra, sessions, { operator, clientId, scope, contexts: [] })
}

/** Nine letters and digits without vowels. */
function madeUserCode(): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789'
  return Array.from({ length: 9 }, () => letters.charAt(randomInt(letters.length))).join('')
}
