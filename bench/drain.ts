import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BenchTenant } from './tenant.ts'

/** Rows a second of the floor or the peer, in a process of its own. */
export async function drainRate(tenant: BenchTenant, flags: readonly string[] = []): Promise<number> {
  const args = ['bench/drain-process.ts', '--url', tenant.url, '--token', tenant.appToken, ...flags]
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: tenant.caFile }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  const { rows, seconds } = JSON.parse(stdout)
  return rows / seconds
}
