/** Alerts over real databases, with receivers on this machine. */
import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { createAlertChannels } from '../../books/alert-channels.ts'
import { createAlerts } from '../../books/alerts.ts'
import { createConnections } from '../../books/connections.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createPreferences } from '../../books/preferences.ts'
import { createRunSums } from '../../books/run-sums.ts'
import { createSchedules } from '../../books/schedules.ts'
import { createTenants } from '../../books/tenants.ts'
import { createUsageBook } from '../../books/usage.ts'
import type { AddAlertChannel } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import type { Mail } from '../../delivery/mail.ts'
import { createOutside } from '../../delivery/outside.ts'
import { DAY_MS } from '../../domain/day.ts'
import type { RunState } from '../../domain/run.ts'
import {
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openReceiver, type Receiver } from '../../testing/receiver.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { composeAlerts } from './compose.ts'

const ME = operatorOf(TENANT_A)
const MINUTE_MS = 60_000

type NewChannel = z.output<typeof AddAlertChannel>
type Made = Awaited<ReturnType<typeof open>>

/** Everything but the queue, whose place the test takes: `send` does what a worker would. */
async function open(
  database: Database,
  receivers: readonly Receiver[],
  before?: Pick<TestVault, 'clock' | 'sealer'>,
) {
  const { clock, sealer } = before ?? (await openTestVault(database))
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  const alertBook = createAlerts(database)
  const mails: Mail[] = []
  const errors: unknown[] = []
  const queued: string[] = []
  const outside = createOutside({ allowedHosts: new Set(receivers.map(({ host }) => host)) })
  const alerting = composeAlerts({
    alertBook,
    alertChannels: createAlertChannels(database),
    connections: createConnections(database),
    ledger,
    runs,
    tenants: createTenants(database, clock),
    preferences: createPreferences(database),
    schedules: createSchedules(database),
    usage: createUsageBook(database),
    sumRuns: createRunSums(database),
    outside,
    smtp: async (mail) => {
      mails.push(mail)
      return '250 ok'
    },
    fetchRoles: async () => [],
    openMail: async () => {
      throw new Error('There’s a mail server here')
    },
    sealer,
    queue: {
      enqueue: async (_name, data) => {
        queued.push((data as { channelId: string }).channelId)
        return true
      },
      work: async () => undefined,
      isWaiting: async () => false,
      stop: async () => undefined,
    },
    clock,
    publicUrl: 'https://chatvault.contoso.com',
    onError: (error) => errors.push(error),
  })
  return {
    ...alerting,
    database,
    clock,
    sealer,
    ledger,
    runs,
    alertBook,
    mails,
    errors,
    queued,
    add: (body: Partial<NewChannel> & Pick<NewChannel, 'kind' | 'target'>) =>
      alerting.alertChannels.add(ME, { events: [], enabled: true, ...body }),
    /** Whatever is due, as the minute hands it out; what two workers would try at once, they do. */
    async send() {
      const due = await alertBook.listDue(clock.now())
      await Promise.all(
        [...due, ...due].map((id) => alerting.deliverer.deliver(id, new AbortController().signal)),
      )
    },
    raised: async () => (await alerting.alerts.list(ME, { limit: 50 })).items,
  }
}

let run = 0
async function endRun({ runs, clock }: Made, state: RunState, change: object = {}): Promise<string> {
  run += 1
  const id = `run-${run}`
  await runs.start({
    id,
    tenantId: TENANT_A,
    strategy: 'complete',
    trigger: 'manual',
    requestedBy: null,
    subjectIds: null,
  })
  await runs.move(id, 'queued', 'running')
  clock.advance(1000)
  await runs.move(id, 'running', state, change)
  return id
}

const failed = (code: string) => ({
  reason: { code, notice: null, detail: 'The archive is full.', hint: '' },
})

function parse({ body }: { body: string }) {
  return JSON.parse(body) as Record<string, unknown>
}

forEachDatabase('an alert', (openDatabase) => {
  it('reaches a webhook, signed under the secret that was answered once', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    const target = `${receiver.url}/hooks/a-long-secret-path`
    const { id, secret, ...added } = await made.add({ kind: 'webhook', target, events: ['run-failed'] })
    const runId = await endRun(made, 'failed', failed('disk-full'))
    await made.watch.look(TENANT_A)
    expect(made.queued).toEqual([id])
    await made.send()
    expect(receiver.received).toHaveLength(1)
    const [{ path, method, headers, body } = { path: '', method: '', headers: {}, body: '' }] =
      receiver.received
    expect([method, path]).toEqual(['POST', '/hooks/a-long-secret-path'])
    expect(JSON.parse(body)).toEqual({
      id: expect.any(String),
      event: 'run-failed',
      severity: 'error',
      tenantId: TENANT_A,
      at: expect.stringMatching(/Z$/),
      title: 'The backup failed',
      text: expect.stringContaining('The archive is full.'),
      link: `https://chatvault.contoso.com/runs/${runId}`,
      data: { runId, reason: 'The archive is full.' },
    })
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['chatvault-signature'])) ?? []
    expect(v1).toBe(
      createHmac('sha256', secret ?? '')
        .update(`${t}.${body}`)
        .digest('hex'),
    )
    expect(Number(t)).toBe(Math.floor(made.clock.now().getTime() / 1000))
    expect(added.target).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/…ath$/)
    const { items } = await made.alertChannels.list(ME)
    expect(items).toMatchObject([{ id, last: { state: 'delivered', attempts: 1, answer: '200' } }])
    expect(JSON.stringify([items, await made.raised()])).not.toMatch(/long-secret|"secret"/)
  })

  it('is tried again after anything but success, with the same id, and by one worker alone', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    await made.add({ kind: 'webhook', target: receiver.url, events: ['run-failed'] })
    receiver.answer(500, { status: 307, location: '/elsewhere' }, 404)
    await endRun(made, 'failed', failed('disk-full'))
    await made.watch.look(TENANT_A)
    await made.send()
    expect(receiver.received).toHaveLength(1)
    expect(await made.raised()).toMatchObject([
      { deliveries: [{ state: 'waiting', attempts: 1, answer: '500', nextAt: expect.any(String) }] },
    ])
    for (let minute = 0; minute < 3; minute += 1) {
      made.clock.advance(MINUTE_MS)
      await made.send()
    }
    expect(receiver.received.map(({ path }) => path)).toEqual(['/', '/', '/', '/'])
    expect(new Set(receiver.received.map((one) => parse(one).id)).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['chatvault-signature'])).size).toBe(4)
    expect(await made.raised()).toMatchObject([
      { deliveries: [{ state: 'delivered', attempts: 4, nextAt: null }] },
    ])
    expect(made.errors).toEqual([])
  })

  it('is given up after a day, and says what was answered last', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    receiver.answer(...Array.from({ length: 100 }, () => 503))
    await made.add({ kind: 'webhook', target: receiver.url, events: ['run-failed'] })
    await endRun(made, 'failed', failed('disk-full'))
    await made.watch.look(TENANT_A)
    for (let hour = 0; hour <= 25; hour += 1) {
      await made.send()
      made.clock.advance(60 * MINUTE_MS)
    }
    expect(await made.raised()).toMatchObject([{ deliveries: [{ state: 'failed', answer: '503' }] }])
    const { length } = receiver.received
    made.clock.advance(DAY_MS)
    await made.send()
    expect(receiver.received).toHaveLength(length)
  })

  it('outlives the process that raised it, and one that died while it sent', async () => {
    const receiver = await openReceiver()
    const database = await openDatabase()
    const before = await open(database, [receiver])
    const { id } = await before.add({ kind: 'webhook', target: receiver.url, events: ['limit-80'] })
    await before.watch.raise(TENANT_A, {
      event: 'limit-80',
      cause: '2026-11',
      data: { month: '2026-11', used: 8, limit: 10 },
    })
    expect(await before.alertBook.claim(id, before.clock.now())).toMatchObject({ about: 'raised' })
    const after = await open(database, [receiver], before)
    await after.send()
    expect(receiver.received).toEqual([])
    after.clock.advance(MINUTE_MS)
    await after.send()
    expect(receiver.received.map(parse)).toMatchObject([{ event: 'limit-80' }])
    expect(await after.raised()).toMatchObject([{ deliveries: [{ state: 'delivered', attempts: 2 }] }])
  })

  it('is raised once for a cause, again for another, and its end is told to those who heard of it', async () => {
    const [receiver, late] = [await openReceiver(), await openReceiver()]
    const made = await open(await openDatabase(), [receiver, late])
    await made.add({ kind: 'webhook', target: receiver.url, events: ['run-failed', 'run-faults'] })
    const step = async (state: RunState, change: object = {}) => {
      await endRun(made, state, change)
      await Promise.all([made.watch.look(TENANT_A), made.watch.look(TENANT_A)])
      await made.send()
      return receiver.received.splice(0).map(parse)
    }
    expect(await step('failed', failed('disk-full'))).toMatchObject([{ severity: 'error' }])
    expect(await step('failed', failed('disk-full'))).toEqual([])
    expect(await step('cancelled')).toEqual([])
    const [other] = await step('failed', failed('archive-unreachable'))
    expect(other).toMatchObject({ event: 'run-failed', severity: 'error' })
    await made.add({ kind: 'webhook', target: late.url, events: ['run-failed'] })
    const [over] = await step('completed')
    expect(over).toMatchObject({
      event: 'run-failed',
      severity: 'resolved',
      title: 'Resolved: The backup failed',
      data: { resolves: other?.id },
    })
    expect(over?.id).not.toBe(other?.id)
    expect(late.received).toEqual([])
    expect(await step('completed')).toEqual([])
    expect((await made.raised()).map(({ resolvedAt }) => typeof resolvedAt)).toEqual(['string', 'string'])
    expect(await step('completed-with-faults')).toMatchObject([{ event: 'run-faults', severity: 'warning' }])
    expect(await step('completed-with-faults')).toEqual([])
  })

  it('names the higher mark alone when a month passes both at once', async () => {
    const made = await open(await openDatabase(), [])
    await connect(made)
    await setQuota(made.ledger, TENANT_A, { ...PRICE, monthlyLimit: 100 })
    const events = async () =>
      (await made.raised()).map(({ event, resolvedAt }) => [event, resolvedAt !== null])
    await charge(made, 79)
    await made.watch.look(TENANT_A)
    expect(await events()).toEqual([])
    await charge(made, 21)
    await made.watch.look(TENANT_A)
    await made.watch.look(TENANT_A)
    expect(await events()).toEqual([['limit-reached', false]])
    await setQuota(made.ledger, TENANT_A, { ...PRICE, monthlyLimit: 120 })
    await made.watch.look(TENANT_A)
    expect(await events()).toEqual([
      ['limit-80', false],
      ['limit-reached', true],
    ])
    made.clock.set('2026-12-01T00:00:01Z')
    await made.watch.look(TENANT_A)
    expect(await events()).toEqual([
      ['limit-80', true],
      ['limit-reached', true],
    ])
  })

  it('warns of a credential at each stage, and of access that was lost', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    await made.add({
      kind: 'webhook',
      target: receiver.url,
      events: ['credential-expiring', 'permission-lost'],
    })
    const expiresAt = new Date(made.clock.now().getTime() + 61 * DAY_MS)
    await connect(made, { credentialExpiresAt: expiresAt })
    const after = async (days: number) => {
      made.clock.advance(days * DAY_MS)
      await made.watch.look(TENANT_A)
      await made.send()
      return receiver.received
        .splice(0)
        .map((one) => parse(one).title)
        .sort()
    }
    expect(await after(0)).toEqual([])
    expect(await after(2)).toEqual(['The app secret expires in 59 days'])
    expect(await after(1)).toEqual([])
    expect(await after(30)).toEqual(['The app secret expires in 28 days'])
    await connect(made, {
      status: 'failing',
      checks: [
        { name: 'permissions', ok: false, code: 'missing-permission', notice: null, detail: '', hint: '' },
      ],
    })
    expect(await after(0)).toEqual([
      'Chatvault lost access to Microsoft 365',
      'Resolved: The app secret expires in 28 days',
    ])
  })

  it('is raised when a missed backup begins after all, and when planned ones pass without a good one', async () => {
    const database = await openDatabase()
    const made = await open(database, [])
    const { clock } = made
    await connect(made)
    await endRun(made, 'completed')
    const schedule = { tenantId: TENANT_A, enabled: true, cron: '0 2 * * *', timeZone: 'UTC', strategy: null }
    await createSchedules(database).save({ ...schedule, changedAt: clock.now(), nextAt: clock.now() })
    const after = async (days: number) => {
      clock.advance(days * DAY_MS)
      await made.watch.look(TENANT_A)
      return (await made.raised()).map(({ event, resolvedAt }) => [event, resolvedAt !== null])
    }
    expect(await after(1)).toEqual([])
    expect(await after(1)).toEqual([['run-late', false]])
    expect(await after(18)).toEqual([
      ['gap-too-wide', false],
      ['run-late', true],
    ])
    const run = { tenantId: TENANT_A, strategy: 'complete', requestedBy: null, subjectIds: null } as const
    await made.runs.start({ ...run, id: 'late-1', trigger: 'schedule', late: true })
    await made.runs.move('late-1', 'queued', 'running')
    expect((await after(0))[0]).toEqual(['run-late', false])
    await made.runs.move('late-1', 'running', 'completed')
    expect((await after(0)).map(([, isOver]) => isOver)).toEqual([true, true, true])
  })

  it('sums up the week on Monday morning by the clocks of the schedule, once, and never as something that is over', async () => {
    const receiver = await openReceiver()
    const database = await openDatabase()
    const made = await open(database, [receiver])
    const { clock } = made
    await connect(made)
    const schedule = { tenantId: TENANT_A, enabled: true, cron: '0 2 * * *', strategy: null }
    const since = new Date('2026-11-30T06:00:00Z')
    const timeZone = 'Europe/Berlin'
    await createSchedules(database).save({ ...schedule, timeZone, changedAt: since, nextAt: since })
    await setQuota(made.ledger, TENANT_A, { ...PRICE, monthlyLimit: 100 })
    const at = async (instant: string) => {
      clock.set(instant)
      await Promise.all([made.watch.look(TENANT_A), made.watch.look(TENANT_A)])
      await made.send()
      return receiver.received.splice(0).map(parse)
    }
    clock.set('2026-11-25T01:00:00Z')
    await charge(made, 84)
    const good = await endRun(made, 'completed')
    await database.kysely.updateTable('run').set({ added: 60 }).where('id', '=', good).execute()
    await endRun(made, 'failed', failed('disk-full'))
    await made.add({ kind: 'webhook', target: receiver.url, events: ['weekly-summary'] })
    await made.add({ kind: 'email', target: 'it@contoso.com', events: ['weekly-summary'], language: 'de' })
    expect(await at('2026-11-30T06:59:00Z')).toEqual([])
    const [told, ...more] = await at('2026-11-30T07:00:00Z')
    expect(more).toEqual([])
    expect(told).toMatchObject({
      event: 'weekly-summary',
      severity: 'info',
      title: 'Your week: 2 things need you',
      link: 'https://chatvault.contoso.com/',
      data: {
        from: '2026-11-22T23:00:00.000Z',
        to: '2026-11-29T23:00:00.000Z',
        runs: 2,
        good: 1,
        month: '2026-11',
        used: 84,
        limit: 100,
        expected: 93,
        added: 60,
        needs: ['run-failed', 'limit-80'],
      },
    })
    expect(made.mails).toHaveLength(1)
    expect(made.mails[0]?.text).toMatch(
      /23\.\s*[–-]\s*29\.11\.2026: .*1 von 2 Sicherungen wurden abgeschlossen/,
    )
    expect(made.mails[0]?.text).toContain('84 von 100 Nachrichten verbraucht')
    const { items } = await made.alertChannels.list(ME)
    await made.alertChannels.change(ME, items[0]?.id ?? '', { enabled: false })
    expect(await at('2026-12-01T07:00:00Z')).toEqual([])
    await made.alertChannels.change(ME, items[0]?.id ?? '', { enabled: true })
    expect(await at('2026-12-02T06:59:00Z')).toEqual([])
    expect(await at('2026-12-02T07:00:00Z')).toEqual([])
    // There, it is still the time to tell the same week.
    const moved = { ...schedule, timeZone: 'America/New_York', changedAt: since, nextAt: since }
    await createSchedules(database).save(moved)
    expect(await at('2026-12-02T07:01:00Z')).toEqual([])
    const raised = (await made.raised()).filter(({ event }) => event === 'weekly-summary')
    expect(raised).toMatchObject([{ severity: 'info', resolvedAt: null }])
    expect(await at('2026-12-07T13:30:00Z')).toMatchObject([{ data: { month: '2026-12', used: 0, runs: 0 } }])
  })

  it('is no summary where no one asked for one', async () => {
    const made = await open(await openDatabase(), [])
    await connect(made)
    made.clock.set('2026-11-30T09:00:00Z')
    await made.watch.look(TENANT_A)
    expect(await made.raised()).toEqual([])
  })

  it('asks a heartbeat at the start of a run, after a good one, and after a failed one, in this order', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    await endRun(made, 'completed')
    made.clock.advance(1000)
    await made.add({ kind: 'heartbeat', target: `${receiver.url}/ping/abc?x=1` })
    await made.watch.look(TENANT_A)
    await made.send()
    expect(receiver.received).toEqual([])
    receiver.answer(500)
    await endRun(made, 'completed')
    await made.watch.look(TENANT_A)
    await made.watch.look(TENANT_A)
    await made.send()
    made.clock.advance(MINUTE_MS)
    await made.send()
    await endRun(made, 'failed', failed('disk-full'))
    await made.watch.look(TENANT_A)
    await made.send()
    expect(receiver.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /ping/abc/start?x=1',
      'GET /ping/abc/start?x=1',
      'GET /ping/abc?x=1',
      'GET /ping/abc/start?x=1',
      'GET /ping/abc/fail?x=1',
    ])
  })

  it('goes to Teams as a card and by e-mail as text, in the language of the channel', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    await made.add({ kind: 'teams', target: receiver.url, events: ['limit-80'], language: 'de' })
    await made.add({ kind: 'email', target: 'it@contoso.com', events: ['limit-80'], language: 'de' })
    const data = { month: '2026-11', used: 8000, limit: 10_000 }
    await made.watch.raise(TENANT_A, { event: 'limit-80', cause: '2026-11', data })
    await made.send()
    const title = 'Mehr als 80 % des Monatslimits sind verbraucht'
    const text = expect.stringContaining('Im November 2026 (UTC) sind 8.000 von 10.000 Nachrichten')
    expect(receiver.received.map(parse)).toMatchObject([
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', body: [{ text: title }, { text: expect.any(String) }] },
          },
        ],
      },
    ])
    expect(made.mails).toMatchObject([{ to: 'it@contoso.com', subject: `Chatvault: ${title}`, text }])
    expect(made.mails[0]?.text).toContain('https://chatvault.contoso.com/connection')
  })

  it('is nothing to a channel that is switched off, wants other events, or is another tenant’s', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    const target = receiver.url
    await made.add({ kind: 'webhook', target, events: ['limit-80'], enabled: false })
    await made.add({ kind: 'webhook', target, events: ['run-failed'] })
    await made.alertChannels.add(operatorOf(TENANT_B), {
      kind: 'webhook',
      target,
      events: ['limit-80'],
      enabled: true,
    })
    const data = { month: '2026-11', used: 8, limit: 10 }
    await made.watch.raise(TENANT_A, { event: 'limit-80', cause: '2026-11', data })
    await made.send()
    expect(receiver.received).toEqual([])
    expect(await made.raised()).toMatchObject([{ deliveries: [] }])
  })

  it('can be tried: the answer says what came of it, and what failed is tried again', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    const { id } = await made.add({ kind: 'webhook', target: receiver.url, enabled: false })
    expect(await made.alertChannels.test(ME, id)).toMatchObject({
      state: 'delivered',
      attempts: 1,
      answer: '200',
    })
    receiver.answer(404)
    expect(await made.alertChannels.test(ME, id)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      answer: '404',
    })
    made.clock.advance(MINUTE_MS)
    await made.send()
    const bodies = receiver.received.map(parse)
    expect(bodies).toMatchObject([{ event: 'test', severity: 'info' }, { event: 'test' }, { event: 'test' }])
    expect(bodies[2]?.id).toBe(bodies[1]?.id)
    await expect(made.alertChannels.test(operatorOf(TENANT_B), id)).rejects.toMatchObject({ status: 404 })
  })
})

forEachDatabase('a channel', (openDatabase) => {
  it('keeps target and secret when they are sent as they were shown, and takes a new target', async () => {
    const [first, second] = [await openReceiver(), await openReceiver()]
    const made = await open(await openDatabase(), [first, second])
    const { secret, id, ...shown } = await made.add({
      kind: 'webhook',
      target: `${first.url}/a/secret/place/1`,
    })
    const { kind, target, enabled } = shown
    await made.alertChannels.change(ME, id, { kind, target, enabled, events: ['run-late'] })
    await made.alertChannels.test(ME, id)
    expect(first.received).toMatchObject([{ path: '/a/secret/place/1' }])
    const changed = await made.alertChannels.change(ME, id, { target: `${second.url}/b` })
    expect(changed).toMatchObject({ id, events: ['run-late'], target: `${second.url}/…` })
    expect(changed).not.toHaveProperty('secret')
    await made.alertChannels.test(ME, id)
    const { headers, body = '' } = second.received[0] ?? {}
    const [, t, v1] = /t=(\d+),v1=(.*)/.exec(String(headers?.['chatvault-signature'])) ?? []
    expect(v1).toBe(
      createHmac('sha256', secret ?? '')
        .update(`${t}.${body}`)
        .digest('hex'),
    )
    await expect(made.alertChannels.change(ME, id, { kind: 'teams' })).rejects.toMatchObject({ status: 422 })
  })

  it('is refused where no one could be reached', async () => {
    const made = await open(await openDatabase(), [])
    const refused = (kind: NewChannel['kind'], target: string) =>
      made.add({ kind, target }).catch(({ code }) => code)
    expect(await refused('webhook', 'https://10.0.0.1/x')).toBe('alert-address-not-public')
    expect(await refused('heartbeat', 'http://20.1.2.3/x')).toBe('alert-address-not-https')
    expect(await refused('webhook', 'hooks')).toBe('alert-address-invalid')
    expect(await refused('teams', 'https://contoso.webhook.office.com/webhookb2/x')).toBe(
      'alert-teams-retired',
    )
    expect(await refused('teams', 'https://outlook.office.com/webhook/x')).toBe('alert-teams-retired')
    expect(await refused('email', 'it@contoso.com\r\nBcc: x@y.de')).toBe('alert-email-invalid')
    expect((await made.alertChannels.list(ME)).items).toEqual([])
  })

  it('that is removed is sent nothing more, and what it was sent is still listed', async () => {
    const receiver = await openReceiver()
    const made = await open(await openDatabase(), [receiver])
    const { id } = await made.add({ kind: 'webhook', target: receiver.url, events: ['limit-80'] })
    const data = { month: '2026-11', used: 8, limit: 10 }
    await made.watch.raise(TENANT_A, { event: 'limit-80', cause: '2026-11', data })
    await made.alertChannels.remove(ME, id)
    await made.send()
    expect(receiver.received).toEqual([])
    expect(await made.raised()).toMatchObject([
      { deliveries: [{ channelId: id, kind: null, state: 'failed' }] },
    ])
    await expect(made.alertChannels.remove(ME, id)).rejects.toMatchObject({ status: 404 })
  })

  it('has its target nowhere in the database but in its box', async () => {
    const database = await openDatabase()
    const made = await open(database, [])
    await made.add({ kind: 'teams', target: 'https://prod-1.westeurope.logic.azure.com/workflows/sig-of-it' })
    const rows = await database.kysely.selectFrom('alert_channel').selectAll().execute()
    expect(
      JSON.stringify(rows.map(({ box, ...row }) => [row, Buffer.from(box).toString('latin1')])),
    ).not.toMatch(/workflows|sig-of/)
  })
})

const PRICE = { pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' } as const

async function charge({ ledger }: Made, messages: number): Promise<void> {
  const from = { tenantId: TENANT_A, workerId: 'test', runId: null, subjectId: null, exact: true }
  const answer = await ledger.reserve({ ...from, wanted: messages })
  if (!('reservationId' in answer)) throw new Error('nothing left')
  await ledger.charge(answer.reservationId, messages)
}

async function connect({ database, clock }: Made, change: object = {}): Promise<void> {
  await createConnections(database).save({
    tenantId: TENANT_A,
    applicationId: '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e',
    credentialKind: 'secret',
    credentialBox: new Uint8Array([1]),
    credentialHint: 'abc',
    credentialSetAt: clock.now(),
    credentialExpiresAt: null,
    credentialKeyId: null,
    testMailbox: 'mia@contoso.com',
    organizationName: 'Contoso',
    costAcknowledgedAt: clock.now(),
    costAcknowledgedBy: 'Mia Berg',
    status: 'active',
    checks: [],
    testedAt: clock.now(),
    testedBy: 'Mia Berg',
    ...change,
  })
}
