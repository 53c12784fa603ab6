import type { TenantArchive } from '../archive/archive.ts'
import { collect } from '../archive/read-ahead.ts'
import type { ArchiveArguments } from './archive-arguments.ts'
import type { OpenedArchive } from './archive-places.ts'

/** All tenants, or the one asked for. */
export async function tenantIds(
  { archive }: OpenedArchive,
  { tenant }: ArchiveArguments,
  stranger?: (name: string) => void,
): Promise<string[]> {
  return tenant === undefined ? await collect(archive.tenants(stranger)) : [tenant]
}

/** Throws when a tenant cannot be opened. */
export async function openTenants(opened: OpenedArchive, args: ArchiveArguments): Promise<TenantArchive[]> {
  const ids = await tenantIds(opened, args)
  return await Promise.all(ids.map((id) => opened.archive.open(id)))
}
