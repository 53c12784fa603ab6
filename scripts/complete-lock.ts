/**
 * Completes package-lock.json after `npm install` against a registry that serves packages of one platform only: npm leaves
 * out optional packages it cannot look up, and `npm ci` then refuses the lock file everywhere. Adds them as npm writes
 * them, with the platform their name says, so that they are skipped where they do not belong.
 */
import { readFileSync, writeFileSync } from 'node:fs'

type Locked = {
  version?: string
  dev?: boolean
  optional?: boolean
  peer?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
type Lock = { packages: Record<string, Locked> }

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
  'wasi',
]
const SYSTEM_ALIASES: Record<string, string> = { windows: 'win32', macos: 'darwin' }
const PROCESSORS = [
  'arm64',
  'x64',
  'arm',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

/** `@biomejs/cli-linux-arm64-musl` → linux, arm64, musl. */
function platformOf(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  const parts = name.split(/[/@-]/).map((part) => SYSTEM_ALIASES[part] ?? part)
  const os = parts.find((part) => SYSTEMS.includes(part))
  const cpu = PROCESSORS.find((one) => parts.includes(one))
  const libc = parts.find((part) => part === 'musl')
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) }
}

const lock: Lock & Record<string, unknown> = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const added: string[] = []
for (const owner of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    if (path in lock.packages || Object.keys(lock.packages).some((one) => one.endsWith(`/${path}`))) continue
    const version = range.replace(/^[\^~>=\s]+/, '')
    lock.packages[path] = { version, ...(owner.dev && { dev: true }), optional: true, ...platformOf(name) }
    added.push(`${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added.length} optional packages of other platforms added`)
