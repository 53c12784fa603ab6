/**
 * One TLS server that is Teams, Outlook, Microsoft 365, SharePoint, a stranger, Microsoft's login and the product, by the
 * name it is asked for. A browser finds it with `--host-resolver-rules` (`browser.ts`); the product knows nothing of it.
 */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { issueFor } from '../certificates/authority.ts'
import type { Sandbox } from '../sandbox.ts'
import { forward } from './forward.ts'
import {
  AZURE_HOST,
  CDN_HOST,
  FRONT_NAMES,
  findHostPage,
  GRAPH_HOST,
  type HostPage,
  LOGIN_HOST,
  LOGIN_ORIGIN,
  SHAREPOINT_ORIGIN,
  TAB_ORIGIN,
} from './hosts.ts'
import { readPageFile } from './page-files.ts'
import type { PageSettings } from './settings.ts'
import { MICROSOFT_HOSTS } from './valid-domains.ts'

export type FrontOptions = {
  readonly sandbox: Pick<Sandbox, 'url' | 'caFile' | 'tenantId' | 'operators'>
  /** Where the product listens. */
  readonly productUrl: string
  /** 0, the default: any free one. */
  readonly port?: number
  /** In deep links. */
  readonly appId?: string
}

/** What may be turned while the front runs. */
export type FrontKnobs = {
  /** `Cross-Origin-Opener-Policy` on every page of the login: `same-origin` cuts a popup off from who opened it. */
  loginOpenerPolicy: 'same-origin' | 'same-origin-allow-popups' | undefined
}

export type Front = {
  readonly port: number
  /** SHA-256 of the certificate's public key, for `--ignore-certificate-errors-spki-list`. */
  readonly publicKeyHash: string
  set(knobs: Partial<FrontKnobs>): void
  close(): Promise<void>
}

export const APP_ID = '4c0a1f6e-2f53-4f0b-9a53-6a8c1d0b7e11'
export const ENTITY_ID = 'chatvault'

/** What a product behind the front has to be told. */
export const FRONT_ENVIRONMENT = {
  PUBLIC_URL: TAB_ORIGIN,
  SIGNIN_URL: LOGIN_ORIGIN,
  SIGNIN_GRAPH_URL: `https://${GRAPH_HOST}`,
  SIGNIN_ARM_URL: `https://${AZURE_HOST}`,
  FRAME_ANCESTORS: SHAREPOINT_ORIGIN,
  TEAMS_APP_ID: APP_ID,
}

export async function startFront(options: FrontOptions): Promise<Front> {
  const knobs: FrontKnobs = { loginOpenerPolicy: undefined }
  const { cert, key, publicKeyHash } = await issueFor(options.sandbox.caFile, [...FRONT_NAMES])
  const answer = answerer(options, knobs)
  const server = createServer({ cert, key }, (request, response) => void answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`front: cannot listen: ${error.message}`)))
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    publicKeyHash,
    set: (given) => void Object.assign(knobs, given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

function answerer(options: FrontOptions, knobs: FrontKnobs): Answer {
  const { sandbox, productUrl } = options
  const entra = { url: sandbox.url, ca: readFileSync(sandbox.caFile, 'utf8') }
  const tabHost = new URL(TAB_ORIGIN).host
  return (request, response) => {
    const [host = ''] = (request.headers.host ?? '').split(':')
    const page = findHostPage(host)
    if (host === tabHost) return forward(request, response, { url: productUrl })
    if (host === LOGIN_HOST) return forward(request, response, { ...entra, headers: openerPolicy(knobs) })
    if (host === GRAPH_HOST || host === AZURE_HOST) return forward(request, response, entra)
    if (host === CDN_HOST) return sendJson(response, { validOrigins: MICROSOFT_HOSTS })
    if (page === undefined) return send(response, 404, 'text/plain', `The front is not ${host}.`)
    if (request.url?.startsWith('/_sandbox/front')) return turn(request, response, knobs)
    if (request.url?.startsWith('/_sandbox/')) return forward(request, response, entra)
    return hostPage(options, page, request, response)
  }
}

function openerPolicy({ loginOpenerPolicy }: FrontKnobs): Record<string, string> {
  return loginOpenerPolicy ? { 'cross-origin-opener-policy': loginOpenerPolicy } : {}
}

/** `POST /_sandbox/front` `{ loginOpenerPolicy }`, for the switch on the page. */
async function turn(request: IncomingMessage, response: ServerResponse, knobs: FrontKnobs): Promise<void> {
  let text = ''
  for await (const chunk of request) text += chunk
  const { loginOpenerPolicy } = JSON.parse(text) as { loginOpenerPolicy?: unknown }
  knobs.loginOpenerPolicy = loginOpenerPolicy === 'same-origin' ? 'same-origin' : undefined
  sendJson(response, knobs)
}

/** Own files below `/_sim/`; every other address is the page, because a deep link may be any. */
async function hostPage(
  options: FrontOptions,
  page: HostPage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'https://host').pathname
  if (path === '/_sim/settings.json') return sendJson(response, settingsOf(options, page))
  const name = path.startsWith('/_sim/') ? path.slice('/_sim/'.length) : `${page.kind}.html`
  const file = await readPageFile(name)
  if (file === undefined) return send(response, 404, 'text/plain', `No ${path} here.`)
  response.setHeader('content-security-policy', POLICY)
  send(response, 200, file.type, file.text)
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  `frame-src ${TAB_ORIGIN}`,
].join('; ')

function settingsOf({ sandbox, appId = APP_ID }: FrontOptions, page: HostPage): PageSettings {
  const { label, name, clientId } = page
  return {
    label,
    name,
    clientId,
    app: { id: appId, name: 'Chatvault', entityId: ENTITY_ID, origin: TAB_ORIGIN },
    tenantId: sandbox.tenantId,
    people: sandbox.operators.map(({ person }) => ({
      id: person.id,
      name: person.displayName,
      signInName: person.userPrincipalName,
    })),
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('access-control-allow-origin', '*')
  send(response, 200, 'application/json', JSON.stringify(value))
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}
