/** What of the configuration the parts of the product take as it is: with secrets revealed, in the parts' own words. */
import type { Config } from './config.ts'

/** Access to the archive's storage account. */
export function azureOf({ archive }: Config) {
  return { connectionString: archive.azure.connectionString?.reveal(), account: archive.azure.account }
}

/** Undefined: the internet is reached directly. */
export function wayOutOf({ proxy }: Config) {
  return proxy && { ...proxy, https: proxy.https?.reveal(), http: proxy.http?.reveal() }
}

/** By backups, on disks of this machine. */
export function foldersWrittenTo({ databaseUrl, dataDir, archive }: Config): string[] {
  const local = archive.url.startsWith('file:') ? [archive.url.slice('file:'.length)] : []
  return databaseUrl === undefined ? [dataDir, ...local] : local
}
