import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReceiver } from '../testing/receiver.ts'
import { createOutside, type OutsideSettings } from './outside.ts'
import { isPublic } from './public-address.ts'

function open(settings: Partial<OutsideSettings> = {}) {
  const outside = createOutside({ allowedHosts: new Set(), ...settings })
  onTestFinished(() => outside.close())
  const get = (url: string) => outside.send({ url, method: 'GET', headers: {} })
  return { ...outside, get }
}

const is = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }]

describe('an address that a tenant entered', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://127.1/x',
    'https://2130706433/x',
    'https://0x7f.0.0.1/x',
    'https://10.1.2.3:8443/x',
    'https://192.168.0.1/',
    'https://172.31.255.255/',
    'https://168.63.129.16/',
    'https://0.0.0.0/',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://[fd00::1]/x',
    'https://[fe80::1]/x',
    'https://[64:ff9b::7f00:1]/x',
    'https://[2002:7f00:1::]/x',
  ])('is refused where it isn’t the internet’s: %s', async (address) => {
    expect(await open().refusalOf(address)).toBe('not-public')
    await expect(open().get(address)).rejects.toThrow(/^not-(public|https)$/)
  })

  it('is refused where its name leads to this network, and taken where no one knows it yet', async () => {
    const address = 'https://hooks.contoso.com/x'
    expect(await open({ resolve: is('10.0.0.1') }).refusalOf(address)).toBe('not-public')
    expect(await open({ resolve: is('fd00::1') }).refusalOf(address)).toBe('not-public')
    expect(await open({ resolve: is('20.1.2.3') }).refusalOf(address)).toBeUndefined()
    const resolve = () => Promise.reject(new Error('ENOTFOUND'))
    expect(await open({ resolve }).refusalOf(address)).toBeUndefined()
  })

  it('is refused where one of several addresses isn’t public', async () => {
    const resolve = async () => [
      { address: '20.1.2.3', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    expect(await open({ resolve }).refusalOf('https://hooks.contoso.com/')).toBe('not-public')
    await expect(open({ resolve }).get('https://hooks.contoso.com/')).rejects.toThrow('not-public')
  })

  it.each([
    '',
    'hooks',
    'ftp://contoso.com/',
    'https://mia:pw@contoso.com/',
    'file:///etc/passwd',
    'javascript:1',
  ])('is refused where it is none: “%s”', async (address) => {
    expect(await open().refusalOf(address)).toBe('not-an-address')
  })

  it('is refused without encryption', async () => {
    const { refusalOf, get } = open({ resolve: is('20.1.2.3') })
    expect(await refusalOf('http://hooks.contoso.com/x')).toBe('not-https')
    await expect(get('http://hooks.contoso.com/x')).rejects.toThrow('not-https')
  })

  it('is asked all the same where the operator allows host and port, and no other port of it', async () => {
    const receiver = await openReceiver()
    const { refusalOf, get } = open({ allowedHosts: new Set([receiver.host]) })
    expect(await refusalOf(`${receiver.url}/x`)).toBeUndefined()
    expect(await get(`${receiver.url}/x?y=1`)).toBe(200)
    expect(receiver.received).toMatchObject([{ method: 'GET', path: '/x?y=1' }])
    expect(await refusalOf('http://127.0.0.1:1/x')).toBe('not-public')
  })

  it('is not connected to when its name means something else by then', async () => {
    const receiver = await openReceiver()
    const port = receiver.host.split(':')[1]
    const answers = ['20.1.2.3', '127.0.0.1']
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]
    const { refusalOf, get } = open({ resolve })
    const url = `https://hooks.contoso.com:${port}/x`
    expect(await refusalOf(url)).toBeUndefined()
    await expect(get(url)).rejects.toThrow('not-public')
    expect(receiver.received).toEqual([])
  })

  it('is not followed where it leads on', async () => {
    const [first, second] = [await openReceiver(), await openReceiver()]
    const { get } = open({ allowedHosts: new Set([first.host, second.host]) })
    first.answer({ status: 302, location: `${second.url}/elsewhere` })
    expect(await get(`${first.url}/x`)).toBe(302)
    expect(second.received).toEqual([])
  })

  it('leaves nothing of itself in what is shown when no one answers', async () => {
    const { get } = open({ allowedHosts: new Set(['127.0.0.1:1']) })
    await expect(get('http://127.0.0.1:1/secret')).rejects.toThrow(/^no-connection$/)
  })
})

describe('a public address', () => {
  it('is none of a private network, whatever its last numbers', () => {
    const part = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.constantFrom('10', '127', '0', '224', '255'), part, part, part, (first, ...rest) => {
        expect(isPublic([first, ...rest].join('.'))).toBe(false)
      }),
    )
  })

  it('is one that anyone can be given', () => {
    for (const address of ['20.1.2.3', '8.8.8.8', '100.63.0.1', '172.32.0.1', '2603:1000::1', '2a00:1450::1'])
      expect(isPublic(address), address).toBe(true)
  })
})
