// @vitest-environment jsdom
/** How long messages are kept, holds, and erasures, as an admin changes them and as others see them. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Erasure, Hold, Me, Retention } from '../../server/contract/index.ts'
import { ERASURE, HOLD, RETENTION } from '../../server/http/testing/services.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Answers, fakeServer, NEVER, refused } from './testing/server.ts'
import '../i18n/vault-texts.ts'

const { t } = i18n
const ADMIN: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: ['status.read', 'removals.read', 'holds.manage', 'retention.set', 'erasures.manage'],
  preferences: { tourSeen: true, language: null },
}
const AUDITOR: Me = { ...ADMIN, roles: ['auditor'], permissions: ['status.read', 'removals.read'] }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

const page = <T,>(...items: T[]) => ({ items, next: null })

function open(
  me: Me,
  {
    retention = RETENTION,
    holds = [],
    erasures = [],
  }: { retention?: Retention; holds?: Hold[]; erasures?: Erasure[] } = {},
  more: Answers = {},
) {
  const server = fakeServer({
    '/api/retention': retention,
    '/api/holds': page(...holds),
    '/api/erasures': page(...erasures),
    '/api/subjects': page(),
    ...more,
  })
  show('/retention', server, me)
  return server
}

const button = (name: string) => screen.findByRole('button', { name })

describe('retention', () => {
  it('is turned on only after a preview, by a button that says what it does', async () => {
    const server = open(ADMIN)
    fireEvent.click(await screen.findByRole('radio', { name: t('retention.keep.limited') }))
    server.answer({ '/api/retention/preview': { messages: 1204, conversations: 30, heldBack: 12 } } as never)
    fireEvent.click(await button(t('retention.keep.preview')))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('1,204 messages in 30 conversations')
    expect(dialog.textContent).toContain(t('retention.heldBack', { count: 12, n: '12' }))
    expect(server.sent.map(({ path }) => path)).toEqual(['/api/retention/preview'])
    fireEvent.click(within(dialog).getByRole('button', { name: t('retention.keep.on') }))
    await screen.findByText(t('retention.keep.title'))
    expect(server.sent.at(-1)).toMatchObject({
      method: 'PUT',
      path: '/api/retention',
      body: { keepDays: 365 },
    })
  })

  it('that has stopped says so, with the figures, and can be turned on again as it is', async () => {
    const stopped = { at: '2026-11-22T10:00:00.000Z', expected: 3, found: 153 }
    open(ADMIN, { retention: { ...RETENTION, keepDays: 90, nextAt: stopped.at, nextMessages: 3, stopped } })
    expect(await screen.findByText((text) => text.includes('153 messages'))).toBeTruthy()
    expect((await button(t('retention.keep.preview'))).hasAttribute('disabled')).toBe(false)
  })
})

describe('holds', () => {
  it('are placed with a name and a reason, over what was chosen', async () => {
    const server = open(ADMIN)
    fireEvent.click(await button(t('retention.holds.add')))
    fireEvent.click(await button(t('retention.holds.place')))
    expect(await screen.findAllByText(t('retention.missing'))).toHaveLength(2)
    expect(server.sent).toEqual([])
    const enter = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label, { exact: false }), { target: { value } })
    enter(t('retention.holds.name'), ' Case 12 ')
    enter(t('retention.reason'), 'Counsel asked')
    enter(t('retention.choice.q'), 'xylophone')
    fireEvent.click(screen.getByRole('radio', { name: t('retention.holds.laterNot') }))
    fireEvent.click(await button(t('retention.holds.place')))
    await screen.findByText(t('retention.holds.title'))
    expect(server.sent).toMatchObject([
      {
        method: 'POST',
        path: '/api/holds',
        body: { name: 'Case 12', reason: 'Counsel asked', growing: false, selection: { q: 'xylophone' } },
      },
    ])
  })

  it('are released with a reason, after a question that names them', async () => {
    const server = open(ADMIN, { holds: [HOLD] })
    fireEvent.click(await button(t('retention.holds.releaseOf', { name: HOLD.name })))
    const dialog = await screen.findByRole('dialog')
    fireEvent.change(within(dialog).getByLabelText(t('retention.reason'), { exact: false }), {
      target: { value: 'Closed' },
    })
    server.answer({ '/api/holds/{id}/release': HOLD } as never)
    fireEvent.click(within(dialog).getByRole('button', { name: t('retention.holds.release') }))
    await screen.findByText(t('retention.holds.title'))
    expect(server.sent).toMatchObject([{ path: '/api/holds/hold-1/release', body: { reason: 'Closed' } }])
  })
})

describe('erasures', () => {
  it('are approved by someone else alone: the person who asked can only withdraw', async () => {
    const server = open(ADMIN, { erasures: [ERASURE, { ...ERASURE, id: 'erasure-2', askedByMe: false }] })
    const what = t('archive.exports.everything')
    expect(await screen.findByText(t('retention.erasures.someoneElse'))).toBeTruthy()
    expect(screen.getAllByRole('button', { name: t('retention.erasures.approveOf', { what }) })).toHaveLength(
      1,
    )
    fireEvent.click(await button(t('retention.erasures.approveOf', { what })))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain(t('retention.erasures.approveTitle', { count: 12, n: '12' }))
    server.answer({ '/api/erasures/{id}/approve': { ...ERASURE, state: 'running' } } as never)
    fireEvent.click(within(dialog).getByRole('button', { name: t('retention.erasures.erase') }))
    await screen.findByText(t('retention.erasures.title'))
    expect(server.sent).toMatchObject([{ path: '/api/erasures/erasure-2/approve' }])
  })

  it('need a choice and a reason', async () => {
    const server = open(ADMIN)
    fireEvent.click(await button(t('retention.erasures.add')))
    fireEvent.click(await button(t('retention.erasures.ask')))
    expect(await screen.findByText(t('retention.erasures.noChoice'))).toBeTruthy()
    expect(server.sent).toEqual([])
  })

  it('that are completed have a certificate with figures and the archive’s record', async () => {
    const done: Erasure = {
      ...ERASURE,
      state: 'completed',
      answeredBy: 'Ben Lund',
      answeredAt: ERASURE.askedAt,
      endedAt: ERASURE.askedAt,
      erased: 12,
      segmentsRewritten: 3,
      documents: [{ name: 'removals/00000001-erasure-1.json', sha256: 'ab12' }],
    }
    open(ADMIN, { erasures: [done] })
    fireEvent.click(
      await button(t('retention.certificate.openOf', { what: t('archive.exports.everything') })),
    )
    const dialog = await screen.findByRole('dialog')
    for (const words of ['12 messages were erased', '3 files', 'Ben Lund', 'ab12'])
      expect(dialog.textContent).toContain(words)
  })
})

describe('the page', () => {
  it('is to read for an auditor, with lines that say who may change what', async () => {
    open(AUDITOR, { holds: [HOLD], erasures: [{ ...ERASURE, askedByMe: false }] })
    expect(await screen.findByText(HOLD.name)).toBeTruthy()
    expect(await screen.findAllByText((text) => text.includes('Ask a Chatvault admin'))).toHaveLength(3)
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('draws what it waits for, and what failed with a way to try again', async () => {
    open(ADMIN, {}, { '/api/holds': NEVER, '/api/erasures': refused(500, 'internal') })
    expect(
      await screen.findByLabelText(t('state.loading', { what: t('retention.holds.loading') })),
    ).toBeTruthy()
    expect(await button(t('action.retry'))).toBeTruthy()
  })

  it('says what it is for while there is nothing', async () => {
    open(ADMIN)
    for (const text of [
      'retention.holds.emptyText',
      'retention.erasures.emptyText',
      'retention.keep.isForever',
    ] as const)
      expect(await screen.findByText(t(text))).toBeTruthy()
  })
})
