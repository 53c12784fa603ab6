import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json } from './fill.ts'
import { readPng, writePng } from './png.ts'
import { type PackageSettings, readPackageSettings, SettingsError } from './settings.ts'
import { makePackage, packageFaults, SOURCES, type Sources, textsOf } from './teams-package.ts'
import { type Files, readZip, writeZip } from './zip.ts'

const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
const ENVIRONMENT = { PUBLIC_URL: 'https://chatvault.contoso.com', TAB_CLIENT_ID: CLIENT_ID }
const settings = readPackageSettings(ENVIRONMENT)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chatvault-package-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function manifestIn(zip: Buffer) {
  return JSON.parse((await readZip(zip)).get('manifest.json')?.toString() ?? '')
}

/** The package with something changed on the way, and what is then wrong with it. */
async function faultsAfter(change: (files: Map<string, Buffer>) => void): Promise<string[]> {
  const files = new Map(await readZip(await makePackage(settings)))
  change(files)
  return (await packageFaults(await writeZip(files), settings)).map(({ name, wrong }) => `${name} ${wrong}`)
}

/** As much of a manifest or a language file as the changes below touch. */
type Editable = { staticTabs: [object]; developer: object; webApplicationInfo: object; 'name.full'?: string }

function edit(files: Map<string, Buffer>, name: string, change: (document: Editable) => void): void {
  const document = JSON.parse(files.get(name)?.toString() ?? '')
  change(document)
  files.set(name, Buffer.from(JSON.stringify(document)))
}

describe('the package', () => {
  it('holds exactly what its manifest names, at the root', async () => {
    const files = await readZip(await makePackage(settings))
    expect([...files.keys()]).toEqual([
      'color.png',
      'color32x32.png',
      'de.json',
      'manifest.json',
      'outline.png',
    ])
  })

  it('opens the tab in the personal scope and signs in to its own api', async () => {
    expect(await manifestIn(await makePackage(settings))).toMatchObject({
      manifestVersion: '1.25',
      defaultInstallScope: 'personal',
      staticTabs: [
        {
          entityId: 'chatvault',
          contentUrl: 'https://chatvault.contoso.com/',
          websiteUrl: 'https://chatvault.contoso.com/',
          scopes: ['personal'],
        },
      ],
      validDomains: ['chatvault.contoso.com'],
      webApplicationInfo: { id: CLIENT_ID, resource: `api://chatvault.contoso.com/${CLIENT_ID}` },
    })
  })

  it('asks for no permission it does not need and lists no one else’s domain', async () => {
    const manifest = await manifestIn(await makePackage(settings))
    for (const name of ['permissions', 'devicePermissions', 'authorization', 'configurableTabs', 'bots'])
      expect(manifest).not.toHaveProperty(name)
    expect(JSON.stringify(manifest)).not.toMatch(/microsoftonline|ngrok|\*\./)
  })

  it('lists the hosts of the publisher’s own pages beside the tab’s', async () => {
    const own = readPackageSettings({ ...ENVIRONMENT, PRIVACY_URL: 'https://www.contoso.com/privacy' })
    expect((await manifestIn(await makePackage(own))).validDomains).toEqual([
      'chatvault.contoso.com',
      'www.contoso.com',
    ])
  })

  it('keeps a port in the sign-in resource, the address and the domain alike', async () => {
    const own = readPackageSettings({ ...ENVIRONMENT, PUBLIC_URL: 'https://chatvault.contoso.com:8443' })
    expect(await manifestIn(await makePackage(own))).toMatchObject({
      validDomains: ['chatvault.contoso.com:8443'],
      webApplicationInfo: { resource: `api://chatvault.contoso.com:8443/${CLIENT_ID}` },
    })
  })

  it('keeps the name free of Microsoft’s, and says in both languages who must consent first', async () => {
    const files = await readZip(await makePackage(settings))
    const german = JSON.parse(files.get('de.json')?.toString() ?? '')
    const english = textsOf(JSON.parse(files.get('manifest.json')?.toString() ?? ''))
    for (const texts of [english, german]) {
      expect(texts['name.short'] + texts['name.full']).not.toMatch(
        /microsoft|teams|office|outlook|365|copilot/i,
      )
      expect(texts['description.full']).toMatch(/Chat\.Read\.All/)
      expect(texts['description.full'].split(/\s+/).length).toBeLessThan(500)
    }
  })
})

describe('the same inputs', () => {
  const hash = (zip: Buffer) => createHash('sha256').update(zip).digest('hex')

  it('give the same bytes', async () => {
    expect(hash(await makePackage(settings))).toBe(hash(await makePackage({ ...settings })))
    expect(hash(await makePackage({ ...settings, version: '9.9.9' }))).not.toBe(
      hash(await makePackage(settings)),
    )
  })

  it('give the same bytes in every time zone, by the command itself', async () => {
    const root = path.join(import.meta.dirname, '..')
    const run = async (TZ: string) => {
      const env = { ...process.env, ...ENVIRONMENT, TZ }
      const out = path.join(folder, `${path.basename(TZ)}/chatvault.zip`)
      await promisify(execFile)(process.execPath, ['manifest/build.ts', '--out', out], { cwd: root, env })
      return hash(await readFile(out))
    }
    expect(await run('Asia/Tokyo')).toBe(await run('America/Anchorage'))
  })
})

it('ends with 78 and one message when the environment is wrong', async () => {
  const env = { ...process.env, PUBLIC_URL: 'http://localhost', TAB_CLIENT_ID: '' }
  const failure = promisify(execFile)(process.execPath, ['manifest/build.ts'], {
    cwd: path.join(import.meta.dirname, '..'),
    env,
  })
  await expect(failure).rejects.toMatchObject({
    code: 78,
    stdout: '',
    stderr: expect.stringMatching(/PUBLIC_URL must .+\n {2}TAB_CLIENT_ID must .+\nNothing was written\.\n$/),
  })
})

describe('a package that Teams would refuse', () => {
  it('names the variable whose value breaks the schema', async () => {
    const long: PackageSettings = { ...settings, publisher: { ...settings.publisher, name: 'x'.repeat(40) } }
    await expect(makePackage(long)).rejects.toThrow(/DEVELOPER_NAME makes developer\.name break/)
  })

  it.each<[string, (files: Map<string, Buffer>) => void, string]>([
    ['a file nobody names', (files) => files.set('notes.txt', Buffer.from('x')), 'notes.txt is in the zip'],
    ['a missing icon', (files) => files.delete('color.png'), 'color.png is named in the manifest'],
    ['a missing language', (files) => files.delete('de.json'), 'de.json is named in the manifest'],
    [
      'a folder',
      (files) => files.set('icons/color.png', Buffer.from('x')),
      'icons/color.png must be at the root',
    ],
    ['no manifest', (files) => files.delete('manifest.json'), 'manifest.json must be at the root'],
    [
      'an unknown property',
      (files) => edit(files, 'manifest.json', (it) => Object.assign(it, { packageName: 'x' })),
      'manifest.json breaks Microsoft’s schema at its root: must NOT have additional properties (packageName)',
    ],
    [
      'another schema version',
      (files) => edit(files, 'manifest.json', (it) => Object.assign(it, { manifestVersion: '1.17' })),
      'manifest.json breaks Microsoft’s schema at manifestVersion',
    ],
    [
      'a tab without https, which the schema lets through',
      (files) =>
        edit(files, 'manifest.json', ({ staticTabs }) =>
          Object.assign(staticTabs[0], { contentUrl: 'http://chatvault.contoso.com/' }),
        ),
      'PUBLIC_URL must be an https address',
    ],
    [
      'a tab on another host',
      (files) =>
        edit(files, 'manifest.json', (it) => {
          Object.assign(it.staticTabs[0], { websiteUrl: 'https://evil.example/' })
          Object.assign(it, { validDomains: ['chatvault.contoso.com', 'evil.example'] })
        }),
      'PUBLIC_URL must be where the tab is',
    ],
    [
      'a page on a domain that is not listed',
      (files) =>
        edit(files, 'manifest.json', ({ developer }) =>
          Object.assign(developer, { privacyUrl: 'https://www.contoso.com/' }),
        ),
      'PRIVACY_URL must have a host that validDomains lists',
    ],
    [
      'the login host among the domains',
      (files) =>
        edit(files, 'manifest.json', (it) =>
          Object.assign(it, { validDomains: ['chatvault.contoso.com', 'login.microsoftonline.com'] }),
        ),
      'manifest.json must not list login.microsoftonline.com',
    ],
    [
      'a wildcard among the domains',
      (files) =>
        edit(files, 'manifest.json', (it) =>
          Object.assign(it, { validDomains: ['chatvault.contoso.com', '*.contoso.com'] }),
        ),
      'manifest.json must not list *.contoso.com',
    ],
    [
      'another resource',
      (files) =>
        edit(files, 'manifest.json', (it) =>
          Object.assign(it.webApplicationInfo, { resource: `api://${CLIENT_ID}` }),
        ),
      'TAB_CLIENT_ID needs the resource',
    ],
    [
      'a text without its translation',
      (files) => edit(files, 'de.json', (it) => delete it['name.full']),
      'de.json must translate name.full',
    ],
    [
      'a translation that is too long',
      (files) => edit(files, 'de.json', (it) => Object.assign(it, { 'description.short': 'x'.repeat(81) })),
      'de.json breaks Microsoft’s localization schema at description.short',
    ],
    [
      'a translation of nothing',
      (files) => edit(files, 'de.json', (it) => Object.assign(it, { 'name.tiny': 'x' })),
      'de.json breaks Microsoft’s localization schema',
    ],
  ])('is found out: %s', async (_, change, expected) => {
    expect((await faultsAfter(change)).join('\n')).toContain(expected)
  })

  it('is found out: a zip of the folder instead of its files', async () => {
    const files = await readZip(await makePackage(settings))
    const inside: Files = new Map([...files].map(([name, bytes]) => [`appPackage/${name}`, bytes]))
    expect(await packageFaults(await writeZip(inside), settings)).toEqual([
      { name: 'manifest.json', wrong: 'must be at the root of the zip' },
    ])
  })
})

describe('icons', () => {
  async function faultsWith(
    name: string,
    change: (pixels: Uint8Array) => void,
    size?: number,
  ): Promise<string> {
    const icons = await mkdtemp(path.join(folder, 'icons-'))
    await cp(SOURCES.iconsDir, icons, { recursive: true })
    const { width, pixels } = readPng(await readFile(path.join(icons, name)))
    change(pixels)
    const side = size ?? width
    const picture = { width: side, height: side, pixels: pixels.subarray(0, side * side * 4) }
    await writeFile(path.join(icons, name), writePng(picture))
    return messageWith({ ...SOURCES, iconsDir: icons })
  }

  async function messageWith(sources: Sources): Promise<string> {
    try {
      await makePackage(settings, sources)
      return ''
    } catch (error) {
      if (error instanceof SettingsError) return error.message
      throw error
    }
  }

  it('are what Microsoft asks for', async () => {
    expect(await faultsWith('outline.png', () => undefined)).toBe('')
  })

  it.each<[string, string, (pixels: Uint8Array) => void, string]>([
    [
      'an off-white pixel',
      'outline.png',
      (pixels) => greyOnePixel(pixels),
      'must be white and transparent only',
    ],
    ['a filled outline', 'outline.png', (pixels) => pixels.fill(255), 'must have a transparent background'],
    ['an empty outline', 'outline.png', (pixels) => pixels.fill(0), 'must show something'],
    [
      'an opaque small icon',
      'color32x32.png',
      (pixels) => pixels.fill(255),
      'must have a transparent background',
    ],
    [
      'a border',
      'color.png',
      (pixels) => pixels.set([0, 0, 0, 255], 192 * 4 * 2),
      'central 120 × 120 pixels',
    ],
  ])('%s is found out', async (_, name, change, expected) => {
    expect(await faultsWith(name, change)).toContain(`appPackage/${name} `)
    expect(await faultsWith(name, change)).toContain(expected)
  })

  it('of the wrong size are found out', async () => {
    expect(await faultsWith('color.png', () => undefined, 128)).toContain(
      'must be 192 × 192 pixels, not 128 × 128',
    )
  })

  it('without alpha, damaged or not PNG at all are found out', async () => {
    const icons = await mkdtemp(path.join(folder, 'icons-'))
    await cp(SOURCES.iconsDir, icons, { recursive: true })
    const good = await readFile(path.join(icons, 'color.png'))
    await writeFile(path.join(icons, 'outline.png'), 'GIF89a')
    await writeFile(path.join(icons, 'color.png'), good.subarray(0, good.length - 40))
    const message = await messageWith({ ...SOURCES, iconsDir: icons })
    expect(message).toMatch(/appPackage\/outline\.png isn’t a PNG/)
    expect(message).toMatch(/appPackage\/color\.png is a damaged PNG/)
  })

  function greyOnePixel(pixels: Uint8Array): void {
    const visible = pixels.findIndex((value, i) => i % 4 === 3 && value > 0)
    pixels[visible - 1] = 254
  }
})

it('a hole no one fills is a mistake in the template, said at once', async () => {
  const template: Json = JSON.parse(await readFile(SOURCES.templateFile, 'utf8'))
  const templateFile = path.join(folder, 'template.json')
  await writeFile(templateFile, JSON.stringify(template).replace('{{HOST}}', '{{HOTS}}'))
  await expect(makePackage(settings, { ...SOURCES, templateFile })).rejects.toThrow('{{HOTS}}')
})
