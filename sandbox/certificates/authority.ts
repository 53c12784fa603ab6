import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { issueCertificate } from './certificate.ts'

const AUTHORITY_NAME = 'Contoso Sandbox CA (for tests only)'
const HOSTS = ['localhost', '127.0.0.1', '::1', 'host.docker.internal']
const DAY_MS = 86_400_000

/**
 * The folder holding `ca.pem`, `ca-key.pem` and `app.pem`. A CA found there is kept, so that NODE_EXTRA_CA_CERTS
 * stays right over restarts.
 */
export interface CertificateFolder {
  readonly caFile: string
  /** Certificate and key for the TLS listener, fresh at every start. */
  readonly server: { cert: string; key: string }
  /** The backup app's certificate with its private key, one PEM text. */
  readonly appPem: string
  /** Removes the folder when it was a temporary one. */
  remove(): void
}

export function openCertificates(dir: string): CertificateFolder {
  const folder = dir === '' ? mkdtempSync(join(tmpdir(), 'sandbox-ca-')) : dir
  mkdirSync(folder, { recursive: true })
  const caFile = join(folder, 'ca.pem')
  const caKey = authorityKey(caFile, join(folder, 'ca-key.pem'))
  return {
    caFile,
    server: serverCertificate(caKey, readFileSync(caFile, 'utf8')),
    appPem: appCertificate(join(folder, 'app.pem')),
    remove: () => {
      if (dir === '') rmSync(folder, { recursive: true, force: true })
    },
  }
}

function authorityKey(certFile: string, keyFile: string): KeyObject {
  if (existsSync(certFile) && existsSync(keyFile) && stillValid(readFileSync(certFile, 'utf8')))
    return createPrivateKey(readFileSync(keyFile, 'utf8'))
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { commonName: AUTHORITY_NAME, key: privateKey }
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  writeFileSync(
    certFile,
    issueCertificate({ commonName: AUTHORITY_NAME, key: privateKey, issuer, authority: true, ...years(10) }),
  )
  return privateKey
}

function serverCertificate(caKey: KeyObject, caPem: string, hosts = HOSTS): { cert: string; key: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { commonName: AUTHORITY_NAME, key: caKey }
  const commonName = hosts[0] ?? 'localhost'
  const request = { commonName, key: privateKey, issuer, authority: false, hosts }
  const cert = issueCertificate({ ...request, ...years(1) })
  return { cert: cert + caPem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** A fresh certificate for other names, by the authority in `caFile`, and the hash browsers know its key by. */
export function issueFor(
  caFile: string,
  hosts: string[],
): { cert: string; key: string; publicKeyHash: string } {
  const caKey = createPrivateKey(readFileSync(join(dirname(caFile), 'ca-key.pem'), 'utf8'))
  const issued = serverCertificate(caKey, readFileSync(caFile, 'utf8'), hosts)
  const publicKey = createPublicKey(issued.cert).export({ type: 'spki', format: 'der' })
  return { ...issued, publicKeyHash: createHash('sha256').update(publicKey).digest('base64') }
}

/** RSA keys are slow to make: sandboxes of one process share the app's. */
let madeOnce: string | undefined

function appCertificate(file: string): string {
  if (existsSync(file) && stillValid(readFileSync(file, 'utf8'))) return readFileSync(file, 'utf8')
  madeOnce ??= selfSignedPem('Chatvault backup app')
  const pem = madeOnce
  writeFileSync(file, pem, { mode: 0o600 })
  return pem
}

/** A self-signed RSA certificate and its private key in one PEM text, as an admin would upload to Entra. */
export function selfSignedPem(commonName: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const request = { commonName, key: privateKey, issuer: { commonName, key: privateKey }, authority: false }
  return issueCertificate({ ...request, ...years(2) }) + privateKey.export({ type: 'pkcs8', format: 'pem' })
}

// Certificates are checked against the real time by TLS clients, whatever the injected clock says.
function years(count: number): { fromMs: number; untilMs: number } {
  return { fromMs: Date.now() - DAY_MS, untilMs: Date.now() + count * 365 * DAY_MS }
}

function stillValid(pem: string): boolean {
  return new X509Certificate(pem).validToDate.getTime() > Date.now() + DAY_MS
}
