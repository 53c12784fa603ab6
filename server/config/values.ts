/** What a well-made value looks like. */
import { isIP } from 'node:net'

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]']

export function isUrlOf(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

export function isSafeAddress(text: string): boolean {
  if (!isUrlOf(text, ['https:', 'http:'])) return false
  const url = new URL(text)
  if (url.search || url.hash || url.username || url.password) return false
  return url.protocol === 'https:' || LOCAL_HOSTS.includes(url.hostname)
}

export function isProxyAddress(text: string): boolean {
  if (!isUrlOf(text, ['https:', 'http:'])) return false
  const url = new URL(text)
  return url.hostname !== '' && url.pathname === '/' && !url.search && !url.hash
}

export function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return Number(bits ?? 0) <= longest
}

export function isHostWithPort(text: string): boolean {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  return Number(port) > 0 && Number(port) <= 65_535 && URL.parse(`http://${host}`)?.host === host
}

export function isSender(text: string): boolean {
  return /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)
}

export function isOrigin(text: string): boolean {
  return isSafeAddress(text) && new URL(text).origin === text
}

export function isStorageAccount(text: string): boolean {
  return /^[a-z0-9]{3,24}$/.test(text) || isSafeAddress(text)
}

export function isArchiveUrl(text: string): boolean {
  if (text.startsWith('file:')) return text.length > 'file:'.length
  return /^azblob:\/\/[a-z0-9](-?[a-z0-9]){2,62}\/?$/.test(text)
}

export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
}

export function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '')
}
