// @vitest-environment jsdom
/** The dialog that exports: five formats, a reason, and how the file proves itself. */
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { Export, Me } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer } from './testing/server.ts'

const { t } = i18n
const MIA: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}
const NOBODY = { count: 0, names: [] }
const DONE: Export = {
  id: 'export-1',
  state: 'completed',
  format: 'rsmf',
  scope: { people: { count: 1, names: ['Adele'] }, conversations: NOBODY, from: null, to: null, q: null },
  operatorName: 'Mia Berg',
  purpose: 'Case 12',
  messages: 5,
  sha256: 'ab'.repeat(32),
  bytes: 1000,
  createdAt: '2026-11-29T09:00:00.000Z',
  endedAt: '2026-11-29T09:00:01.000Z',
  reason: null,
  notice: null,
  expiresAt: '2026-12-06T09:00:01.000Z',
  expired: false,
  erased: false,
  fileMissing: false,
  mayDelete: true,
}

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open() {
  const server = fakeServer({})
  const answers = {
    '/api/subjects': { items: [], next: null },
    '/api/conversations': { items: [], next: null },
    '/api/exports/{id}': DONE,
    '/api/exports': { items: [DONE], next: null },
  }
  server.answer(answers as Parameters<typeof server.answer>[0])
  show('/archive/adele', server, MIA)
  return server
}

it('offers five formats, each with a sentence on who it is for, and sends the choice and the reason', async () => {
  const server = open()
  fireEvent.click(await screen.findByRole('button', { name: new RegExp(`^${t('archive.export.all')}`) }))
  const formats = await screen.findAllByRole('radio')
  expect(formats).toHaveLength(5)
  for (const format of ['html', 'csv', 'eml', 'rsmf', 'jsonl'] as const)
    expect(screen.getByText(t(`archive.export.for.${format}`))).toBeDefined()
  fireEvent.click(screen.getByRole('radio', { name: new RegExp(t('archive.export.formats.rsmf')) }))
  fireEvent.change(screen.getByLabelText(t('archive.export.reason')), { target: { value: 'Case 12' } })
  server.answer({ '/api/exports': { id: 'export-1' } } as never)
  fireEvent.click(screen.getByRole('button', { name: t('archive.export.start') }))
  await screen.findByText(t('archive.export.signed'))
  expect(server.sent.find(({ path }) => path === '/api/exports')?.body).toEqual({
    format: 'rsmf',
    selection: { subjectIds: ['adele'] },
    reason: 'Case 12',
  })
  expect(await screen.findByText(t('archive.export.key'))).toBeDefined()
})

it('names format and reason of each export in the list', async () => {
  open()
  fireEvent.click(await screen.findByRole('button', { name: t('archive.exports.title') }))
  const item = await screen.findByRole('listitem', { name: /Adele/ })
  expect(item.textContent).toContain(t('archive.export.formats.rsmf'))
  expect(item.textContent).toContain(t('archive.exports.purpose', { why: 'Case 12' }))
})
