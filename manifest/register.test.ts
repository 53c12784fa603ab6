import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Agent, fetch } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'

const ROOT = path.join(import.meta.dirname, '..')

let sandbox: Sandbox
let agent: Agent
let folder: string
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 5, messages: 0 })
  agent = new Agent({ connect: { ca: await readFile(sandbox.caFile, 'utf8') } })
  folder = await mkdtemp(path.join(tmpdir(), 'chatvault-register-'))
})
afterAll(async () => {
  await agent.close()
  await sandbox.close()
  await rm(folder, { recursive: true })
})

function environmentOf(host: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    NODE_EXTRA_CA_CERTS: sandbox.caFile,
    GRAPH_URL: sandbox.url,
    LOGIN_URL: sandbox.url,
    PUBLIC_URL: `https://${host}`,
  }
}

function register(
  host: string,
  switches: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ stdout: string }> {
  const env = { ...environmentOf(host), ...more }
  return promisify(execFile)(process.execPath, [path.join(ROOT, 'manifest/register.ts'), ...switches], {
    cwd: ROOT,
    env,
  })
}

/** What a person does with the code on their other device. */
async function signInOnTheOtherDevice(child: ChildProcess, who: string): Promise<string> {
  let said = ''
  child.stdout?.on('data', async (chunk: Buffer) => {
    said += chunk.toString()
    const [, page, code] = /open the page (\S+) and enter the code (\S+) to/.exec(said) ?? []
    if (!page || !code || said.includes('→')) return
    await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ code, operator: who }),
      dispatcher: agent,
    })
  })
  const { promise, resolve } = Promise.withResolvers<string>()
  child.on('close', (code) => resolve(`${said}\nexit ${code}`))
  return promise
}

const MIA = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'User.Read']

async function appOf(host: string) {
  const url = `${sandbox.url}/v1.0/applications(uniqueName='chatvault-sign-in-${host}')`
  const headers = { authorization: `Bearer ${sandbox.delegatedToken('Mia', MIA)}` }
  const response = await fetch(url, { headers, dispatcher: agent })
  return (await response.json()) as Record<string, object> & { appId: string }
}

describe('npm run register', () => {
  it('signs the person in by code, registers, and prints what to set', async () => {
    const host = 'by-code.contoso.com'
    const args = [path.join(ROOT, 'manifest/register.ts'), '--yes', '--assign-admin']
    const child = spawn(process.execPath, args, { cwd: ROOT, env: environmentOf(host) })
    const said = await signInOnTheOtherDevice(child, 'Mia')
    const { appId } = await appOf(host)
    expect(said).toContain(
      'Asks you for: Application.ReadWrite.All, AppRoleAssignment.ReadWrite.All, User.Read',
    )
    expect(said).toContain('gives Mia Berg the role Vault.Admin')
    expect(said).toContain(`TAB_CLIENT_ID=${appId}\n  ALLOWED_TENANTS=${sandbox.tenantId}\n`)
    expect(said).toContain('exit 0')
    expect(said).not.toMatch(/eyJ/)
  })

  it('takes a token instead, and asks before it changes anything', async () => {
    const GRAPH_TOKEN = sandbox.delegatedToken('Mia', MIA)
    const refused = register('by-token.contoso.com', [], { GRAPH_TOKEN })
    await expect(refused).rejects.toMatchObject({ code: 64, stderr: expect.stringContaining('Add --yes') })
    expect((await appOf('by-token.contoso.com')).appId).toBeUndefined()
    const { stdout } = await register('by-token.contoso.com', ['--yes'], { GRAPH_TOKEN })
    expect(stdout).toContain('TAB_CLIENT_ID=')
  })

  it('ends with 78 for the environment, 64 for switches, 1 for a refusal, each in plain words', async () => {
    await expect(register('x', [], { PUBLIC_URL: 'http://x' })).rejects.toMatchObject({ code: 78 })
    await expect(register('a.b', ['--localhost', 'x'])).rejects.toMatchObject({ code: 64 })
    const GRAPH_TOKEN = sandbox.delegatedToken('Mia', ['User.Read'])
    await expect(register('no-scope.contoso.com', ['--yes'], { GRAPH_TOKEN })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/was refused: 403[^\n]*\nYou lack the permission/),
    })
  })
})

describe('the printed Azure CLI commands', () => {
  /** Puts an `az` on the path that talks to the sandbox, and pastes the commands into bash. */
  async function paste(commands: string): Promise<string> {
    const shim = path.join(folder, 'az')
    const node = [process.execPath, path.join(ROOT, 'manifest/testing/az.ts')]
      .map((word) => `'${word}'`)
      .join(' ')
    await writeFile(shim, `#!/bin/sh\nexec ${node} "$@"\n`)
    await chmod(shim, 0o755)
    const script = path.join(folder, 'commands.sh')
    await writeFile(script, `set -e\n${commands}`)
    const env = {
      ...environmentOf(''),
      PATH: `${folder}:${process.env.PATH}`,
      AZ_TOKEN: sandbox.delegatedToken('Mia', MIA),
      AZ_TENANT: sandbox.tenantId,
    }
    return (await promisify(execFile)('bash', [script], { cwd: ROOT, env })).stdout
  }

  it('register the same app, run in bash, twice', async () => {
    const host = 'by-az.contoso.com'
    const { stdout: commands } = await register(host, ['--print-az', '--assign-admin'])
    const said = await paste(commands)
    const app = await appOf(host)
    expect(said).toContain(`TAB_CLIENT_ID=${app.appId}\nALLOWED_TENANTS=${sandbox.tenantId}`)
    const GRAPH_TOKEN = sandbox.delegatedToken('Mia', MIA)
    const { stdout } = await register(host, ['--assign-admin'], { GRAPH_TOKEN })
    expect(stdout).toContain('Everything is already set up: no change.')

    const withoutRole = (await register(host, ['--print-az'])).stdout
    expect(await paste(withoutRole)).toContain(`TAB_CLIENT_ID=${app.appId}`)
    expect(await appOf(host)).toEqual(app)
  })

  it('say what each of them is for, and hold no secret', async () => {
    const { stdout } = await register('by-az.contoso.com', ['--print-az', '--assign-admin'])
    const paragraphs = stdout.trim().split('\n\n')
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^# /)
    expect(stdout).not.toMatch(/secret|password|eyJ/i)
  })

  it('name the cloud and its own Graph where it is another', async () => {
    const { stdout } = await register('a.contoso.us', ['--print-az'], {
      M365_CLOUD: 'gcc-high',
      GRAPH_URL: '',
      LOGIN_URL: '',
    })
    expect(stdout).toContain('az cloud set --name AzureUSGovernment')
    expect(stdout).toContain('--resource https://graph.microsoft.us')
  })
})
