/** Starts sandbox tenants for benchmarks, each in a process of its own. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Reachable } from '../server/testing/product.ts'

export type BenchTenant = Reachable & {
  readonly app: { readonly clientId: string; readonly clientSecret: string }
  readonly mailbox: string
  readonly operatorToken: string
  readonly appToken: string
  stop(): Promise<void>
}

/** `flags` are the sandbox's own, e.g. `['--messages', '60000']`. */
export async function startTenant(flags: readonly string[]): Promise<BenchTenant> {
  const child = spawn(process.execPath, ['bench/tenant-process.ts', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const facts = JSON.parse(line)
    return {
      ...facts,
      stop: async () => {
        child.kill('SIGTERM')
        await exited
      },
    }
  }
  throw new Error('The sandbox ended before it was ready')
}
