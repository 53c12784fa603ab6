// @vitest-environment jsdom
/** Where alerts go, as an admin sets it up and as everyone else sees it. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AlertChannel, AlertChannelList, Me } from '../../server/contract/index.ts'
import { CHANNEL } from '../../server/http/testing/services.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/vault-texts.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer } from './testing/server.ts'

const { t } = i18n
const AT = '2026-11-22T10:00:00.000Z'
const ADMIN: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: ['status.read', 'alerts.manage'],
  preferences: { tourSeen: true, language: null },
}
const REVIEWER: Me = { ...ADMIN, roles: ['reviewer'], permissions: ['status.read'] }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(() => {
  cleanup()
  mail = BY_MAIL_SERVER
})

const BY_MAIL_SERVER = { way: 'mail-server', sender: null } as const
let mail: AlertChannelList['mail'] = BY_MAIL_SERVER

function open(me: Me, ...items: AlertChannel[]) {
  const server = fakeServer({
    '/api/alerts': { items: [], next: null },
    '/api/alerts/channels': { items, next: null, mail },
  })
  show('/alerts', server, me)
  return server
}

const button = (name: string) => screen.findByRole('button', { name })

describe('the alerts of a tenant', () => {
  it('take a new webhook, and show its secret once, to copy', async () => {
    const server = open(ADMIN)
    fireEvent.click(await button(t('alerts.to.add')))
    fireEvent.click(await screen.findByRole('radio', { name: t('alerts.kind.webhook') }))
    const target = screen.getByLabelText(t('alerts.form.target.webhook'), { exact: false })
    fireEvent.click(await button(t('alerts.form.add')))
    expect(await screen.findByText(t('alerts.form.noTarget'))).toBeTruthy()
    expect(server.sent).toEqual([])
    fireEvent.change(target, { target: { value: ' https://hooks.contoso.com/x ' } })
    fireEvent.click(screen.getByRole('checkbox', { name: t('alerts.event.limit-80') }))
    server.answer({
      '/api/alerts/channels': { ...CHANNEL, secret: 'seen-once', items: [], next: null, mail } as never,
    })
    fireEvent.click(await button(t('alerts.form.add')))
    expect(await screen.findByText('seen-once')).toBeTruthy()
    expect(server.sent).toMatchObject([
      {
        method: 'POST',
        path: '/api/alerts/channels',
        body: { kind: 'webhook', target: 'https://hooks.contoso.com/x', enabled: true, language: 'en' },
      },
    ])
    const [{ body } = { body: {} }] = server.sent
    expect(body).toMatchObject({ events: expect.arrayContaining(['run-failed', 'limit-reached']) })
    expect(body).not.toMatchObject({ events: expect.arrayContaining(['limit-80']) })
    fireEvent.click(await button(t('alerts.secret.done')))
    expect(screen.queryByText('seen-once')).toBeNull()
  })

  it('ask which mailbox sends e-mail where no mail server does, and say which does by default', async () => {
    mail = { way: 'microsoft-365', sender: 'mia.berg@contoso.com' }
    const server = open(ADMIN)
    fireEvent.click(await button(t('alerts.to.add')))
    const sender = await screen.findByLabelText(t('alerts.form.sender.label'))
    expect(screen.getByText('mia.berg@contoso.com')).toBeTruthy()
    fireEvent.change(sender, { target: { value: 'vault@contoso.com ' } })
    const target = screen.getByLabelText(t('alerts.form.target.email'), { exact: false })
    fireEvent.change(target, { target: { value: 'it@contoso.com' } })
    fireEvent.click(await button(t('alerts.form.add')))
    await screen.findByText(t('alerts.to.title'))
    expect(server.sent).toMatchObject([{ body: { kind: 'email', sender: 'vault@contoso.com' } }])
  })

  it('ask for no mailbox where a mail server sends', async () => {
    open(ADMIN)
    fireEvent.click(await button(t('alerts.to.add')))
    expect(await screen.findByText(t('alerts.form.sender.mailServer'))).toBeTruthy()
    expect(screen.queryByLabelText(t('alerts.form.sender.label'))).toBeNull()
  })

  it('keep the target of one that is changed without it, and say what came of its last delivery', async () => {
    const last = { state: 'waiting', attempts: 3, at: AT, answer: 'no-connection' } as const
    const server = open(ADMIN, { ...CHANNEL, last })
    const said = t('alerts.answer.no-connection')
    expect(await screen.findByText((text) => text.includes(said))).toBeTruthy()
    fireEvent.click(await button(t('alerts.to.editOf', { target: CHANNEL.target })))
    fireEvent.click(await screen.findByRole('switch', { name: t('alerts.form.enabled') }))
    fireEvent.click(await button(t('alerts.form.save')))
    await screen.findByText(t('alerts.to.title'))
    expect(server.sent).toMatchObject([
      {
        method: 'PUT',
        path: '/api/alerts/channels/channel-1',
        body: { target: CHANNEL.target, enabled: false },
      },
    ])
  })

  it('are tried with one click, and the answer is read out', async () => {
    const server = open(ADMIN, CHANNEL)
    server.answer({
      '/api/alerts/channels/{id}/test': { state: 'waiting', attempts: 1, at: AT, answer: '404' },
    } as never)
    fireEvent.click(await button(t('alerts.to.testOf', { target: CHANNEL.target })))
    const words = t('alerts.tested.waiting', { target: CHANNEL.target, answer: '404' })
    const told = await screen.findByText(words)
    expect(told.closest('[role="status"]')).toBeTruthy()
  })

  it('ask before one is removed', async () => {
    const server = open(ADMIN, CHANNEL)
    fireEvent.click(await button(t('alerts.to.removeOf', { target: CHANNEL.target })))
    const dialog = await screen.findByRole('dialog')
    expect(server.sent).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: t('alerts.to.remove') }))
    await screen.findByText(t('alerts.to.title'))
    expect(server.sent).toMatchObject([{ method: 'DELETE', path: '/api/alerts/channels/channel-1' }])
  })

  it('are a list to read for a role that may not change them, with a line that says so', async () => {
    open(REVIEWER, CHANNEL)
    expect(await screen.findByText(CHANNEL.target)).toBeTruthy()
    expect(screen.queryByRole('button', { name: t('alerts.to.add') })).toBeNull()
    const roles = t('role.reviewer')
    expect(screen.getByText(t('state.mayNot', { roles, what: t('may.alerts.manage') }))).toBeTruthy()
  })
})
