/** Alerts by e-mail without a mail server: the product beside the sandbox tenant, whose Exchange takes the mails. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { AlertChannelList, AlertTry } from './contract/index.ts'
import { type Journey, startJourney } from './testing/journey.ts'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ users: 8, messages: 100 })
}, 120_000)
afterAll(() => journey?.close())
beforeEach(() => {
  journey.sandbox.control.forgetFaults()
  journey.sandbox.control.limitSenders()
})

const CHANNEL = { kind: 'email', target: 'it@fabrikam.com', events: ['run-failed'], language: 'en' }
const add = (more: object = {}) => journey.call('POST', '/api/alerts/channels', { ...CHANNEL, ...more })
const change = (id: string, more: object) => journey.call('PUT', `/api/alerts/channels/${id}`, more)
const test = async (id: string) =>
  (await journey.call('POST', `/api/alerts/channels/${id}/test`)).body as AlertTry
const sent = () => journey.sandbox.truth().mails
const idOf = (name: string) => journey.sandbox.tenant.findPerson(name)?.id
const people = () => journey.sandbox.tenant.people.members

it('says what is missing until there is a connection and the app may send, then sends', async () => {
  expect((await add()).body).toMatchObject({ status: 422, code: 'alert-email-not-possible' })
  await journey.connect(null)
  expect((await add()).body).toMatchObject({ status: 422, code: 'alert-email-not-permitted' })
  const mailbox = people()[3]?.userPrincipalName ?? ''
  expect((await add({ sender: mailbox })).body).toMatchObject({ code: 'alert-email-not-permitted' })
  journey.sandbox.control.grantSenders([mailbox])
  expect(await test((await add({ sender: mailbox })).body.id)).toMatchObject({ answer: '202' })
  expect(sent().map(({ senderId }) => senderId)).toEqual([idOf(mailbox)])
  journey.sandbox.control.grantSenders([])
  journey.sandbox.control.grantRole('Mail.Send')
  expect((await add({ sender: 'nobody' })).body).toMatchObject({ status: 422, code: 'alert-sender-invalid' })
  const { status, body } = await add()
  expect([status, body.sender]).toEqual([201, null])
  expect(await test(body.id)).toMatchObject({ state: 'delivered', answer: '202' })
  const { testMailbox } = journey.credential()
  expect(sent().slice(1)).toMatchObject([
    {
      senderId: idOf(testMailbox),
      to: ['it@fabrikam.com'],
      subject: 'Chatvault: Test from Chatvault',
      internetMessageId: expect.stringMatching(/^<.+@.+>$/),
      savedToSentItems: false,
    },
  ])
  const list = await journey.get<AlertChannelList>('/api/alerts/channels')
  expect(list.mail).toEqual({ way: 'microsoft-365', sender: testMailbox })
})

it('sends from the mailbox that was chosen, and shows what Exchange said when it refuses', async () => {
  const sender = people()[2]?.userPrincipalName ?? ''
  const { id } = (await add({ sender })).body
  expect(await test(id)).toMatchObject({ state: 'delivered' })
  expect(sent().at(-1)?.senderId).toBe(idOf(sender))
  const { length } = sent()

  journey.sandbox.control.limitSenders([people()[1]?.id ?? ''])
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: 'mail-sender-not-allowed' })
  journey.sandbox.control.limitSenders()
  journey.sandbox.control.failNext({ kind: '429', path: 'sendMail' })
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: 'mail-throttled' })
  journey.sandbox.control.failNext({ kind: '503', path: 'sendMail' })
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: '503 ServiceUnavailable' })
  journey.sandbox.control.failNext({ kind: 'reset', path: 'sendMail', when: 'before' })
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: 'connection-broken' })

  expect((await change(id, { sender: 'gone@contoso.com' })).body.sender).toBe('gone@contoso.com')
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: 'mail-sender-unknown' })
  expect((await change(id, { sender: '' })).body.sender).toBeNull()
  // The one whose answer was lost arrived, and its next attempt has the same message id.
  expect(sent()).toHaveLength(length + 1)
})

it('believes a new token, not an old one, about the permission', async () => {
  const { id } = (await add()).body
  expect(await test(id)).toMatchObject({ state: 'delivered' })
  journey.sandbox.control.revokeRole('Mail.Send')
  journey.sandbox.control.invalidateTokens()
  expect(await test(id)).toMatchObject({ state: 'waiting', answer: 'mail-not-permitted' })
  journey.sandbox.control.grantRole('Mail.Send')
  expect(await test(id)).toMatchObject({ state: 'delivered' })
})
