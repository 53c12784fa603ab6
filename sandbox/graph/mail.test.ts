import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  sandbox = await startSmall()
  sandbox.control.grantRole('Mail.Send')
  client = new Client(sandbox)
})
afterEach(async () => {
  await client.close()
  await sandbox.close()
})

const MAIL = {
  message: {
    subject: 'The backup failed',
    body: { contentType: 'Text', content: 'Open the run.' },
    toRecipients: [{ emailAddress: { address: 'it@fabrikam.com' } }],
    internetMessageId: '<1@chatvault.contoso.com>',
    internetMessageHeaders: [{ name: 'X-Auto-Response-Suppress', value: 'All' }],
  },
  saveToSentItems: false,
}

async function send(body: object = MAIL, sender = 'mia.berg@contoso.com') {
  const response = await client.fetch(`/v1.0/users/${sender}/sendMail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, text, code: text && JSON.parse(text).error.code, response }
}

describe('sendMail', () => {
  test('takes a mail without a body in the answer and keeps it for who compares', async () => {
    expect(await send()).toMatchObject({ status: 202, text: '' })
    expect(sandbox.truth().mails).toEqual([
      {
        senderId: sandbox.tenant.findPerson('mia.berg@contoso.com')?.id,
        to: ['it@fabrikam.com'],
        subject: 'The backup failed',
        contentType: 'text',
        content: 'Open the run.',
        internetMessageId: '<1@chatvault.contoso.com>',
        headers: [{ name: 'X-Auto-Response-Suppress', value: 'All' }],
        savedToSentItems: false,
        at: expect.stringMatching(/Z$/),
      },
    ])
  })

  test('refuses an app without the role, and one that a policy keeps from the mailbox', async () => {
    sandbox.control.limitSenders([sandbox.tenant.people.members[1]?.id ?? ''])
    expect(await send()).toMatchObject({ status: 403, code: 'ErrorAccessDenied' })
    sandbox.control.limitSenders()
    sandbox.control.revokeRole('Mail.Send')
    client = new Client(sandbox)
    expect(await send()).toMatchObject({ status: 403, code: 'ErrorAccessDenied' })
    expect(sandbox.truth().mails).toEqual([])
    sandbox.control.grantSenders(['Mia Berg'])
    expect(await send(MAIL, sandbox.tenant.people.members[1]?.id)).toMatchObject({ status: 403 })
    expect(await send()).toMatchObject({ status: 202 })
  })

  test('knows senders with a mailbox, and addresses that can be one', async () => {
    expect(await send(MAIL, 'nobody@contoso.com')).toMatchObject({ status: 404, code: 'ErrorInvalidUser' })
    const to = { ...MAIL.message, toRecipients: [{ emailAddress: { address: 'it' } }] }
    expect(await send({ message: to })).toMatchObject({ status: 400, code: 'ErrorInvalidRecipients' })
    const headers = { ...MAIL.message, internetMessageHeaders: [{ name: 'Auto-Submitted', value: 'x' }] }
    expect(await send({ message: headers })).toMatchObject({ code: 'InvalidInternetMessageHeader' })
    sandbox.control.addUser({ givenName: 'Meeting', surname: 'Room', mailbox: false })
    const room = sandbox.tenant.people.all.find(({ displayName }) => displayName === 'Meeting Room')
    expect(await send(MAIL, room?.id)).toMatchObject({ status: 404, code: 'MailboxNotEnabledForRESTAPI' })
  })

  test('says when to come back', async () => {
    sandbox.control.failNext({ kind: '429', path: 'sendMail', retryAfterSeconds: 7 })
    const { status, response } = await send()
    expect([status, response.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await send()).toMatchObject({ status: 202 })
  })
})
