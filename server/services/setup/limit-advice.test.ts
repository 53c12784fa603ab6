import { describe, expect, it, onTestFinished } from 'vitest'
import { DAY_MS } from '../../domain/day.ts'
import { activityIn } from '../../graph/usage-report.ts'
import { openTestVault, operatorOf } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { monthOfRuns, PUBLISHED_PER_PERSON } from './limit-advice.ts'

const REPORT = 'Reports.Read.All'

describe('advice for a limit', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)

  async function open() {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    return reachSandbox(await openTestVault(database), sandbox())
  }

  async function connected() {
    const reach = await open()
    const { clientId: applicationId, clientSecret } = sandbox().app
    const person = sandbox().tenant.people.members.find(({ mailbox }) => mailbox)
    const testMailbox = person?.userPrincipalName ?? ''
    const agreed = { monthlyMessageLimit: 1000, costAcknowledged: true }
    await reach.connect.save(me(), { applicationId, clientSecret, testMailbox, ...agreed })
    return reach
  }

  function permitReport(): void {
    sandbox().control.grantRole(REPORT)
    onTestFinished(() => void sandbox().control.revokeRole(REPORT))
  }

  it('is of published averages while nothing is known', async () => {
    const { limitAdvice } = await open()
    expect(await limitAdvice.advise(me())).toEqual({
      basis: 'published',
      people: null,
      perPerson: PUBLISHED_PER_PERSON,
      month: null,
      until: null,
    })
  })

  it('reckons published averages for the people in scope where the report is not permitted', async () => {
    const { limitAdvice, people, quota } = await connected()
    const inScope = await people.subjectsInScope(me().tenantId)
    const { used } = await quota.get(me())
    const advised = await limitAdvice.advise(me())
    expect(advised).toMatchObject({ basis: 'published', people: inScope.length })
    expect(advised.month?.low).toBeGreaterThanOrEqual(1600 * inScope.length)
    expect(advised.month?.high).toBeLessThanOrEqual(4100 * inScope.length * 1.1)
    expect((await quota.get(me())).used).toBe(used)
  })

  it('knows how many people there are before the connection is saved, by the draft of the setup', async () => {
    const { limitAdvice, setup } = await open()
    await setup.set(me(), { applicationId: sandbox().app.clientId })
    await setup.keepSecret(me(), { clientSecret: sandbox().app.clientSecret })
    const members = sandbox().tenant.people.members.filter(({ accountEnabled }) => accountEnabled)
    expect((await limitAdvice.advise(me())).people).toBe(members.length)
  })

  it('goes by the tenant’s own usage report where that is permitted', async () => {
    permitReport()
    const { limitAdvice, people } = await connected()
    const today = Math.floor(Date.now() / DAY_MS)
    const sent = [...sandbox().tenant.chats.values()]
      .flatMap(({ messages }) => messages)
      .filter(({ event, sender }) => !event && sandbox().tenant.findPerson(sender.userId ?? ''))
      .map(({ createdAt }) => today - Math.floor(createdAt / DAY_MS))
      .filter((ago) => ago >= 2 && ago < 32).length
    expect(sent).toBeGreaterThan(0)
    const { basis, month, until } = await limitAdvice.advise(me())
    expect({ basis, until }).toEqual({
      basis: 'report',
      until: new Date((today - 2) * DAY_MS).toISOString().slice(0, 10),
    })
    // Two to five copies of each, rounded up.
    expect(month?.low).toBeGreaterThanOrEqual(2 * sent)
    expect(month?.low).toBeLessThanOrEqual(2.2 * sent + 1)
    expect(month?.high).toBeGreaterThanOrEqual(5 * sent)
    // The report counts everyone: a scope of half of them reads half of it.
    const everyone = await people.subjectsInScope(me().tenantId)
    const half = everyone.slice(0, Math.floor(everyone.length / 2)).map(({ id }) => id)
    const none = { groupIds: [], excludeSubjectIds: [], firstSubjectIds: [] }
    await people.setScope(me(), { mode: 'selected', subjectIds: half, ...none })
    const ofHalf = await limitAdvice.advise(me())
    expect(ofHalf).toMatchObject({ basis: 'report', people: half.length })
    expect(ofHalf.month?.low).toBeLessThanOrEqual(0.7 * (month?.low ?? 0))
  })

  it('falls back to published averages when the report does not come', async () => {
    permitReport()
    const { limitAdvice } = await connected()
    sandbox().control.failNext({ kind: '503', path: 'getTeamsUserActivityCounts' })
    expect(await limitAdvice.advise(me())).toMatchObject({ basis: 'published' })
  })
})

describe('earlier backups', () => {
  const ended = (daysAgo: number, charged: number) => ({
    endedAt: new Date(Date.UTC(2026, 10, 28) - daysAgo * DAY_MS),
    totals: { charged },
  })

  it('tell a month by all but the first, which read what was old', () => {
    expect(monthOfRuns([ended(0, 700), ended(5, 300), ended(10, 90_000)])).toBe(3000)
  })

  it('tell nothing before they span a week', () => {
    expect(monthOfRuns([ended(0, 600), ended(4, 90_000)])).toBeUndefined()
    expect(monthOfRuns([])).toBeUndefined()
  })
})

describe('the usage report', () => {
  it('is read by the names of its columns', () => {
    const csv = '\uFEFFReport Date,Calls,Private Chat Messages\r\n2026-11-26,4,120\r\n2026-11-25,0,80\r\n'
    expect(activityIn(csv)).toEqual({ sent: 200, days: 2, until: '2026-11-26' })
    expect(activityIn('Report Date,Private Chat Messages\r\n')).toEqual({ sent: 0, days: 0, until: null })
  })

  it('may have anything in quotes, commas among them', () => {
    const csv =
      '\uFEFF"Report Date","Calls, of ""Teams""", "Private Chat Messages"\r\n"2026-11-26","4","1,120"\r\n2026-11-25,,80\r\n'
    expect(activityIn(csv)).toEqual({ sent: 1200, days: 2, until: '2026-11-26' })
  })

  it('is refused when it has not the column that counts', () => {
    expect(() => activityIn('<html>sign in</html>')).toThrow('no column for private chat messages')
  })
})
