/**
 * `npm run release -- VERSION`: what a server installs, with its bill of materials and checksums, from the commit that is checked
 * out. Everything is created in a folder of its own first, so a release that fails changes nothing.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readCommandLine, refuse } from '../server/cli/command-line.ts'

const USAGE = `npm run release -- VERSION      writes what a server installs to release/, and commits and tags the version

  Refused unless everything is committed, VERSION is newer than the last tag, and CHANGELOG.md says what is new. Nothing is
  pushed or published. Exit codes: 0 done, 1 failed, 64 misuse.
  --dry-run         does all of it in a temporary folder, and commits and tags nothing
  --out DIR         where the files go instead of release/
  --help`

const ROOT = process.cwd()
const NOTICES = 'tab/dist/third-party-notices.txt'
const UNRELEASED = '## Unreleased\n'

const { values, positionals } = readCommandLine(
  USAGE,
  { 'dry-run': { type: 'boolean', default: false }, out: { type: 'string' } },
  { allowPositionals: true },
)
const [version = '', ...more] = positionals
if (!/^\d+\.\d+\.\d+$/.test(version) || more.length > 0) refuse('Say one version, like 1.4.0.', USAGE)

const work = mkdtempSync(join(tmpdir(), 'chatvault-release-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const folder = join(work, `chatvault-${version}`)
const out = resolve(values.out ?? (values['dry-run'] ? join(work, 'out') : 'release'))

demandReady()
const committedAt = git('log', '-1', '--format=%cI').trim()
checkOut()
const changed = setVersion()
build()
writeFileSync(join(folder, 'sbom.cdx.json'), billOfMaterials())
const files = pack()
console.log(`chatvault ${version}, from ${git('rev-parse', '--short', 'HEAD').trim()}:`)
for (const { name, bytes, sha256 } of files)
  console.log(`  ${sha256}  ${name}  ${Math.ceil(bytes / 1024)} kB`)
if (values['dry-run'])
  console.log(`Nothing was committed or tagged${values.out ? `; the files are in ${out}` : ''}.`)
else commit()

function demandReady(): void {
  if (git('status', '--porcelain') !== '') fail('there are changes that aren’t committed')
  const last = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n')[0]?.slice(1)
  if (last && !isNewer(version, last)) fail(`${version} isn’t newer than the last release, ${last}`)
  if (newsOf(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')) === '')
    fail('CHANGELOG.md has nothing under Unreleased')
}

function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number))
  const at = a?.findIndex((part, index) => part !== b?.[index]) ?? -1
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0)
}

/** What stands below “Unreleased”, up to the next version. */
function newsOf(changelog: string): string {
  return (changelog.split(UNRELEASED)[1] ?? '').split(/^## /m)[0]?.trim() ?? ''
}

function checkOut(): void {
  mkdirSync(folder)
  const archive = join(work, 'source.tar')
  git('archive', '--format=tar', '-o', archive, 'HEAD')
  execFileSync('tar', ['-xf', archive, '-C', folder])
}

/** Names of the files that carry the version. */
function setVersion(): string[] {
  const edit = (name: string, change: (text: string) => string) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')))
  edit('package.json', (text) => text.replace(/"version": "[^"]+"/, `"version": "${version}"`))
  edit('package-lock.json', (text) => {
    const lock = JSON.parse(text)
    lock.version = lock.packages[''].version = version
    return `${JSON.stringify(lock, null, 2)}\n`
  })
  const heading = `${UNRELEASED}\n## ${version}, ${committedAt.slice(0, 10)}\n`
  edit('CHANGELOG.md', (text) => text.replace(UNRELEASED, heading))
  return ['package.json', 'package-lock.json', 'CHANGELOG.md']
}

/** With the packages of this checkout. */
function build(): void {
  const packages = join(folder, 'node_modules')
  symlinkSync(join(ROOT, 'node_modules'), packages)
  run(process.execPath, [join(packages, 'vite', 'bin', 'vite.js'), 'build', 'tab', '--logLevel', 'warn'])
  unlinkSync(packages)
}

type Component = { readonly name: string; readonly version: string; readonly 'bom-ref': string }
type Bill = {
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
  metadata: Record<string, unknown>
}

/** CycloneDX: packages that a server installs, and those whose code is in the tab. The same commit gives the same bytes. */
function billOfMaterials(): string {
  const said = run('npm', ['sbom', '--package-lock-only', '--include=dev', '--sbom-format=cyclonedx'])
  const { serialNumber: _, ...all } = JSON.parse(said) as Bill & { serialNumber: string }
  const ours = new Set([...installedPackages(), ...packagesInTab()])
  const isOurs = ({ name, version }: Component) => ours.has(`${name}@${version}`)
  all.components = all.components.filter(isOurs)
  const kept = new Set(all.components.map((one) => one['bom-ref']))
  const component = all.metadata.component as { name: string; 'bom-ref': string }
  all.dependencies = all.dependencies
    .filter(({ ref }) => kept.has(ref) || ref === component['bom-ref'])
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }))
  all.metadata = { ...all.metadata, timestamp: committedAt, component: { ...component, name: 'chatvault' } }
  return `${JSON.stringify(all, null, 2)}\n`
}

/** By the lock file. (`npm sbom --omit=dev` leaves out those that a development package needs as well: npm 11.19.) */
function installedPackages(): string[] {
  type Entry = { readonly version: string; readonly dev?: boolean }
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, entry]) => `${path.split('node_modules/').at(-1)}@${entry.version}`)
}

function packagesInTab(): string[] {
  const notices = readFileSync(join(folder, NOTICES), 'utf8')
  return [...notices.matchAll(/^## (\S+) - (\S+) \(/gm)].map(([, name, version]) => `${name}@${version}`)
}

function pack(): { name: string; bytes: number; sha256: string }[] {
  const tarball = `chatvault-${version}.tar.gz`
  const alike = ['--sort=name', `--mtime=${committedAt}`, '--owner=0', '--group=0', '--numeric-owner']
  mkdirSync(out, { recursive: true })
  execFileSync('tar', [
    ...alike,
    '-I',
    'gzip -n',
    '-cf',
    join(out, tarball),
    '-C',
    work,
    `chatvault-${version}`,
  ])
  const others = { 'sbom.cdx.json': 'sbom.cdx.json', 'third-party-notices.txt': NOTICES }
  for (const [name, source] of Object.entries(others)) cpSync(join(folder, source), join(out, name))
  const files = [tarball, ...Object.keys(others)].map((name) => {
    const content = readFileSync(join(out, name))
    return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
  })
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`)
  writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
  return files
}

function commit(): void {
  for (const name of changed) cpSync(join(folder, name), join(ROOT, name))
  git('commit', '--quiet', '-m', `release: ${version}`, '--', ...changed)
  git('tag', '-a', `v${version}`, '-m', `Chatvault ${version}`)
  console.log(`Committed and tagged v${version}; the files are in ${out}. Push when you're ready.`)
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' })
}

/** In the release's own folder, without what npm and vitest put into the environment. */
function run(program: string, args: readonly string[]): string {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? work, NODE_ENV: 'production' }
  return execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 })
}

function fail(why: string): never {
  console.error(`Couldn’t release ${version}: ${why}.`)
  process.exit(1)
}
