import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createPreferences } from '../books/preferences.ts'
import { createTenants } from '../books/tenants.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../testing/archived-chats.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createPreferenceService } from './preferences.ts'

const A = operatorOf(TENANT_A)

forEachDatabase('preferences', (open) => {
  async function openPreferences() {
    const { database, clock } = await openTestVault(await open())
    const tenants = createTenants(database, clock)
    return {
      database,
      service: createPreferenceService({ preferences: createPreferences(database), tenants }),
    }
  }

  it('are nothing at first, and each remains as it is while another changes', async () => {
    const { service } = await openPreferences()
    expect(await service.get(A)).toEqual({ tourSeen: false, language: null })
    expect(await service.set(A, { language: 'de' })).toEqual({ tourSeen: false, language: 'de' })
    expect(await service.set(A, { tourSeen: true })).toEqual({ tourSeen: true, language: 'de' })
    expect(await service.set(A, {})).toEqual({ tourSeen: true, language: 'de' })
    expect(await service.set(A, { language: null })).toEqual({ tourSeen: true, language: null })
    expect(await service.get(A)).toEqual({ tourSeen: true, language: null })
  })

  it('are one’s own: neither a colleague nor the same person in another tenant has them', async () => {
    const { service } = await openPreferences()
    await service.set(A, { language: 'de', tourSeen: true })
    for (const other of [{ ...A, id: 'operator-2' }, operatorOf(TENANT_B)])
      expect(await service.get(other)).toEqual({ tourSeen: false, language: null })
  })

  it('can be kept in a tenant that has nothing else yet', async () => {
    const { service } = await openPreferences()
    const newcomer = operatorOf('cccccccc-0000-4000-8000-00000000000c')
    expect(await service.set(newcomer, { tourSeen: true })).toMatchObject({ tourSeen: true })
  })

  it('in a language this version has not are as the host says', async () => {
    const { service, database } = await openPreferences()
    await service.set(A, { language: 'de' })
    await sql`update preference set language = 'tlh'`.execute(database.kysely)
    expect(await service.get(A)).toEqual({ tourSeen: false, language: null })
  })
})
