/** The product as a child process, pointed at a sandbox by nothing but its environment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sandbox } from '../../sandbox/index.ts'

/** What the product needs to know of a tenant to reach it. */
export type Reachable = Pick<Sandbox, 'url' | 'httpUrl' | 'caFile' | 'tenantId' | 'signIn'>

export type Product = {
  readonly pid: number
  readonly url: string
  readonly dataDir: string
  stop(): Promise<void>
  /** SIGKILL: nothing is finished. */
  kill(): Promise<void>
  readonly exited: Promise<number | null>
}

const START_TIMEOUT_MS = 120_000

/**
 * Flags and environment for Node in a test. A process of a test lives for seconds: V8 would spend half of its processor time
 * on optimizing the embedded database and what is around it, and a third of the rest on compiling our sources again. A demo or
 * a benchmark lives on.
 */
export const SHORT_LIVED = process.env.VITEST ? ['--liftoff-only', '--no-turbofan'] : []
const COMPILED = process.env.VITEST ? { NODE_COMPILE_CACHE: join(tmpdir(), 'chatvault-compiled') } : {}

/** Starts the product on `port` (0: any free one) and resolves when it is ready. */
export async function startProduct(
  sandbox: Reachable,
  options: { port: number; dataDir: string; env?: NodeJS.ProcessEnv; quiet?: boolean },
): Promise<Product> {
  const port = options.port === 0 ? await freePort() : options.port
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, [...SHORT_LIVED, 'server/main.ts'], {
    // The channel tells it when this process is gone, however that came about.
    stdio: ['ignore', options.quiet === true ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...COMPILED, ...environment(sandbox, port, options.dataDir), ...options.env },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await ready(url, child, exited)
  return {
    url,
    pid: child.pid ?? 0,
    dataDir: options.dataDir,
    exited,
    stop: () => stop(child, exited),
    kill: () => kill(child, exited),
  }
}

/** What an operator would put into the environment for real, with the sandbox's addresses. */
export function environment(sandbox: Reachable, port: number, dataDir: string): Record<string, string> {
  return {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    GRAPH_URL: sandbox.url,
    LOGIN_URL: sandbox.url,
    ARM_URL: sandbox.url,
    NODE_EXTRA_CA_CERTS: sandbox.caFile,
    TAB_CLIENT_ID: sandbox.signIn.clientId,
    SIGNIN_URL: sandbox.httpUrl,
    SIGNIN_GRAPH_URL: sandbox.httpUrl,
    SIGNIN_ARM_URL: sandbox.httpUrl,
    SIGNIN_ISSUER: sandbox.signIn.issuer.replace(sandbox.tenantId, '{tid}'),
    SIGNIN_JWKS_URL: sandbox.signIn.jwksUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
}

async function ready(url: string, child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    if (child.exitCode !== null)
      throw new Error(`The product ended with code ${await exited} before it was ready`)
    await delay(100)
  }
  child.kill('SIGKILL')
  throw new Error(`The product was not ready within ${START_TIMEOUT_MS / 1000} s`)
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.kill('SIGTERM')
  await exited
}

async function kill(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  child.kill('SIGKILL')
  await exited
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
