/**
 * Which addresses are the internet's. What tenants enter is asked for by this server, which may sit next to machines that
 * answer everyone who reaches them: metadata services, databases, routers. IPv6 is taken where it is given out to the public
 * (2000::/3), without the parts that hold other addresses or no one (IANA special-purpose registries, read 2026-11-29).
 */
import { BlockList, isIP } from 'node:net'

const closed = new BlockList()
const NETWORKS: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's platform address, public by its number alone.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
for (const [network, bits] of NETWORKS)
  closed.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4')

const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

/** `address`: an IP address, without brackets. */
export function isPublic(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !closed.check(address, 'ipv4')
  return kind === 6 && given.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}
