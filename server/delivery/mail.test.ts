import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { expect, it, onTestFinished } from 'vitest'
import { smtpMail } from './mail.ts'

const MAIL = {
  to: 'it@contoso.com',
  subject: 'Chatvault: Das Limit ist erreicht',
  text: 'Öffnen: https://chatvault.contoso.com/\n',
  messageId: '<alert-1@chatvault.contoso.com>',
}

async function openMailServer(options: SMTPServerOptions = {}) {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    onData: (stream, _session, done) =>
      void text(stream)
        .then((mail) => mails.push(mail), done)
        .then(() => done()),
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, mails }
}

it('sends a mail and answers what the server said', async () => {
  const { url, mails } = await openMailServer()
  expect(await smtpMail({ url, from: 'Chatvault <vault@contoso.com>' })(MAIL)).toMatch(/^250/)
  expect(mails[0]).toContain('From: Chatvault <vault@contoso.com>')
  expect(mails[0]).toContain('To: it@contoso.com')
  expect(mails[0]).toContain('Message-ID: <alert-1@chatvault.contoso.com>')
  expect(mails[0]).toContain('Auto-Submitted: auto-generated')
})

it('names the refusal of the server, and no more of it than fits a list', async () => {
  const refuse = Object.assign(new Error(`5.1.1 no such person ${'x'.repeat(1000)}`), { responseCode: 550 })
  const { url } = await openMailServer({ onRcptTo: (_address, _session, done) => done(refuse) })
  const sent = smtpMail({ url, from: 'vault@contoso.com' })(MAIL)
  await expect(sent).rejects.toThrow(/^550 5\.1\.1 no such person x{1,200}…$/)
})

it('says so when no server answers', async () => {
  await expect(smtpMail({ url: 'smtp://127.0.0.1:1', from: 'a@b.de' })(MAIL)).rejects.toThrow(
    /^no-connection$/,
  )
})

it('sends no password over a connection that is not encrypted', async () => {
  const users: string[] = []
  const { url } = await openMailServer({
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ username = '' }, _session, done) => {
      users.push(username)
      done(null, { user: username })
    },
  })
  // An address of this machine that no one would take for one.
  const address = url.replace('127.0.0.1', 'mia:pw@0.0.0.0')
  await expect(smtpMail({ url: address, from: 'a@b.de' })(MAIL)).rejects.toThrow()
  expect(users).toEqual([])
  await smtpMail({ url: url.replace('//', '//mia:pw@'), from: 'a@b.de' })(MAIL)
  expect(users).toEqual(['mia'])
})
