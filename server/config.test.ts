import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect, promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VARIABLE_NAMES } from './config/variables.ts'
import { ConfigError, readConfig, trimmedNames } from './config.ts'

const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
const LEAST = { TAB_CLIENT_ID: CLIENT_ID }

function errorOf(environment: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('The environment was accepted.')
}

describe('the defaults', () => {
  it('need nothing but TAB_CLIENT_ID', () => {
    expect(readConfig(LEAST)).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3978',
      dataDir: path.resolve('data'),
      databaseUrl: undefined,
      role: 'all',
      logLevel: 'info',
      shutdownSeconds: 20,
      frameAncestors: [],
      teamsAppId: undefined,
      graphExportPerSecond: 200,
      graphRequestsPerSecond: 30,
      backupLanes: 40,
      diskReserveMb: 512,
      alerts: { smtpUrl: undefined, smtpFrom: 'Chatvault <chatvault@localhost>', allowedHosts: new Set() },
      archive: { url: `file:${path.resolve('data/archive')}` },
      masterKey: { kind: 'file', path: path.resolve('data/master.key') },
      cloud: {
        name: 'global',
        graphUrl: 'https://graph.microsoft.com',
        armUrl: 'https://management.azure.com',
      },
      signIn: {
        clientId: CLIENT_ID,
        url: 'https://login.microsoftonline.com',
        allowedTenants: undefined,
        authContext: undefined,
        issuer: 'https://login.microsoftonline.com/{tid}/v2.0',
        jwksUrl: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
      },
    })
  })

  it('represent variables that are empty', () => {
    const empty = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, '']))
    expect(readConfig({ ...empty, ...LEAST })).toEqual(readConfig(LEAST))
  })

  it('follow PORT and DATA_DIR', () => {
    const config = readConfig({ ...LEAST, PORT: '8080', DATA_DIR: '/var/lib/chatvault' })
    expect(config.publicUrl).toBe('http://localhost:8080')
    expect(config.archive.url).toBe('file:/var/lib/chatvault/archive')
    expect(config.masterKey).toEqual({ kind: 'file', path: '/var/lib/chatvault/master.key' })
  })

  it('follow the cloud', () => {
    expect(readConfig({ ...LEAST, M365_CLOUD: 'dod' })).toMatchObject({
      cloud: { graphUrl: 'https://dod-graph.microsoft.us' },
      signIn: { issuer: 'https://login.microsoftonline.us/{tid}/v2.0' },
    })
    expect(readConfig({ ...LEAST, M365_CLOUD: 'china' })).toMatchObject({
      cloud: { loginUrl: 'https://login.chinacloudapi.cn' },
      signIn: { issuer: 'https://login.partner.microsoftonline.cn/{tid}/v2.0' },
    })
  })

  it('follow another login root, and browsers may see it elsewhere', () => {
    expect(readConfig({ ...LEAST, M365_CLOUD: 'gcc-high' }).signIn).toMatchObject({
      graphUrl: 'https://graph.microsoft.us',
      armUrl: 'https://management.usgovcloudapi.net',
    })
    const seen = { SIGNIN_GRAPH_URL: 'http://localhost:8444', SIGNIN_ARM_URL: 'http://localhost:8445' }
    const inBrowsers = { graphUrl: 'http://localhost:8444', armUrl: 'http://localhost:8445' }
    expect(readConfig({ ...LEAST, ...seen }).signIn).toMatchObject(inBrowsers)
    const simulator = { LOGIN_URL: 'https://localhost:8443/', SIGNIN_URL: 'http://localhost:8444' }
    expect(readConfig({ ...LEAST, ...simulator }).signIn).toMatchObject({
      url: 'http://localhost:8444',
      issuer: 'https://localhost:8443/{tid}/v2.0',
      jwksUrl: 'https://localhost:8443/common/discovery/v2.0/keys',
    })
  })
})

describe('a config', () => {
  it('knows the hosts that alerts may reach, IPv6 included, by their small letters', () => {
    const hosts = 'Relay.contoso.com:8080, 127.0.0.1:9000,[::1]:9000'
    const { allowedHosts } = readConfig({ ...LEAST, ALERT_ALLOWED_HOSTS: hosts }).alerts
    expect([...allowedHosts]).toEqual(['relay.contoso.com:8080', '127.0.0.1:9000', '[::1]:9000'])
  })

  it('is frozen', () => {
    const config = readConfig(LEAST)
    expect(
      [config, config.archive, config.archive.azure, config.signIn, config.cloud].every(Object.isFrozen),
    ).toBe(true)
  })

  it('shows its secrets to no one who prints it', () => {
    const secrets = {
      DATABASE_URL: 'postgres://chatvault:hunter2@db/chatvault',
      SMTP_URL: 'smtps://chatvault:hunter2@mail.contoso.com',
      AZURE_STORAGE_CONNECTION_STRING: 'AccountKey=hunter2==',
    }
    const config = readConfig({ ...LEAST, ...secrets, ARCHIVE_URL: 'azblob://chatvault' })
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config) + String(config.databaseUrl)).not.toContain(
      'hunter2',
    )
    expect(config.databaseUrl?.reveal()).toBe(secrets.DATABASE_URL)
    expect(config.archive.azure.connectionString?.reveal()).toBe(secrets.AZURE_STORAGE_CONNECTION_STRING)
  })

  it('reads proxies in both cases, capitals first, and never shows their password', () => {
    const proxy = 'http://user:hunter2@proxy.test:8080'
    const config = readConfig({ ...LEAST, https_proxy: proxy, NO_PROXY: 'a.test', no_proxy: 'b.test' })
    expect(config.proxy?.https?.reveal()).toBe(proxy)
    expect(config.proxy?.noProxy).toBe('a.test')
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('hunter2')
    expect(readConfig({ ...LEAST, NO_PROXY: 'a.test' }).proxy).toBeUndefined()
    expect(errorOf({ ...LEAST, https_proxy: 'hunter2' }).message).not.toContain('hunter2')
  })

  it('believes forwarded addresses of this machine alone, unless networks are named', () => {
    expect(readConfig(LEAST).trustedProxies).toEqual(['127.0.0.0/8', '::1/128'])
    const named = readConfig({ ...LEAST, TRUST_PROXY: '10.0.0.4, fd00::/8' })
    expect(named.trustedProxies).toEqual(['10.0.0.4', 'fd00::/8'])
    for (const wrong of ['10.0.0.0/33', 'fd00::/129', 'loopback', '10.0.0', '10.0.0.1/', 'true'])
      expect(errorOf({ ...LEAST, TRUST_PROXY: wrong }).faults[0]?.name).toBe('TRUST_PROXY')
  })

  it('reads archive folders in every spelling of file:', () => {
    const read = (url: string) => readConfig({ ...LEAST, ARCHIVE_URL: url }).archive.url
    expect(read('file:/srv/a')).toBe('file:/srv/a')
    expect(read('file:///srv/a')).toBe('file:/srv/a')
    expect(read('file:./a')).toBe(`file:${path.resolve('a')}`)
  })

  it('reads lists with blanks and capitals', () => {
    const config = readConfig({ ...LEAST, ALLOWED_TENANTS: ` ${CLIENT_ID.toUpperCase()} , ${CLIENT_ID}` })
    expect([...(config.signIn.allowedTenants ?? [])]).toEqual([CLIENT_ID])
  })
})

describe('values with blanks or line ends around them', () => {
  const environment = {
    TAB_CLIENT_ID: `${CLIENT_ID}\r`,
    PORT: ' 8080 ',
    DATA_DIR: '/data\r',
    HOST: '0.0.0.0',
  }

  it('are read without, and named', () => {
    const { port, dataDir, signIn } = readConfig(environment)
    expect([port, dataDir, signIn.clientId]).toEqual([8080, '/data', CLIENT_ID])
    expect(trimmedNames(environment).sort()).toEqual(['DATA_DIR', 'PORT', 'TAB_CLIENT_ID'])
  })
})

it('the placeholder of the example file is no client id', () => {
  const { message } = errorOf({ TAB_CLIENT_ID: '00000000-0000-0000-0000-000000000000' })
  expect(message).toContain('TAB_CLIENT_ID is still the placeholder of .env.example')
})

const WRONG: Record<string, string> = {
  PORT: '70000',
  HOST: 'my host',
  PUBLIC_URL: 'http://chatvault.contoso.com',
  DATABASE_URL: 'mysql://db',
  ARCHIVE_URL: 's3://bucket',
  AZURE_STORAGE_ACCOUNT: 'Not_An_Account',
  KEY_VAULT_KEY_URL: 'vault',
  M365_CLOUD: 'mars',
  GRAPH_URL: 'http://localhost:8443',
  LOGIN_URL: 'http://login.test',
  ARM_URL: 'arm',
  TAB_CLIENT_ID: 'my-app',
  SIGNIN_URL: 'http://login.test',
  SIGNIN_ISSUER: 'https://login.test/v2.0',
  SIGNIN_JWKS_URL: 'http://login.test/keys',
  ALLOWED_TENANTS: 'contoso',
  SIGNIN_CLIENTS: 'teams',
  TRUST_PROXY: '10.0.0.0/33',
  HTTPS_PROXY: 'proxy.contoso.com:8080',
  HTTP_PROXY: 'socks5://proxy.contoso.com',
  FRAME_ANCESTORS: 'https://a.b/c',
  TEAMS_APP_ID: 'chatvault',
  SIGNIN_AUTH_CONTEXT: 'mfa',
  SIGNIN_GRAPH_URL: 'http://graph.test',
  SIGNIN_ARM_URL: 'arm',
  ROLE: 'boss',
  LOG_LEVEL: 'loud',
  SHUTDOWN_SECONDS: '0',
  GRAPH_EXPORT_PER_SECOND: '-1',
  EXPORT_DAYS: '0',
  EXPORT_MAX_GB: 'all',
  GRAPH_REQUESTS_PER_SECOND: '1.5',
  BACKUP_LANES: 'many',
  DISK_RESERVE_MB: '-1',
  METRICS_PORT: '0',
  METRICS_HOST: 'two words',
  SMTP_URL: 'https://mail.contoso.com',
  SMTP_FROM: 'Chatvault',
  ALERT_ALLOWED_HOSTS: 'relay.contoso.com,10.0.0.1:0',
}

describe('the example file', () => {
  it('can be loaded by a shell with every line of it in use', async () => {
    const text = await readFile('.env.example', 'utf8')
    const inUse = text.replace(/^# (?=[A-Z_]+=)/gm, '')
    const { stdout, stderr } = await promisify(execFile)('bash', [
      '-c',
      `set -ea; ${inUse}\nset +a; node -p 'process.env.DEVELOPER_NAME'`,
    ])
    expect([stdout.trim(), stderr]).toEqual(['Contoso IT', ''])
  })
})

/** Any text is one of these. */
const ANYTHING = ['DATA_DIR', 'AZURE_STORAGE_CONNECTION_STRING', 'MASTER_KEY_FILE', 'NO_PROXY']

describe('one message', () => {
  it('names every variable that is wrong, what is wrong and an example', () => {
    const error = errorOf(WRONG)
    expect(new Set(error.faults.map(({ name }) => name))).toEqual(new Set(Object.keys(WRONG)))
    expect(Object.keys(WRONG).concat(ANYTHING).sort()).toEqual([...VARIABLE_NAMES].sort())
    expect(error.message).toContain('\n  PORT must be a whole number from 1 to 65535, for example 3978\n')
    for (const line of error.message.split('\n').slice(1, -1))
      expect(line).toMatch(/^ {2}[A-Z0-9_]+ .+, for example .+$/)
  })

  it('names what is missing', () => {
    expect(errorOf({}).message).toContain('TAB_CLIENT_ID must be the client ID of the sign-in app (a GUID)')
  })

  it('names what does not go together, beside other faults', () => {
    const error = errorOf({
      MASTER_KEY_FILE: 'a',
      KEY_VAULT_KEY_URL: 'https://v.vault.azure.net/keys/k',
      ROLE: 'worker',
      ARCHIVE_URL: 'azblob://chatvault',
      PORT: 'x',
    })
    expect(error.faults.map(({ name }) => name).sort()).toEqual([
      ...['AZURE_STORAGE_ACCOUNT', 'DATABASE_URL', 'KEY_VAULT_KEY_URL', 'PORT', 'TAB_CLIENT_ID'],
    ])
  })

  it('answers metrics on another port than everything else, where there is anything else', () => {
    expect(errorOf({ ...LEAST, METRICS_PORT: '3978' }).message).toContain(
      'METRICS_PORT must differ from PORT',
    )
    const worker = { ...LEAST, ROLE: 'worker', DATABASE_URL: 'postgres://db/chatvault', METRICS_PORT: '3978' }
    expect(readConfig(worker).probes).toEqual({ port: 3978, host: '127.0.0.1' })
  })

  it('accepts http for this machine only', () => {
    for (const host of ['localhost:8444', '127.0.0.1:1', '[::1]:2'])
      expect(readConfig({ ...LEAST, SIGNIN_URL: `http://${host}` }).signIn.url).toBe(`http://${host}`)
    for (const host of ['localhost.evil.test', '127.0.0.2', '10.0.0.1'])
      expect(errorOf({ ...LEAST, SIGNIN_URL: `http://${host}` }).faults[0]?.name).toBe('SIGNIN_URL')
  })

  it('trusts no host that anyone can have', () => {
    for (const origin of [
      'https://*.sharepoint.com',
      'https://*.com',
      'https://contoso.sharepoint.com,https://*',
    ])
      expect(errorOf({ ...LEAST, FRAME_ANCESTORS: origin }).message).toContain(
        'FRAME_ANCESTORS must name each origin in full',
      )
  })

  it('never contains a value of the environment', () => {
    const secret = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `S3cr3t${text}`)
    const environment = fc.record(Object.fromEntries(VARIABLE_NAMES.map((name) => [name, secret])), {
      requiredKeys: ['PORT'],
    })
    fc.assert(
      fc.property(environment, (values) => {
        const { message, stack } = errorOf(values)
        expect(message + stack).not.toContain('S3cr3t')
      }),
    )
  })
})
