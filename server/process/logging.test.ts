import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLogger, safeFields, scrub } from './logging.ts'

function logOf(write: (logger: ReturnType<typeof createLogger>) => unknown): string[] {
  const lines: string[] = []
  write(createLogger({ level: 'trace', destination: { write: (line) => void lines.push(line) } }))
  return lines
}

describe('the log', () => {
  it('is a JSON line with level, time and message', () => {
    const [line = ''] = logOf((logger) => logger.info({ runId: 'run-1', ms: 3 }, 'run ended'))
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.any(String),
      runId: 'run-1',
      ms: 3,
      msg: 'run ended',
    })
  })

  it('drops every field that is not on the list and says which', () => {
    const [line = ''] = logOf((logger) =>
      logger.info({ authorization: 'hunter2', body: { content: 'hunter2' }, headers: {}, runId: 'r' }, 'x'),
    )
    expect(line).not.toContain('hunter2')
    expect(JSON.parse(line)).toMatchObject({ runId: 'r', dropped: ['authorization', 'body', 'headers'] })
  })

  it('drops them in children, too', () => {
    const [line = ''] = logOf((logger) => logger.child({ tenantId: 't', clientSecret: 'hunter2' }).info('x'))
    expect(line).not.toContain('hunter2')
    expect(JSON.parse(line)).toMatchObject({ tenantId: 't', dropped: ['clientSecret'] })
  })

  it('writes of an error name, code, stack and cause, and nothing it carries', () => {
    const cause = Object.assign(new Error('inner'), { code: 'ECONNRESET', request: { headers: 'hunter2' } })
    const error = Object.assign(new Error('outer', { cause }), {
      response: 'hunter2',
      config: { auth: 'hunter2' },
    })
    for (const line of logOf((logger) => [logger.error({ err: error }, 'failed'), logger.error(error)])) {
      expect(line).not.toContain('hunter2')
      expect(JSON.parse(line).error).toMatchObject({
        name: 'Error',
        stack: expect.stringContaining('outer'),
        cause: { code: 'ECONNRESET', stack: expect.stringContaining('inner') },
      })
    }
  })

  it('never writes an object under a safe name', () => {
    expect(safeFields({ action: { clientSecret: 'hunter2' } })).toEqual({ action: '[object]' })
  })
})

describe('scrubbing takes out', () => {
  it.each([
    ['a bearer header', 'Authorization: Bearer hunter2.abc'],
    ['a JWT', 'token eyJhbGciOiJSUzI1NiJ9.eyJodW50ZXIyIjoxfQ.hunter2'],
    ['a form body', 'grant_type=client_credentials&client_secret=hunter2&scope=x'],
    ['a connection string', 'AccountName=a;AccountKey=hunter2==;EndpointSuffix=x'],
    ['a password in an address', 'postgres://chatvault:hunter2@db:5432/x'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----'],
    ['a private key that was cut off', '-----BEGIN RSA PRIVATE KEY-----\nhunter2'],
  ])('%s', (_what, text) => {
    const [line = ''] = logOf((logger) => logger.warn(text))
    expect(scrub(text) + line).not.toContain('hunter2')
  })

  it('nothing else', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9 ,.]*$/), (text) => scrub(text) === text))
  })
})
