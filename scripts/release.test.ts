/** Releases of a clone of this checkout: what is in them, and what they leave behind. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTempDir, type TempDir } from '../server/testing/temp-dir.ts'

const HOME = resolve(import.meta.dirname, '..')

describe('npm run release', () => {
  let dir: TempDir
  let clone: string
  beforeAll(async () => {
    dir = await createTempDir()
    clone = join(dir.path, 'clone')
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', HOME, clone])
    symlinkSync(join(HOME, 'node_modules'), join(clone, 'node_modules'))
    git('config', 'user.name', 'Someone')
    git('config', 'user.email', 'someone@contoso.com')
    // Of a link, git knows no folder to ignore.
    writeFileSync(join(clone, '.git', 'info', 'exclude'), 'node_modules\n')
  })
  afterAll(() => dir.remove())

  const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' })
  const release = (...args: string[]) =>
    spawnSync(process.execPath, [join(HOME, 'scripts', 'release.ts'), ...args], {
      cwd: clone,
      encoding: 'utf8',
    })
  const read = (...parts: string[]) => readFileSync(join(dir.path, ...parts), 'utf8')

  it('tried dry writes what a server installs, and commits and tags nothing', () => {
    const ended = release('9.8.7', '--dry-run', '--out', join(dir.path, 'out'))
    expect([ended.stderr, ended.status]).toEqual(['', 0])
    expect([git('status', '--porcelain'), git('tag')]).toEqual(['', ''])

    execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: join(dir.path, 'out') })
    execFileSync('tar', ['-xzf', join(dir.path, 'out', 'chatvault-9.8.7.tar.gz'), '-C', dir.path])
    expect(JSON.parse(read('chatvault-9.8.7', 'package.json')).version).toBe('9.8.7')
    expect(JSON.parse(read('chatvault-9.8.7', 'package-lock.json')).packages[''].version).toBe('9.8.7')
    expect(read('chatvault-9.8.7', 'CHANGELOG.md')).toMatch(
      /^## Unreleased\n\n## 9\.8\.7, \d{4}-\d\d-\d\d\n/m,
    )
    for (const name of ['tab/dist/index.html', 'server/main.ts', 'LICENSE'])
      expect(existsSync(join(dir.path, 'chatvault-9.8.7', name)), name).toBe(true)
    expect(existsSync(join(dir.path, 'chatvault-9.8.7', 'node_modules'))).toBe(false)
  }, 120_000)

  it('lists the packages of the server and those in the tab, and none of the tests', () => {
    const bill = JSON.parse(read('out', 'sbom.cdx.json'))
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'chatvault', version: '9.8.7' } },
    })
    const names = new Set(bill.components.map(({ name }: { name: string }) => name))
    const { dependencies } = JSON.parse(read('chatvault-9.8.7', 'package.json'))
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([])
    for (const name of ['react-dom', '@fluentui/react-button', 'dompurify'])
      expect(names, name).toContain(name)
    for (const name of ['vitest', 'azurite', 'playwright-core']) expect(names, name).not.toContain(name)
    const refs = new Set(bill.components.map((one: Record<string, string>) => one['bom-ref']))
    for (const { dependsOn } of bill.dependencies)
      for (const ref of dependsOn) expect(refs.has(ref), ref).toBe(true)
  })

  it('has the licence of each package whose code is in the tab', () => {
    const notices = read('out', 'third-party-notices.txt').split(/^## /m).slice(1)
    expect(notices.length).toBeGreaterThan(50)
    const bare = notices.filter((notice) => notice.split('\n').slice(1).join('\n').trim().length < 100)
    // Its package has no file with the licence.
    expect(bare.map((notice) => notice.split(' ')[0])).toEqual(['@fluentui/react-icons'])
  })

  it('gives the same bytes from the same commit', () => {
    expect(release('9.8.7', '--dry-run', '--out', join(dir.path, 'again')).status).toBe(0)
    expect(read('again', 'SHA256SUMS')).toBe(read('out', 'SHA256SUMS'))
  }, 120_000)

  it('commits and tags, and then refuses anything that is not newer, or not committed', () => {
    const ended = release('9.8.7', '--out', join(dir.path, 'real'))
    expect([ended.stderr, ended.status]).toEqual(['', 0])
    expect(git('tag')).toBe('v9.8.7\n')
    expect(git('show', 'v9.8.7:CHANGELOG.md')).toContain('## 9.8.7, ')
    expect(git('status', '--porcelain')).toBe('')
    expect(release('9.8.6', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('newer'),
    })
    expect(release('9.10.0', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Unreleased'),
    })
    writeFileSync(join(clone, 'README.md'), '')
    expect(release('9.10.0', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('committed'),
    })
    expect(release('next')).toMatchObject({ status: 64 })
  }, 120_000)
})
