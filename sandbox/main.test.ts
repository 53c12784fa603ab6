import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, 'main.ts')

/** Runs the command until a line of output matches, or to its end. */
function run(args: readonly string[], until?: RegExp) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const seen = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (until?.test(output)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', () => resolve())
  })
  return { child, ended, seen, output: () => output }
}

test('tells where everything is, and ends at once on SIGTERM', async () => {
  const sandbox = run(['--port', '0', '--messages', '100', '--users', '5'], /^Ready$/m)
  await sandbox.seen
  const caFile = /^CA file: (.+)$/m.exec(sandbox.output())?.[1] ?? ''
  expect(readFileSync(caFile, 'utf8')).toContain('BEGIN CERTIFICATE')
  expect(sandbox.output()).toMatch(/GRAPH_URL=https:\/\/localhost:\d+ LOGIN_URL=/)
  expect(sandbox.output()).toMatch(/ SIGNIN_URL=http:\/\/localhost:\d+ /)
  expect(sandbox.output()).toContain('Mia Berg <mia.berg@contoso.com> Vault.Admin')
  const asked = performance.now()
  sandbox.child.kill('SIGTERM')
  expect(await sandbox.ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(5000)
})

test('explains bad switches and starts nothing', async () => {
  const sandbox = run(['--users', 'many'])
  expect(await sandbox.ended).toBe(64)
  expect(sandbox.output().trim()).toBe('sandbox: --users must be a whole number from 1 to 20000')
})
