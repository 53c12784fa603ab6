/** Sends what is due to a channel, one after the other, and notes what the other side said. */
import type { AlertRow, Alerts, Claim, Tried } from '../../books/alerts.ts'
import type { Connections } from '../../books/connections.ts'
import { DeliveryError, type Outside } from '../../delivery/outside.ts'
import type { BeatPhase } from '../../domain/alert.ts'
import type { Clock } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Sealer } from '../../secrets/keys.ts'
import type { Mailer } from './mailer.ts'
import { beatAddress, cardOf, mailOf, messageOf, signatureOf } from './messages.ts'
import { openTarget, type Target } from './sealed-target.ts'

export type Deliverer = {
  /** Tries what the caller has claimed. */
  attempt(claim: Claim, signal?: AbortSignal): Promise<Tried>
  /** Tries everything that is due; answers when there is more. */
  deliver(channelId: string, signal: AbortSignal): Promise<Date | undefined>
}

export type DeliverDeps = {
  readonly alerts: Pick<Alerts, 'claim' | 'settle' | 'nextOf'>
  readonly connections: Pick<Connections, 'find'>
  readonly outside: Pick<Outside, 'send'>
  /** Throws a `DeliveryError`. */
  readonly sendMail: Mailer['send']
  readonly sealer: Sealer
  readonly clock: Pick<Clock, 'now'>
  readonly publicUrl: string
  /** Of what is no one's fault outside. */
  readonly onError: (error: unknown) => void
}

const JSON_TYPE = 'application/json; charset=utf-8'
const USER_AGENT = 'Chatvault'

export function createDeliverer(deps: DeliverDeps): Deliverer {
  const { alerts, clock } = deps

  async function attempt(claim: Claim, signal?: AbortSignal): Promise<Tried> {
    const result = await send(deps, claim, signal).catch((thrown: unknown) => {
      signal?.throwIfAborted()
      if (!(thrown instanceof DeliveryError)) deps.onError(thrown)
      return { delivered: false, answer: answerOf(thrown) }
    })
    return alerts.settle(claim.no, { ...result, at: clock.now() })
  }

  return {
    attempt,
    async deliver(channelId, signal) {
      for (;;) {
        signal.throwIfAborted()
        const claim = await alerts.claim(channelId, clock.now())
        if (claim === undefined) return alerts.nextOf(channelId)
        await attempt(claim, signal)
      }
    },
  }
}

type Result = { readonly delivered: boolean; readonly answer: string }

async function send(deps: DeliverDeps, claim: Claim, signal: AbortSignal | undefined): Promise<Result> {
  const { channel, alert, about } = claim
  const target = await openTarget(deps.sealer, channel)
  if (about === 'raised' || about === 'resolved') {
    if (alert === null) throw new Error(`The alert of delivery ${claim.no} isn’t in the books`)
    return sendAlert(deps, claim, alert, target, signal)
  }
  return beat(deps, target.target, about, signal)
}

async function sendAlert(
  deps: DeliverDeps,
  { channel: { kind, language, tenantId, sender }, about }: Claim,
  alert: AlertRow,
  { target, secret = '' }: Target,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const { outside, clock, publicUrl } = deps
  const message = messageOf(alert, about === 'resolved', { language }, publicUrl)
  const post = (body: string, headers: Record<string, string>) => {
    const all = { 'content-type': JSON_TYPE, 'user-agent': USER_AGENT, ...headers }
    return outside.send({ url: target, method: 'POST', headers: all, body, signal })
  }
  switch (kind) {
    case 'webhook': {
      const body = JSON.stringify(message)
      return of(await post(body, { 'chatvault-signature': signatureOf(secret, body, clock.now()) }))
    }
    case 'teams':
      return of(await post(JSON.stringify(cardOf(message, language)), {}))
    case 'email': {
      const organization = (await deps.connections.find(tenantId))?.organizationName ?? tenantId
      const { hostname: host } = new URL(publicUrl)
      const mail = mailOf(message, language, target, { organization, host })
      return { delivered: true, answer: await deps.sendMail(tenantId, sender, mail) }
    }
    // Only a test comes here: it asks as a completed run would.
    case 'heartbeat':
      return beat(deps, target, 'success', signal)
  }
}

async function beat(
  { outside }: DeliverDeps,
  target: string,
  phase: BeatPhase,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const headers = { 'user-agent': USER_AGENT }
  return of(await outside.send({ url: beatAddress(target, phase), method: 'GET', headers, signal }))
}

function of(status: number): Result {
  return { delivered: status >= 200 && status < 300, answer: String(status) }
}

/** A few words of ours: what was thrown may hold the address. */
function answerOf(thrown: unknown): string {
  if (thrown instanceof DeliveryError) return thrown.message
  return thrown instanceof VaultError ? thrown.code : 'internal'
}
