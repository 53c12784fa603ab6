/** The Teams app package: made from the template, then read back from its zip and checked as Teams would. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fill, type Holes, holesAt, type Json } from './fill.ts'
import { type IconName, iconFaults } from './icon-rules.ts'
import { violations } from './schema.ts'
import { type Fault, type PackageSettings, SettingsError, whyNotOurs } from './settings.ts'
import { type Files, readZip, writeZip } from './zip.ts'

/** The part of the manifest that is looked at; everything else is the schema's business. */
export type TeamsManifest = {
  readonly id: string
  readonly version: string
  readonly developer: {
    readonly websiteUrl: string
    readonly privacyUrl: string
    readonly termsOfUseUrl: string
  }
  readonly icons: Readonly<Record<IconName, string>>
  readonly localizationInfo: { readonly additionalLanguages: readonly { readonly file: string }[] }
  readonly staticTabs: readonly {
    readonly name: string
    readonly contentUrl: string
    readonly websiteUrl: string
  }[]
  readonly validDomains: readonly string[]
  readonly webApplicationInfo: { readonly id: string; readonly resource: string }
  readonly name: { readonly short: string; readonly full: string }
  readonly description: { readonly short: string; readonly full: string }
}

/** Where the parts come from; tests put other icons and templates there. */
export type Sources = {
  readonly templateFile: string
  readonly languagesDir: string
  readonly iconsDir: string
}

export const SOURCES: Sources = {
  templateFile: path.join(import.meta.dirname, 'teams.manifest.json'),
  languagesDir: path.join(import.meta.dirname, 'languages'),
  iconsDir: path.join(import.meta.dirname, '../appPackage'),
}

const MANIFEST = 'manifest.json'

/** The zip's bytes. Throws a `SettingsError` that names everything Teams would refuse. */
export async function makePackage(settings: PackageSettings, sources = SOURCES): Promise<Buffer> {
  const template: Json = JSON.parse(await readFile(sources.templateFile, 'utf8'))
  const manifest = manifestOf(template, settings)
  const zip = await writeZip(await collect(manifest, sources))
  const faults = await packageFaults(zip, settings, template)
  if (faults.length > 0) throw new SettingsError('create the package', faults)
  return zip
}

function manifestOf(template: Json, settings: PackageSettings): TeamsManifest {
  const filled = fill(template, holesOf(settings)) as unknown as TeamsManifest // violations() has the last word
  return { ...filled, validDomains: domainsOf(filled) }
}

/** The tab's own host, and those of the publisher's pages where they lie elsewhere. */
function domainsOf({ validDomains, developer }: TeamsManifest): string[] {
  const { websiteUrl, privacyUrl, termsOfUseUrl } = developer
  const pages = [websiteUrl, privacyUrl, termsOfUseUrl].map((url) => new URL(url).host)
  return [...new Set([...validDomains, ...pages.sort()])]
}

function holesOf({ host, clientId, teamsAppId, version, publisher }: PackageSettings): Holes {
  return {
    HOST: host,
    TAB_CLIENT_ID: clientId,
    TEAMS_APP_ID: teamsAppId,
    APP_VERSION: version,
    DEVELOPER_NAME: publisher.name,
    DEVELOPER_URL: publisher.websiteUrl,
    PRIVACY_URL: publisher.privacyUrl,
    TERMS_URL: publisher.termsUrl,
  }
}

async function collect(manifest: TeamsManifest, { languagesDir, iconsDir }: Sources): Promise<Files> {
  const files = new Map([[MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]])
  for (const name of languageFiles(manifest)) files.set(name, await readFile(path.join(languagesDir, name)))
  for (const name of Object.values(manifest.icons)) files.set(name, await readFile(path.join(iconsDir, name)))
  return files
}

function languageFiles({ localizationInfo }: TeamsManifest): string[] {
  return localizationInfo.additionalLanguages.map(({ file }) => file)
}

// ── What Teams would refuse ──────────────────────────────────────────────────────────────────────────────────────

/** Reads a package back; `template` tells which variable filled a text that is wrong. */
export async function packageFaults(
  zip: Buffer,
  settings: Pick<PackageSettings, 'host' | 'clientId'>,
  template: Json = null,
): Promise<Fault[]> {
  const files = await readZip(zip)
  const file = files.get(MANIFEST)
  if (!file) return [{ name: MANIFEST, wrong: 'must be at the root of the zip' }]
  const document: Json = JSON.parse(file.toString())
  const broken = schemaFaults(document, template)
  if (broken.length > 0) return broken
  const manifest = document as unknown as TeamsManifest // the schema has just been kept
  return [
    ...entryFaults(manifest, files),
    ...addressFaults(manifest, settings),
    ...languageFaults(manifest, files),
    ...iconFilesFaults(manifest, files),
  ]
}

function schemaFaults(document: Json, template: Json): Fault[] {
  return violations(document, 'MicrosoftTeams.schema.json').map(({ path: at, wrong }) => {
    const [variable] = holesAt(template, at)
    return variable
      ? { name: variable, wrong: `makes ${at.join('.')} break Microsoft’s schema: ${wrong}` }
      : { name: MANIFEST, wrong: `breaks Microsoft’s schema at ${at.join('.') || 'its root'}: ${wrong}` }
  })
}

/** Exactly what the manifest names, all at the root. */
function entryFaults(manifest: TeamsManifest, files: Files): Fault[] {
  const named = new Set([MANIFEST, ...Object.values(manifest.icons), ...languageFiles(manifest)])
  const missing = [...named].filter((name) => !files.has(name))
  const extra = [...files.keys()].filter((name) => !named.has(name))
  const deep = [...files.keys()].filter((name) => name.includes('/'))
  return [
    ...missing.map((name) => ({ name, wrong: 'is named in the manifest but missing from the zip' })),
    ...extra.map((name) => ({ name, wrong: 'is in the zip but not named in the manifest' })),
    ...deep.map((name) => ({ name, wrong: 'must be at the root of the zip' })),
  ]
}

function addressFaults(
  manifest: TeamsManifest,
  { host, clientId }: { host: string; clientId: string },
): Fault[] {
  const { developer, staticTabs, validDomains, webApplicationInfo } = manifest
  const resource = `api://${host}/${clientId}`
  const pages = [
    ['DEVELOPER_URL', developer.websiteUrl],
    ['PRIVACY_URL', developer.privacyUrl],
    ['TERMS_URL', developer.termsOfUseUrl],
  ] as const
  const tabs = staticTabs.flatMap(({ contentUrl, websiteUrl }) => [contentUrl, websiteUrl])
  return [
    ...[...pages, ...tabs.map((url) => ['PUBLIC_URL', url] as const)].flatMap(([name, url]) =>
      wrongAddress(url, validDomains).map((wrong) => ({ name, wrong })),
    ),
    ...tabs
      .filter((url) => URL.parse(url)?.host !== host)
      .map(() => ({
        name: 'PUBLIC_URL',
        wrong: 'must be where the tab is: a tab’s address has another host',
      })),
    ...validDomains
      .filter((domain) => whyNotOurs(`https://${domain}`))
      .map((domain) => ({ name: MANIFEST, wrong: `must not list ${domain} in validDomains` })),
    ...(webApplicationInfo.id === clientId
      ? []
      : [{ name: 'TAB_CLIENT_ID', wrong: 'isn’t what the manifest names' }]),
    ...(webApplicationInfo.resource === resource
      ? []
      : [{ name: 'TAB_CLIENT_ID', wrong: `needs the resource api://HOST/TAB_CLIENT_ID in the manifest` }]),
  ]
}

function wrongAddress(url: string, validDomains: readonly string[]): string[] {
  const wrong = whyNotOurs(url)
  if (wrong) return [wrong]
  return validDomains.includes(new URL(url).host) ? [] : ['must have a host that validDomains lists']
}

/** The default language is the manifest's own; every other one must say as much. */
function languageFaults(manifest: TeamsManifest, files: Files): Fault[] {
  const texts = textsOf(manifest)
  return [
    ...localisationFaults(MANIFEST, texts),
    ...languageFiles(manifest).flatMap((name) => {
      const document: Record<string, Json> = JSON.parse(files.get(name)?.toString() ?? '{}')
      const missing = Object.keys(texts).filter((key) => !(key in document))
      return [
        ...localisationFaults(name, document),
        ...missing.map((key) => ({ name, wrong: `must translate ${key}` })),
      ]
    }),
  ]
}

function localisationFaults(name: string, document: Json): Fault[] {
  return violations(document, 'MicrosoftTeams.Localization.schema.json').map(({ path: at, wrong }) => ({
    name,
    wrong: `breaks Microsoft’s localization schema at ${at.join('.') || 'its root'}: ${wrong}`,
  }))
}

/** Every text a person reads, by the key a language file has for it. */
export function textsOf({ name, description, staticTabs }: TeamsManifest): Record<string, string> {
  return {
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(staticTabs.map((tab, i) => [`staticTabs[${i}].name`, tab.name])),
  }
}

function iconFilesFaults({ icons }: TeamsManifest, files: Files): Fault[] {
  return (Object.entries(icons) as [IconName, string][]).flatMap(([icon, name]) => {
    const file = files.get(name)
    return file ? iconFaults(icon, file).map((wrong) => ({ name: `appPackage/${name}`, wrong })) : []
  })
}
