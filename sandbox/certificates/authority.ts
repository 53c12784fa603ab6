import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { generate } from 'selfsigned'

const AUTHORITY_NAME = 'Contoso Sandbox CA (for tests only)'
const HOSTS = ['localhost', '127.0.0.1', '::1', 'host.docker.internal']
const DAY_MS = 86_400_000

/**
 * The folder holding `ca.pem`, `ca-key.pem` and `app.pem`. A CA found there is kept, so that NODE_EXTRA_CA_CERTS
 * remains right over restarts.
 */
export interface CertificateFolder {
  readonly caFile: string
  /** Certificate and key for the TLS listener, fresh at every start. */
  readonly server: Identity
  /** The backup app's certificate with its private key, one PEM text. */
  readonly appPem: string
  /** Removes the folder when it was a temporary one. */
  remove(): void
}

/** PEM texts. */
interface Identity {
  readonly cert: string
  readonly key: string
}

export async function openCertificates(dir: string): Promise<CertificateFolder> {
  const folder = dir === '' ? mkdtempSync(join(tmpdir(), 'sandbox-ca-')) : dir
  mkdirSync(folder, { recursive: true })
  const caFile = join(folder, 'ca.pem')
  await ensureAuthority(caFile)
  return {
    caFile,
    server: await serverCertificate(caFile, HOSTS),
    appPem: await appCertificate(join(folder, 'app.pem')),
    remove: () => {
      if (dir === '') rmSync(folder, { recursive: true, force: true })
    },
  }
}

const keyFileOf = (caFile: string) => join(dirname(caFile), 'ca-key.pem')

async function ensureAuthority(caFile: string): Promise<void> {
  if (existsSync(caFile) && existsSync(keyFileOf(caFile)) && stillValid(readFileSync(caFile, 'utf8'))) return
  const made = await generate([{ name: 'commonName', value: AUTHORITY_NAME }], {
    ...years(10),
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  writeFileSync(keyFileOf(caFile), `${made.private.trim()}\n`, { mode: 0o600 })
  writeFileSync(caFile, `${made.cert.trim()}\n`)
}

async function serverCertificate(caFile: string, hosts: readonly string[]): Promise<Identity> {
  const cert = readFileSync(caFile, 'utf8')
  const made = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...years(1),
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { cert, key: readFileSync(keyFileOf(caFile), 'utf8') },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
      },
    ],
  })
  return { cert: `${made.cert.trim()}\n${cert}`, key: made.private }
}

/** A fresh certificate for other names, by the authority in `caFile`, and the hash browsers know its key by. */
export async function issueFor(
  caFile: string,
  hosts: readonly string[],
): Promise<Identity & { publicKeyHash: string }> {
  const issued = await serverCertificate(caFile, hosts)
  const publicKey = createPublicKey(issued.cert).export({ type: 'spki', format: 'der' })
  return { ...issued, publicKeyHash: createHash('sha256').update(publicKey).digest('base64') }
}

/** RSA keys are slow to make: sandboxes of one process share the app's. */
let madeOnce: Promise<string> | undefined

async function appCertificate(file: string): Promise<string> {
  if (existsSync(file) && stillValid(readFileSync(file, 'utf8'))) return readFileSync(file, 'utf8')
  madeOnce ??= selfSignedPem('Chatvault backup app')
  const pem = await madeOnce
  writeFileSync(file, pem, { mode: 0o600 })
  return pem
}

/** A self-signed RSA certificate and its private key in one PEM text, as an admin would upload to Entra. */
export async function selfSignedPem(commonName: string): Promise<string> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...years(2),
    keySize: 2048,
    algorithm: 'sha256',
  })
  return `${made.cert.trim()}\n${made.private.trim()}\n`
}

// Certificates are checked against the real time by TLS clients, whatever the injected clock says.
function years(count: number): { notBeforeDate: Date; notAfterDate: Date } {
  const day = Date.now() - DAY_MS
  return { notBeforeDate: new Date(day), notAfterDate: new Date(day + count * 365 * DAY_MS) }
}

function stillValid(pem: string): boolean {
  return new X509Certificate(pem).validToDate.getTime() > Date.now() + DAY_MS
}
