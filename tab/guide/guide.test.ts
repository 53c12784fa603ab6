import { globSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  digestOf,
  GUIDE_FOLDER,
  GUIDE_LANGUAGES,
  MADE_FROM,
  type MadeFrom,
  pdfName,
  sourceDigest,
} from '../../scripts/guide-source.ts'
import { NEEDED_PERMISSIONS, OPTIONAL_PERMISSIONS } from '../../server/graph/connection-checks.ts'
import { CLOUDS } from '../../server/graph/entra/cloud.ts'
import { guide as german } from '../i18n/de/guide.ts'
import { guide as english } from '../i18n/en/guide.ts'
import type { Texts } from '../i18n/pseudo.ts'
import { heightOf, linesOf, widthOf } from './pictures/measure.ts'
import { type PlaceName, placeOf } from './portals.ts'
import {
  actsAtMicrosoft,
  numbersOf,
  type Part,
  PERMISSIONS,
  PICTURES,
  PLAN,
  partsOf,
  WORK_STEPS,
} from './steps.ts'
import { textToCopy } from './values.ts'

const APPLICATION = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
/** A heading and three lines, in points. */
const ROOM = 64
const PLACES: PlaceName[] = ['register', 'overview', 'credentials', 'permissions', 'subscriptions', 'shell']

describe.each(WORK_STEPS)('the step %s', (step) => {
  const parts: readonly Part[] = PLAN[step]
  const actions = parts.flatMap((part) => part.actions)

  it('says why, who, what to do and what one sees then', () => {
    const { title, short, why, who, see, roleReason } = english[step]
    for (const text of [title, short, why, who, see, roleReason]) expect(text.length).toBeGreaterThan(3)
    expect(actions.length).toBeGreaterThanOrEqual(4)
  })

  it('has a text for each action and mistake, and each of them is in its plan', () => {
    expect(actions.map(({ name }) => name).toSorted()).toEqual(Object.keys(english[step].do).toSorted())
    const mistakes = actions.flatMap((action) => action.mistakes ?? [])
    expect(mistakes.toSorted()).toEqual(Object.keys(english[step].mistake).toSorted())
  })

  it('has a picture beside each of its parts', () => {
    expect(parts.length).toBeGreaterThan(0)
    for (const { picture } of parts) expect(PICTURES).toContain(picture)
  })

  it('is numbered from one, without a gap', () => {
    for (const way of step === 'credential' ? (['secret', 'certificate'] as const) : [undefined]) {
      const shown = partsOf(step, way).flatMap((part) => part.actions.map(({ name }) => name))
      expect(shown.map((name) => numbersOf(step, way).get(name))).toEqual(shown.map((_, at) => at + 1))
    }
  })
})

describe('the guide', () => {
  it('draws each picture once', () => {
    const parts = WORK_STEPS.flatMap((step): readonly Part[] => PLAN[step])
    const shown = ['start', ...parts.map((part) => part.picture)]
    expect(shown.toSorted()).toEqual([...PICTURES].toSorted())
  })

  it('explains what Chatvault asks for, and counts as needed what the server needs', () => {
    const least = PERMISSIONS.filter((it) => it.least).map(({ name }) => name)
    expect(least.toSorted()).toEqual(NEEDED_PERMISSIONS.map(({ name }) => name).toSorted())
    const names: string[] = PERMISSIONS.map(({ name }) => name)
    for (const { name } of OPTIONAL_PERMISSIONS) expect(names).toContain(name)
    expect(names.toSorted()).toEqual(Object.keys(english.permissions.permission).toSorted())
  })

  it('counts what is clicked and filled in in Microsoft 365, as the user guide tells it', () => {
    const sum = (['register', 'credential', 'permissions'] as const).reduce(
      (acts, step) => acts + actsAtMicrosoft(step, 'secret'),
      0,
    )
    const text = readFileSync(join(import.meta.dirname, '../../docs/USER-GUIDE.md'), 'utf8')
    expect(text).toContain(`and ${sum} in Microsoft Entra`)
    expect(actsAtMicrosoft('permissions', 'secret')).toBeLessThan(
      actsAtMicrosoft('permissions', 'secret', false),
    )
    const atMicrosoft = WORK_STEPS.filter((step) => step !== 'billing')
      .flatMap((step): readonly Part[] => PLAN[step])
      .flatMap(({ actions }) => actions.filter(({ name, place }) => place && name !== 'check'))
    expect(atMicrosoft.filter(({ acts = 0 }) => acts === 0)).toEqual([])
  })

  it('has no text that no one shows', () => {
    const sources = globSync('**/*.{ts,tsx}', { cwd: join(import.meta.dirname, '..') })
      .filter((file) => !/^(dist|i18n|e2e)\/|\.test\./.test(file))
      .map((file) => readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
      .join('\n')
    const planned = /^\w+\.(do|mistake|permission)\.|^(value|place)\./
    const unused = keysOf(english).filter((key) => {
      const last = key.split('.').at(-1) ?? ''
      return !planned.test(key) && !new RegExp(`\\.${last}\\b|\\?\\.${last}\\b|'${last}'`).test(sources)
    })
    expect(unused).toEqual([])
  })

  it('has the same way through the menus in German as in English', () => {
    const depth = (path: string) => path.split('›').length
    for (const place of PLACES) {
      expect(depth(german.place[place].entra), place).toBe(depth(english.place[place].entra))
      expect(depth(german.place[place].azure), place).toBe(depth(english.place[place].azure))
    }
  })
})

describe('a link into a portal', () => {
  it.each(Object.values(CLOUDS))('is https and of its cloud: $name', ({ name, loginUrl }) => {
    const [entra, azure] =
      name === 'global'
        ? ['entra.microsoft.com', 'portal.azure.com']
        : name === 'china'
          ? ['entra.microsoftonline.cn', 'portal.azure.cn']
          : ['entra.microsoft.us', 'portal.azure.us']
    for (const place of PLACES) {
      const { link, portal } = placeOf(place, {
        authority: `${loginUrl}/organizations`,
        applicationId: APPLICATION,
      })
      const { protocol, host } = new URL(link)
      expect([protocol, host]).toEqual(['https:', portal === 'entra' ? entra : azure])
    }
  })

  it('leads to the application itself once it is known, and to the list until then', () => {
    expect(placeOf('credentials', { applicationId: APPLICATION }).link).toContain(APPLICATION)
    expect(placeOf('credentials', {}).link).toMatch(/ApplicationsListBlade$/)
  })
})

describe('a value to copy', () => {
  it('is the command Microsoft documents, with what is known filled in', () => {
    const known = { applicationId: APPLICATION, subscriptionId: 'sub', resourceGroup: 'group' }
    expect(textToCopy('createAccount', known)).toBe(
      `az graph-services account create --resource-group group --resource-name chatvault --subscription sub --location global --app-id ${APPLICATION}`,
    )
    expect(textToCopy('createAccount', {})).toContain('--app-id <application-id>')
  })

  it('is left out while no one knows it', () => {
    expect(textToCopy('redirectUri', {})).toBeUndefined()
    expect(textToCopy('thumbprint', {})).toBeUndefined()
  })
})

describe('room for words in a picture', () => {
  const look = { size: 12 }

  it('grows by whole lines, and a word longer than a line takes several', () => {
    expect(linesOf('one two', 1000, look)).toBe(1)
    expect(linesOf('one two', widthOf('one ', look) + 1, look)).toBe(2)
    expect(linesOf('x'.repeat(40), widthOf('x'.repeat(10), look), look)).toBeGreaterThanOrEqual(4)
    expect(heightOf('one two', widthOf('one ', look) + 1, look)).toBe(Math.ceil(2 * 12 * 1.3))
  })

  it('counts accents as nothing and soft hyphens as places to break', () => {
    expect(widthOf('Ţéšţ', look)).toBe(widthOf('Test', look))
    expect(linesOf('Anwendungs\u00adberechtigungen', widthOf('berechtigungen', look) + 1, look)).toBe(2)
  })
})

describe.each(GUIDE_LANGUAGES)('the PDF in %s', (language) => {
  it('is made from these texts, steps and pictures: npm run guide', async () => {
    const made = JSON.parse(await readFile(MADE_FROM, 'utf8')) as MadeFrom
    const pdf = await readFile(join(GUIDE_FOLDER, pdfName(language)))
    expect(made[pdfName(language)]).toEqual({ source: await sourceDigest(language), pdf: digestOf(pdf) })
  })

  it('begins none of its headings at the very end of a page', async () => {
    const pdf = await readFile(join(GUIDE_FOLDER, pdfName(language)), 'latin1')
    // Each heading is a bookmark; its second number is its height above the bottom of the sheet, in points.
    const heights = [...pdf.matchAll(/\/Dest \[\d+ 0 R \/XYZ [\d.]+ ([\d.]+) 0\]/g)].map(([, it]) =>
      Number(it),
    )
    expect(heights.length).toBeGreaterThan(15)
    const margin = (18 / 25.4) * 72
    expect(heights.filter((it) => it < margin + ROOM)).toEqual([])
  })
})

function keysOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  )
}
