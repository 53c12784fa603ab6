// @vitest-environment jsdom
/** The state of the archive as someone who may check it sees it, and as others do. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DamagedFile, Integrity, Me, Verification } from '../../server/contract/index.ts'
import { INTEGRITY, VERIFICATION } from '../../server/http/testing/services.ts'
import { exactTime } from '../format/time.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/vault-texts.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Answers, fakeServer, NEVER, refused } from './testing/server.ts'

const { t } = i18n
const ADMIN: Me = {
  tenantId: 'tenant-1',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: ['status.read', 'archive.verify', 'audit.read'],
  preferences: { tourSeen: true, language: null },
}
const REVIEWER: Me = { ...ADMIN, roles: ['reviewer'], permissions: ['status.read'] }
const AT = '2026-11-22T10:00:00.000Z'
const FOUND = { id: 'bad', mode: 'full', endedAt: AT, segments: 3, messages: 12, damaged: 1 } as const

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open(me: Me, integrity: Partial<Integrity> = {}, more: Answers = {}) {
  const server = fakeServer({ '/api/integrity': { ...INTEGRITY, ...integrity }, ...more })
  show('/integrity', server, me)
  return server
}

function openDamaged(files: Partial<DamagedFile>[], me = ADMIN) {
  const file = {
    what: 'frame 1 isn’t as it was written',
    kind: 'changed',
    part: 'segment',
    runId: null,
    holds: null,
  } as const
  const damaged = files.map((one, at): DamagedFile => ({ ...file, file: `tenants/t/${at}`, ...one }))
  const check: Verification = { ...VERIFICATION, id: 'bad', damaged }
  return open(me, { damage: { ...FOUND, damaged: damaged.length } }, { '/api/verifications/{id}': check })
}

const words = async (text: string) => await screen.findByText((it) => it.includes(text))

describe('a whole archive', () => {
  it('is said to be so first, with when it was checked and when it will be', async () => {
    open(ADMIN)
    expect(await words(t('integrity.checks.whole'))).toBeTruthy()
    expect(screen.getByText(t('integrity.checks.lastFull'))).toBeTruthy()
    expect(screen.getByText(t('time.never'))).toBeTruthy()
  })

  it('that no one has checked yet isn’t said to be whole', async () => {
    open(ADMIN, { lastFull: null })
    expect(await words(t('integrity.checks.never'))).toBeTruthy()
    expect(screen.queryByText(t('integrity.checks.whole'))).toBeNull()
  })

  it('is checked in full by a button, with progress, and its end is read out', async () => {
    const server = open(ADMIN)
    const running: Verification = {
      ...VERIFICATION,
      state: 'running',
      endedAt: null,
      segments: 3,
      segmentsTotal: 12,
    }
    server.answer({
      '/api/verifications': { id: 'verification-1' },
      '/api/verifications/{id}': running,
    } as never)
    fireEvent.click(await screen.findByRole('button', { name: t('integrity.checks.start') }))
    server.answer({ '/api/integrity': { ...INTEGRITY, openId: 'verification-1' } })
    expect(await words(t('integrity.progress.segments', { count: 12, done: '3', n: '12' }))).toBeTruthy()
    expect(screen.getByText(t('integrity.progress.of.full', { name: 'Mia Berg' }))).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: t('integrity.progress.bar') })).toBeTruthy()
    expect(server.sent).toEqual([{ method: 'POST', path: '/api/verifications', body: { mode: 'full' } }])
    expect(screen.queryByRole('button', { name: t('integrity.checks.start') })).toBeNull()
    server.answer({ '/api/integrity': INTEGRITY })
    expect((await words(t('integrity.progress.done'))).getAttribute('role')).toBe('status')
    expect(await screen.findByRole('button', { name: t('integrity.checks.start') })).toBeTruthy()
  })

  it('is only shown to those who may not check it, with who may', async () => {
    open(REVIEWER)
    expect(await words(t('integrity.checks.whole'))).toBeTruthy()
    expect(screen.queryByRole('button', { name: t('integrity.checks.start') })).toBeNull()
    expect(await words('Ask a Chatvault admin')).toBeTruthy()
  })

  it('whose latest check could not be carried out says why', async () => {
    open(ADMIN, { lastFailed: { at: AT, reason: 'The disk is away. Mount it.', notice: null } })
    expect(await words(t('integrity.checks.failed', { when: exactTime(AT) }))).toBeTruthy()
    expect(await words('The disk is away')).toBeTruthy()
  })
})

describe('damage', () => {
  it('is named file by file with whose messages it holds, of when, and what to do', async () => {
    const people = [
      { id: 'ben', displayName: 'Ben Lund' },
      { id: 'ann', displayName: 'Ann Roy' },
    ]
    const holds = { messages: 40, conversations: 2, from: AT, to: AT, people, peopleCount: 5 }
    openDamaged([{ holds, runId: 'run-7', file: 'tenants/t/segments/2026-11/run-7-00000001.cvs' }])
    const list = await screen.findByRole('list', { name: t('integrity.damage.list') })
    for (const said of [
      t('integrity.damage.kind.changed'),
      '40 messages in 2 conversations, from Nov 22, 2026 to Nov 22, 2026.',
      'Chats of Ben Lund, Ann Roy, and 3 more.',
      t('integrity.damage.todo.restore'),
      'run-7-00000001.cvs',
    ])
      expect(list.textContent).toContain(said)
    expect(within(list).getByRole('link').getAttribute('href')).toBe('/runs/run-7')
    expect(screen.getByText(t('integrity.checks.damaged', { count: 1, n: '1' }))).toBeTruthy()
    expect(screen.getByText(t('integrity.damage.rest'))).toBeTruthy()
  })

  it('has its own way out for the key, the audit log, misplaced files, and links that are broken', async () => {
    openDamaged([
      { part: 'key' },
      { part: 'audit', file: 'audit/12' },
      { part: 'segment', kind: 'misplaced' },
      { part: 'usage', kind: 'broken-link' },
      { part: 'other', kind: null },
    ])
    const list = await screen.findByRole('list', { name: t('integrity.damage.list') })
    const rows = within(list)
      .getAllByRole('listitem')
      .map((row) => row.textContent)
    const todo = ['key', 'audit', 'misplaced', 'before', 'restore'] as const
    for (const [at, what] of todo.entries()) expect(rows[at]).toContain(t(`integrity.damage.todo.${what}`))
    expect(rows[4]).toContain(t('integrity.damage.kind.unknown'))
  })

  it('of very many files names the first fifty and says how many more', async () => {
    openDamaged(Array.from({ length: 61 }, () => ({})))
    const list = await screen.findByRole('list', { name: t('integrity.damage.list') })
    expect(within(list).getAllByRole('listitem')).toHaveLength(50)
    expect(screen.getByText(t('integrity.damage.more', { count: 11, n: '11' }))).toBeTruthy()
  })
})

describe('the chain', () => {
  const links = ['c', 'b', 'a'].map((id) => ({
    runId: `run-${id}`,
    endedAt: AT,
    messages: 3,
    digest: id.repeat(64),
  }))

  it('shows each record tied to the one before it, with what to keep of the newest', async () => {
    open(ADMIN, { chain: { total: 3, links } })
    const list = await screen.findByRole('list', { name: t('integrity.chain.list') })
    const rows = within(list)
      .getAllByRole('listitem')
      .map((row) => row.textContent ?? '')
    expect(rows.map((row) => row.includes(t('integrity.chain.whole')))).toEqual([true, true, false])
    expect(rows[2]).toContain(t('integrity.chain.first'))
    expect(
      await words(`npm run archive -- verify DIR --tenant tenant-1 --head ${'c'.repeat(64)}`),
    ).toBeTruthy()
  })

  it('says which record no check has read yet', async () => {
    const later = { runId: 'run-d', endedAt: '2026-11-22T10:00:01.000Z', messages: 3, digest: 'd'.repeat(64) }
    open(ADMIN, { chain: { total: 4, links: [later, ...links] } })
    const list = await screen.findByRole('list', { name: t('integrity.chain.list') })
    const rows = within(list).getAllByRole('listitem')
    expect(rows.map((row) => row.textContent?.includes(t('integrity.chain.unchecked')))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('marks the record that is damaged or was taken out', async () => {
    const check: Verification = {
      ...VERIFICATION,
      damaged: [
        {
          file: 'tenants/t/runs/*-run-b.json',
          what: 'gone',
          kind: 'missing',
          part: 'run',
          runId: 'run-b',
          holds: null,
        },
      ],
    }
    open(ADMIN, { chain: { total: 8, links }, damage: FOUND }, { '/api/verifications/{id}': check })
    await words(t('integrity.chain.broken'))
    const list = await screen.findByRole('list', { name: t('integrity.chain.list') })
    const rows = within(list)
      .getAllByRole('listitem')
      .map((row) => row.textContent ?? '')
    expect(rows.map((row) => row.includes(t('integrity.chain.broken')))).toEqual([false, true, false, false])
    expect(rows[3]).toBe(t('integrity.chain.more', { count: 5, n: '5' }))
  })
})

describe('the page', () => {
  it('says what no backup covers and why, as the newest comparison found it', async () => {
    open(ADMIN, {
      compared: {
        runId: 'run-1',
        endedAt: AT,
        complete: true,
        checked: 4,
        missing: 0,
        notCovered: [
          { what: 'files', why: '' },
          { what: 'of-the-future', why: 'Told by a newer server' },
        ],
      },
    })
    expect(await words(t('runs.coverage.of.files', { n: '' }))).toBeTruthy()
    expect(screen.getByText('Told by a newer server')).toBeTruthy()
  })

  it('says what it is for before the first backup', async () => {
    open(ADMIN, { lastFull: null, chain: { total: 0, links: [] }, nextSampledAt: null })
    expect(await words(t('integrity.chain.empty'))).toBeTruthy()
    expect(screen.getByText(t('integrity.uncovered.none'))).toBeTruthy()
    expect(screen.getByText(t('integrity.checks.nextNone'))).toBeTruthy()
  })

  it('draws what it waits for, and what failed with a way to try again', async () => {
    const server = open(ADMIN, {}, { '/api/integrity': NEVER })
    expect(await screen.findByLabelText(t('state.loading', { what: t('integrity.loading') }))).toBeTruthy()
    cleanup()
    server.answer({ '/api/integrity': refused(500, 'internal') })
    show('/integrity', server, ADMIN)
    expect(await screen.findByRole('button', { name: t('action.retry') })).toBeTruthy()
  })
})
