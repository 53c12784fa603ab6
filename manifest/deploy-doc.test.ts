import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLE_NAMES } from '../server/config/variables.ts'
import { DIRECTORY_PERMISSIONS } from './registration/device-sign-in.ts'
import { templateOf } from './registration/sign-in-app.ts'
import { MANIFEST_VARIABLES, readRegistrationSettings } from './settings.ts'

const ROOT = path.join(import.meta.dirname, '..')
const read = (name: string) => readFile(path.join(ROOT, name), 'utf8')
const deploy = await read('docs/DEPLOY.md')

const app = templateOf(readRegistrationSettings({ PUBLIC_URL: 'https://chatvault.contoso.com' }), {
  multiTenant: false,
  localhostPort: undefined,
})

describe('docs/DEPLOY.md', () => {
  it('names variables that exist, and every one the packaging commands read', () => {
    const known = new Set<string>([...VARIABLE_NAMES, ...MANIFEST_VARIABLES])
    const named = [...deploy.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(
      ([, name = '']) => name,
    )
    expect(named.filter((name) => !known.has(name))).toEqual([])
    expect(MANIFEST_VARIABLES.filter((name) => !deploy.includes(name))).toEqual([])
  })

  it('names commands that exist', async () => {
    const { scripts } = JSON.parse(await read('package.json'))
    const named = [...deploy.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name)
    expect(new Set(named)).toContain('package')
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('has the steps that messages and other pages point to', async () => {
    const pointing = [
      'manifest/build.ts',
      'manifest/register.ts',
      'manifest/registration/directory.ts',
      'manifest/README.md',
    ]
    const texts = await Promise.all(pointing.map(read))
    const steps = texts.flatMap((text) =>
      [...text.matchAll(/docs\/DEPLOY\.md\)?, step (\d+)/g)].map(([, step]) => step),
    )
    expect(steps.length).toBeGreaterThan(3)
    for (const step of steps) expect(deploy).toMatch(new RegExp(`^## ${step}\\. `, 'm'))
  })

  it('links to headings and files that exist', () => {
    const headings = [...deploy.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => anchorOf(text))
    for (const [, target = ''] of deploy.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = '', anchor] = target.split('#')
      if (file.startsWith('https:')) continue
      if (file) expect(existsSync(path.join(ROOT, 'docs', file)), target).toBe(true)
      else expect(headings, target).toContain(anchor)
    }
  })

  it('says by hand what the command registers', () => {
    const byHand = deploy.slice(deploy.indexOf('### c)'), deploy.indexOf('### In each case'))
    for (const { value } of [...app.appRoles, ...app.api.oauth2PermissionScopes])
      expect(byHand).toContain(value)
    for (const uri of app.spa.redirectUris) expect(byHand).toContain(uri)
    for (const { name } of app.optionalClaims?.accessToken ?? []) expect(byHand).toContain(`\`${name}\``)
    for (const name of [
      'openid',
      'profile',
      'offline_access',
      'requestedAccessTokenVersion',
      'DirectoryRole',
    ])
      expect(byHand).toContain(name)
  })

  it('explains every permission the registration asks a person for', () => {
    const table = deploy.slice(
      deploy.indexOf('| call | permission'),
      deploy.indexOf('`AppRegistration.Create` would'),
    )
    const named = new Set(
      [...table.matchAll(/`((?:Application|AppRoleAssignment|User)\.[\w.]+)`/g)].map(([, name]) => name),
    )
    expect([...named].sort()).toEqual([...DIRECTORY_PERMISSIONS].sort())
  })
})

it('.env.example names every variable, the packaging ones included', async () => {
  const example = await read('.env.example')
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name)
  expect(
    MANIFEST_VARIABLES.filter((name) => !named.includes(name) && !['GRAPH_URL', 'LOGIN_URL'].includes(name)),
  ).toEqual([])
})

/** As GitHub makes anchors of headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
