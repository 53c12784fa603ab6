import { openKeyFile } from './key-file.ts'
import type { MasterKey } from './keys.ts'

export type MasterKeyPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'key-vault'; readonly url: string }

/** Opens the master key where the configuration says it is; `create` makes a key file that is missing. */
export async function openMasterKey(
  place: MasterKeyPlace,
  { create }: { create: boolean },
): Promise<MasterKey> {
  if (place.kind === 'file') return await openKeyFile({ path: place.path, create })
  const { openKeyVaultKey } = await import('./key-vault-key.ts') // the SDK loads only where it is used
  return await openKeyVaultKey({ url: place.url })
}
