import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import * as der from './der.ts'

export interface CertificateRequest {
  commonName: string
  /** The key the certificate speaks for. */
  key: KeyObject
  issuer: { commonName: string; key: KeyObject }
  authority: boolean
  /** DNS names and IP addresses of a server. */
  hosts?: readonly string[]
  fromMs: number
  untilMs: number
}

/** Issues an X.509 v3 certificate (RFC 5280) and returns it as PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const algorithm = signatureAlgorithm(request.issuer.key)
  const body = der.sequence(
    der.tagged(0xa0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name(request.issuer.commonName),
    der.sequence(der.time(request.fromMs), der.time(request.untilMs)),
    name(request.commonName),
    publicKeyInfo(request.key),
    der.tagged(0xa3, der.sequence(...extensions(request))),
  )
  const signature = sign('sha256', body, request.issuer.key)
  return pem('CERTIFICATE', der.sequence(body, algorithm, der.bits(signature)))
}

function extensions(request: CertificateRequest): Buffer[] {
  const keyId = keyIdentifier(request.key)
  const issuerId = keyIdentifier(request.issuer.key)
  const common = [
    extension('2.5.29.14', der.octets(keyId)),
    extension('2.5.29.35', der.sequence(der.tagged(0x80, issuerId))),
  ]
  if (request.authority)
    return [
      ...common,
      extension('2.5.29.19', der.sequence(der.yes), true),
      extension('2.5.29.15', der.bits(Buffer.from([0x06]), 1), true), // keyCertSign, cRLSign
    ]
  return [
    ...common,
    extension('2.5.29.15', der.bits(Buffer.from([0x80]), 7), true), // digitalSignature
    extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'), der.oid('1.3.6.1.5.5.7.3.2'))),
    ...(request.hosts ? [extension('2.5.29.17', der.sequence(...request.hosts.map(alternativeName)))] : []),
  ]
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return der.sequence(der.oid(id), ...(critical ? [der.yes] : []), der.octets(value))
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return der.tagged(0x87, Buffer.from(host.split('.').map(Number)))
  if (host === '::1') return der.tagged(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]))
  return der.tagged(0x82, Buffer.from(host))
}

function name(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text(commonName))))
}

function signatureAlgorithm(key: KeyObject): Buffer {
  return key.asymmetricKeyType === 'ec'
    ? der.sequence(der.oid('1.2.840.10045.4.3.2'))
    : der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing)
}

function publicKeyInfo(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' })
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1').update(publicKeyInfo(key)).digest()
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
