/** Where alerts go: added, changed, tried and removed by an admin. A target is never shown whole again, a secret once. */
import type { z } from 'zod'
import type { AlertChannels, ChannelRow, LastTried } from '../../books/alert-channels.ts'
import type { Alerts, Tried } from '../../books/alerts.ts'
import type { PreferenceBook } from '../../books/preferences.ts'
import type { Tenants } from '../../books/tenants.ts'
import type {
  AddAlertChannel,
  AddedAlertChannel,
  AlertChannel,
  AlertChannelList,
  AlertTry,
  ChangeAlertChannel,
} from '../../contract/index.ts'
import type { Outside } from '../../delivery/outside.ts'
import type { ChannelKind } from '../../domain/alert.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Sealer } from '../../secrets/keys.ts'
import type { Deliverer } from './deliver.ts'
import type { Mailer } from './mailer.ts'
import { openTarget, sealTarget, type Target } from './sealed-target.ts'
import { demandTarget, masked } from './targets.ts'

export type AlertChannelService = {
  list(operator: Operator): Promise<AlertChannelList>
  /** The answer alone has a webhook's secret. Throws 422 for a target that can't be used, 409 `alert-channels-full`. */
  add(operator: Operator, body: z.output<typeof AddAlertChannel>): Promise<AddedAlertChannel>
  /** A target that is left out, or is as it was shown, remains. Throws 404; 422 as `add`, and for another kind. */
  change(operator: Operator, id: string, body: ChangeAlertChannel): Promise<AlertChannel>
  remove(operator: Operator, id: string): Promise<void>
  /** Sends a test now and answers what came of it. What didn't arrive is tried again like any other alert. */
  test(operator: Operator, id: string): Promise<AlertTry>
}

type Deps = {
  readonly channels: AlertChannels
  readonly alerts: Pick<Alerts, 'raiseTest'>
  readonly deliverer: Pick<Deliverer, 'attempt'>
  readonly preferences: Pick<PreferenceBook, 'find'>
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly outside: Pick<Outside, 'refusalOf'>
  readonly mailer: Pick<Mailer, 'way' | 'defaultSender' | 'demand'>
  readonly sealer: Sealer
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  readonly newSecret: () => string
}

/** More than anyone looks after. */
const MOST = 50

export function createAlertChannelService(deps: Deps): AlertChannelService {
  const { channels, alerts, deliverer, preferences, tenants, mailer, sealer, clock, newId, newSecret } = deps

  async function found(tenantId: string, id: string): Promise<ChannelRow> {
    const row = await channels.find(tenantId, id)
    if (row === undefined) throw unknown()
    return row
  }

  return {
    async list({ tenantId }) {
      const rows = await channels.list(tenantId)
      const { way, defaultSender } = mailer
      return { items: rows.map(toChannel), next: null, mail: { way, sender: await defaultSender(tenantId) } }
    },

    async add({ tenantId, id: operatorId }, { kind, target, events, enabled, language, ...rest }) {
      const sender = senderOf(kind, rest.sender)
      await demandTarget(deps, tenantId, kind, { target, sender })
      await tenants.ensure(tenantId)
      const id = newId()
      const secret = kind === 'webhook' ? newSecret() : undefined
      const row: ChannelRow = {
        id,
        tenantId,
        kind,
        box: await sealTarget(sealer, { tenantId, id }, { target, ...(secret && { secret }) }),
        shown: masked(kind, target),
        events: [...new Set(events)],
        sender,
        language: language ?? (await preferences.find(tenantId, operatorId)).language ?? 'en',
        enabled,
        createdAt: clock.now(),
      }
      if (!(await channels.add(row, MOST))) throw full()
      return { ...toChannel({ ...row, last: null }), ...(secret && { secret }) }
    },

    async change({ tenantId }, id, { kind, target, events, enabled, language, ...rest }) {
      const before = await found(tenantId, id)
      if (kind !== undefined && kind !== before.kind) throw anotherKind()
      const kept = await openTarget(sealer, before)
      const next: Target = {
        ...kept,
        target: target === before.shown ? kept.target : (target ?? kept.target),
      }
      const sender = rest.sender === undefined ? before.sender : senderOf(before.kind, rest.sender)
      if (next.target !== kept.target || sender !== before.sender)
        await demandTarget(deps, tenantId, before.kind, { target: next.target, sender })
      const row: ChannelRow = {
        ...before,
        box: await sealTarget(sealer, before, next),
        shown: masked(before.kind, next.target),
        events: events === undefined ? before.events : [...new Set(events)],
        sender,
        enabled: enabled ?? before.enabled,
        language: language ?? before.language,
      }
      if (!(await channels.change(row))) throw unknown()
      const shown = (await channels.list(tenantId)).find((channel) => channel.id === id)
      return toChannel(shown ?? { ...row, last: null })
    },

    async remove({ tenantId }, id) {
      if (!(await channels.remove(tenantId, id))) throw unknown()
    },

    async test({ tenantId }, id) {
      await found(tenantId, id)
      const at = clock.now()
      const testId = newId()
      const alert = { id: testId, tenantId, event: 'test', cause: testId, data: {} } as const
      const claim = await alerts.raiseTest(alert, id, { at, until: new Date(at.getTime() + DAY_MS) })
      if (claim === undefined) throw unknown()
      return toTry(await deliverer.attempt(claim))
    },
  }
}

function toChannel(row: ChannelRow & { readonly last: LastTried | null }): AlertChannel {
  const { id, kind, shown, events, sender, enabled, language, createdAt, last } = row
  return {
    id,
    kind,
    target: shown,
    events: [...events],
    sender,
    enabled,
    language,
    createdAt: toInstant(createdAt),
    last: last && toTry(last),
  }
}

/** Only e-mails have one; empty is the default. */
function senderOf(kind: ChannelKind, sender: string | null | undefined): string | null {
  return kind === 'email' && sender ? sender : null
}

function toTry({ state, attempts, triedAt, answer }: Tried | LastTried): AlertTry {
  return { state, attempts, at: toInstant(triedAt), answer }
}

function unknown(): VaultError {
  return new VaultError({
    code: 'alert-channel-unknown',
    attempted: 'find this alert channel',
    why: 'there’s none with this id',
    hint: 'It may have been removed. Read the list again.',
    status: 404,
  })
}

function full(): VaultError {
  return new VaultError({
    code: 'alert-channels-full',
    attempted: 'add an alert channel',
    why: `there are ${MOST} already`,
    hint: 'Remove one that isn’t needed any more.',
    status: 409,
  })
}

function anotherKind(): VaultError {
  return new VaultError({
    code: 'alert-channel-kind',
    attempted: 'change this alert channel',
    why: 'a channel keeps its kind',
    hint: 'Add a new channel of that kind and remove this one.',
    status: 422,
  })
}
