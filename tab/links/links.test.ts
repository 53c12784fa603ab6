import fc from 'fast-check'
import { matchPath } from 'react-router'
import { describe, expect, it } from 'vitest'
import { addressOf, deepLinkOf, linkTo, messageAddress, ROUTES, subPageIdOf } from './links.ts'

const PERSON = '7a0f3c1e-5b1d-4a7e-9a55-3f2d1c0b9a88'
const CHAT = '19:meeting_MmE0NDhhYjQ@thread.v2'

/** As the browser sees an address after it was navigated to. */
function locationOf(address: string) {
  const { origin, pathname, search, hash } = new URL(address, 'https://chatvault.contoso.com')
  return { origin, pathname, search, hash }
}

const id = fc
  .tuple(
    fc.constantFrom(...'0Aaz9'),
    fc.array(fc.constantFrom(...'0123456789abcXYZ_:@=-', '.v'), { maxLength: 40 }),
  )
  .map(([first, rest]) => first + rest.join(''))
const place = fc.oneof(
  fc.constantFrom('archive', 'runs', 'people', 'connection', 'settings'),
  fc.tuple(fc.constant('run'), id).map(join),
  fc.tuple(fc.constant('setup'), fc.constantFrom('start', 'register', 'automatic')).map(join),
  fc.tuple(fc.constant('conversation'), id, id).map(join),
  fc.tuple(fc.constant('message'), id, id, id).map(join),
)

function join([kind, ...ids]: string[]): string {
  return [kind, ...ids.map((it) => encodeURIComponent(it))].join('/')
}

/** Strings that look almost right: our words, separators and escapes in any order. */
const almost = fc
  .array(
    fc.oneof(
      fc.constantFrom('run', 'conversation', 'message', 'archive', 'runs', PERSON, CHAT, '17'),
      fc.constantFrom('/', '//', '..', '.', '%2e', '%2F', '%252F', '%5c', '\\', '?', '#', '&', '%', '%00'),
      fc.constantFrom('javascript:', 'https:', 'evil.example', '@', ':', ' ', '\n', '\u200b', '__proto__'),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 9 },
  )
  .map((parts) => parts.join(''))

describe('the address a link asks for', () => {
  it.each([
    ['archive', '/archive'],
    ['settings', '/settings'],
    [`run/${PERSON}`, `/runs/${PERSON}`],
    ['setup/consent', '/connection/setup/consent'],
    [`conversation/${PERSON}/${encodeURIComponent(CHAT)}`, `/archive/${PERSON}/${encodeURIComponent(CHAT)}`],
    [
      `message/${PERSON}/${encodeURIComponent(CHAT)}/1762160000000`,
      `/archive/${PERSON}/${encodeURIComponent(CHAT)}?message=1762160000000`,
    ],
  ])('%s leads to %s', (subPageId, address) => {
    expect(addressOf(subPageId)).toBe(address)
  })

  it('is the same when the host has decoded the link already', () => {
    expect(addressOf(`conversation/${PERSON}/${CHAT}`)).toBe(`/archive/${PERSON}/${encodeURIComponent(CHAT)}`)
  })

  it.each([
    '',
    '/',
    'overview',
    'constructor',
    '__proto__',
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    'setup',
    'setup/',
    'setup/Consent',
    'setup/consent/more',
    'setup/..',
    'run',
    'run/',
    'run//',
    `run/${PERSON}/`,
    `run/${PERSON}/more`,
    'run/..',
    'run/%2e%2e',
    'run/a..b',
    'run/.',
    'run/a%2Fb',
    'run/a%252Fb',
    'run/%E0%A4%A',
    'run/a b',
    'run/a?x=1',
    'run/a#x',
    'run/a\\b',
    `run/${'a'.repeat(201)}`,
    `/runs/${PERSON}`,
    `Run/${PERSON}`,
    `conversation/${PERSON}`,
    `conversation/${PERSON}/javascript:alert(1)`,
    `message/${PERSON}/${CHAT}`,
    `message/${PERSON}/${CHAT}/1/2`,
    'archive/',
    `archive/${PERSON}`,
  ])('%j leads nowhere', (subPageId) => {
    expect(addressOf(subPageId)).toBeUndefined()
  })

  it('is one of ours or nothing, whatever string comes', () => {
    const anything = fc.oneof(almost, place, fc.string({ unit: 'binary', maxLength: 300 }), fc.webUrl())
    fc.assert(
      fc.property(anything, (subPageId) => {
        const address = addressOf(subPageId)
        if (address === undefined) return
        const { origin, pathname, search, hash } = locationOf(address)
        expect(origin).toBe('https://chatvault.contoso.com')
        expect(pathname + search + hash).toBe(address)
        expect(hash).toBe('')
        expect(address).not.toMatch(/\/\/|\.\.|\\|javascript:/i)
        const route = Object.values(ROUTES).find((it) => matchPath(it, pathname))
        expect(route).toBeDefined()
        expect(search).toMatch(/^(\?message=[0-9A-Za-z][\w.%=-]*)?$/)
      }),
      { numRuns: 5000 },
    )
  })

  it('comes back as the link it came from', () => {
    fc.assert(
      fc.property(place, (subPageId) => {
        const address = addressOf(subPageId)
        expect(address).toBeDefined()
        expect(subPageIdOf(locationOf(address ?? ''))).toBe(subPageId)
      }),
    )
  })
})

describe('the link of an address', () => {
  it('of a message holds the message', () => {
    expect(subPageIdOf(locationOf(messageAddress(PERSON, CHAT, '17')))).toBe(
      `message/${PERSON}/19%3Ameeting_MmE0NDhhYjQ%40thread.v2/17`,
    )
  })

  it('is the same whether the browser shows the id encoded or not', () => {
    const pathname = `/archive/${PERSON}/${CHAT}`
    expect(subPageIdOf({ pathname })).toBe(subPageIdOf({ pathname: encodeURI(pathname) }))
  })

  it.each([
    '/',
    '/nowhere',
    `/archive/${PERSON}`,
    `/archive/${PERSON}/a%20b`,
    '/runs/a/b',
    '/connection/setup',
    '/connection/x/y',
    'runs',
    '//runs',
  ])('%s has none', (pathname) => {
    expect(subPageIdOf({ pathname })).toBeUndefined()
  })

  it('leads back to the same address, whatever address it was asked for', () => {
    fc.assert(
      fc.property(almost, almost, (path, search) => {
        const subPageId = subPageIdOf({ pathname: `/${path}`, search: `?message=${search}` })
        if (subPageId !== undefined) expect(addressOf(subPageId)).toBeDefined()
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a link into Teams', () => {
  const target = {
    teamsUrl: 'https://teams.microsoft.com',
    appId: 'f3b1c6de-1111-4222-8333-444455556666',
    entityId: 'chatvault',
    webUrl: 'https://chatvault.contoso.com/runs/17?a=b&c=d',
    label: 'Run of 3 Nov & more',
  }

  it('carries the page, its name and its address in a browser', () => {
    const link = new URL(deepLinkOf({ ...target, subPageId: 'run/17' }))
    expect(link.origin + link.pathname).toBe(
      'https://teams.microsoft.com/l/entity/f3b1c6de-1111-4222-8333-444455556666/chatvault',
    )
    expect(Object.fromEntries(link.searchParams)).toEqual({
      webUrl: target.webUrl,
      label: target.label,
      context: '{"subEntityId":"run/17"}',
    })
  })

  it('is what is copied where Teams is and its app is known; elsewhere it is the page’s own address', () => {
    const page = { address: '/runs/17', origin: 'https://chatvault.contoso.com', label: 'Run' }
    const { appId, teamsUrl } = target
    const inTeams = linkTo({ ...page, teams: { appId, url: teamsUrl } })
    const context = new URL(inTeams.link).searchParams.get('context')
    expect(addressOf(JSON.parse(context ?? '').subEntityId)).toBe('/runs/17')
    expect(inTeams).toMatchObject({ webUrl: 'https://chatvault.contoso.com/runs/17', subPageId: 'run/17' })
    expect(linkTo({ ...page, teams: undefined }).link).toBe('https://chatvault.contoso.com/runs/17')
  })

  it('begins at the Teams of the organization’s own cloud', () => {
    const link = deepLinkOf({ ...target, teamsUrl: 'https://gov.teams.microsoft.us', subPageId: 'run/17' })
    expect(new URL(link).origin).toBe('https://gov.teams.microsoft.us')
  })

  it('to the tab as a whole has no context', () => {
    expect(deepLinkOf({ ...target, subPageId: undefined })).not.toContain('context=')
  })
})
