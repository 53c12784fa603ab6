/**
 * npm that is gone cannot forward a signal. npm runs a script in a shell: SIGTERM ends that shell, not its child, and
 * SIGKILL not even the shell. So the product watches the parent, and where that is a shell, the npm behind it.
 */
import { readFileSync } from 'node:fs'
import type { Shutdown } from './shutdown.ts'

export type Lineage = () => string

/** A program that starts the product with a channel to it (`startProduct`) holds its other end for as long as it lives. */
export function endWithChannel(
  shutdown: Pick<Shutdown, 'begin'>,
  channel: Pick<NodeJS.Process, 'connected' | 'once'>,
): void {
  const end = () => void shutdown.begin('the program that started this one has ended')
  // Undefined where there never was one; false where it broke while this process began.
  if (channel.connected === false) end()
  else if (channel.connected) channel.once('disconnect', end)
}

const LOOK_EVERY_MS = 250

/** Begins `shutdown` when the process finds itself with another parent, or with init from the beginning. */
export function endWithParent(shutdown: Pick<Shutdown, 'begin'>, lineage: Lineage = npmLineage): void {
  const first = lineage()
  const watch = setInterval(look, LOOK_EVERY_MS)
  function look(): void {
    const now = lineage()
    if (now === first && now !== ORPHAN) return
    clearInterval(watch)
    void shutdown.begin('the parent process has ended')
  }
  look()
  watch.unref()
}

const SHELLS = ['sh', 'dash', 'bash', 'ash', 'busybox']

/** Who takes in orphans. In a container pid 1 may be npm itself, which has `npm` at the beginning of its name. */
const INITS = ['systemd', 'init', 'tini', 'docker-init', 'dumb-init', 'catatonit']

export const ORPHAN = 'orphan'

/** The parent's pid, and its parent's when it is a shell. Only Linux tells more than the former (proc(5)). */
function npmLineage(): string {
  const { ppid } = process
  const parent = statOf(ppid)
  const isShell = parent !== undefined && SHELLS.includes(parent.name)
  const starter = isShell ? parent.ppid : ppid
  if (isInit(starter)) return ORPHAN
  return isShell ? `${ppid} ${starter}` : String(ppid)
}

function isInit(pid: number): boolean {
  const name = statOf(pid)?.name ?? ''
  return INITS.includes(name) || (pid === 1 && !name.startsWith('npm'))
}

/** `pid (name) state ppid …`; undefined where there is no such process or no /proc. */
function statOf(pid: number): { name: string; ppid: number } | undefined {
  try {
    const [, name, ppid] = /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return name !== undefined && ppid !== undefined ? { name, ppid: Number(ppid) } : undefined
  } catch {
    return undefined
  }
}
