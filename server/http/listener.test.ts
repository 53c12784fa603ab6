import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from './listener.ts'

let child: ChildProcess
afterEach(() => child?.kill('SIGKILL'))

async function startDoor(): Promise<{ ask(path: string): Promise<Response>; exited: Promise<unknown[]> }> {
  const script = new URL('./testing/door-process.ts', import.meta.url).pathname
  child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  if (!child.stdout) throw new Error('The process has no output.')
  const [line] = await once(child.stdout, 'data')
  const { url, token } = JSON.parse(String(line))
  const headers = { Authorization: `Bearer ${token}` }
  return { ask: (path) => fetch(url + path, { headers }), exited }
}

describe('a process that gets SIGTERM', () => {
  it('finishes the answers in progress, ends streams, accepts nothing more and exits 0', async () => {
    const door = await startDoor()
    await door.ask('/api/me')
    const events = await door.ask('/api/runs/run-1/events')
    const slow = door.ask('/api/overview')
    await new Promise((resolve) => setTimeout(resolve, 200))
    child.kill('SIGTERM')
    expect(await events.text()).toMatch(/^event: run\n.*\n\n$/)
    await expect(door.ask('/api/me')).rejects.toThrow()
    expect((await slow).status).toBe(200)
    expect(await door.exited).toEqual([0, null])
  })

  it('twice within a second takes it for one', async () => {
    const door = await startDoor()
    const slow = door.ask('/api/overview').catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 200))
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGTERM')
    expect((await slow) instanceof Response).toBe(true)
    expect(await door.exited).toEqual([0, null])
  })
})

it('names the port that another program has', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const listening = listen(() => undefined, '127.0.0.1', port)
  await expect(listening).rejects.toMatchObject({
    code: 'cannot-listen',
    why: 'another program listens there',
  })
  other.close()
})
