/**
 * The master key as a key in Azure Key Vault: it wraps and unwraps there (RSA-OAEP-256) and never leaves the vault. The
 * machine's identity needs `get`, `wrapKey` and `unwrapKey` (role "Key Vault Crypto User").
 *
 * Wrapped = 1 byte length of the key version, the version in ASCII, then what the vault answered. New wraps use the
 * version in KEY_VAULT_KEY_URL, or the newest; older versions still unwrap, so the key can be replaced.
 */

import type { TokenCredential } from '@azure/identity'
import { CryptographyClient, KeyClient, type KeyClientOptions } from '@azure/keyvault-keys'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { MasterKey } from './keys.ts'
import { sealBroken } from './sealer.ts'

const ALGORITHM = 'RSA-OAEP-256'

export type KeyVaultKeyOptions = {
  /** KEY_VAULT_KEY_URL: `https://vault.vault.azure.net/keys/name`, with or without a version. */
  readonly url: string
  /** Default: the managed identity of the machine, by @azure/identity. */
  readonly credential?: TokenCredential
  readonly client?: KeyClientOptions
}

/** Throws `key-url`, or `key-vault` when the vault does not answer or does not allow. */
export async function openKeyVaultKey(options: KeyVaultKeyOptions): Promise<MasterKey> {
  const { vault, name, version } = parseKeyUrl(options.url)
  const credential = options.credential ?? (await managedIdentity())
  const id = `${vault}/keys/${name}`
  const told = <T>(attempted: string, act: () => Promise<T>) => vaultTold(`${attempted} ${id}`, act)
  const newest = async () =>
    (await new KeyClient(vault, credential, options.client).getKey(name)).properties.version
  const current = version ?? (await told('find the newest version of', newest)) ?? ''
  const crypto = (used: string) => new CryptographyClient(`${id}/${used}`, credential, options.client)
  return {
    id,
    wrap: (plain) =>
      told('wrap a key with', async () =>
        join(current, (await crypto(current).wrapKey(ALGORITHM, plain)).result),
      ),
    unwrap: (wrapped) =>
      told('unwrap a key with', async () => {
        const parts = split(wrapped)
        return (await crypto(parts.version).unwrapKey(ALGORITHM, parts.result)).result
      }),
  }
}

async function managedIdentity(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new DefaultAzureCredential()
}

function parseKeyUrl(url: string): { vault: string; name: string; version: string | undefined } {
  const [, vault, name, version] =
    /^(https?:\/\/[^/]+)\/keys\/([0-9A-Za-z-]+)(?:\/([0-9A-Za-z]+))?\/?$/.exec(url) ?? []
  if (vault !== undefined && name !== undefined) return { vault, name, version }
  throw new VaultError({
    notice: notice('key-url', { quoted: url }),
    attempted: `use the master key ${url}`,
    why: 'it isn’t the URL of a Key Vault key',
    hint: 'Copy the "Key Identifier" from the portal: https://VAULT.vault.azure.net/keys/NAME.',
  })
}

function join(version: string, result: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(version.length), Buffer.from(version, 'latin1'), result])
}

function split(wrapped: Uint8Array): { version: string; result: Uint8Array } {
  const end = 1 + (wrapped[0] ?? 0)
  const version = Buffer.from(wrapped.subarray(1, end)).toString('latin1')
  if (/^[0-9A-Za-z]+$/.test(version)) return { version, result: wrapped.subarray(end) }
  throw sealBroken('key', 'it doesn’t name the Key Vault key version it was wrapped with')
}

async function vaultTold<T>(attempted: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (thrown) {
    if (thrown instanceof VaultError) throw thrown
    const { statusCode, code } = thrown as { statusCode?: number; code?: string }
    if (statusCode === 400) throw sealBroken('key', 'Key Vault says it wasn’t wrapped with this key')
    throw vaultFailure(attempted, statusCode, code)
  }
}

/** Status and code only: request and headers of an SDK error are kept out of ours. */
function vaultFailure(attempted: string, status: number | undefined, code: string | undefined): VaultError {
  const why = `Key Vault answered ${status ?? 'nothing'}${code === undefined ? '' : ` (${code})`}`
  return new VaultError({
    notice: notice('key-vault', { quoted: why }),
    attempted,
    why,
    hint:
      HINTS[status ?? 0] ??
      'Check that the vault can be reached from here and KEY_VAULT_KEY_URL, then try again.',
    retry: 'later',
    status: 503,
  })
}

const HINTS: Readonly<Record<number, string>> = {
  401: 'Give the machine a managed identity, or sign in with `az login` where it has none.',
  403: 'Give the managed identity the role "Key Vault Crypto User" on the key, and check that the key is enabled.',
  404: 'The key or this version of it doesn’t exist. You can recover a deleted key in the vault while soft delete keeps it.',
}
