import { expect, it } from 'vitest'
import { createSavedSearches } from '../../books/saved-searches.ts'
import { createTenants } from '../../books/tenants.ts'
import { SaveSearch } from '../../contract/index.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createSavedSearchService } from './saved-searches.ts'

const A = operatorOf(TENANT_A)

forEachDatabase('saved searches', (open) => {
  async function openSaved() {
    const { database, clock } = await openTestVault(await open())
    let count = 0
    const newId = () => {
      count += 1
      return `search-${count}`
    }
    const [savedSearches, tenants] = [createSavedSearches(database), createTenants(database, clock)]
    const displayNames = async () => new Map([['ben', 'Ben Lund']])
    const service = createSavedSearchService({ savedSearches, tenants, clock, newId, displayNames })
    const names = async (who = A) => (await service.list(who)).items.map(({ name }) => name)
    return { service, names }
  }

  it('are listed by name, with words and filters, until they are deleted', async () => {
    const { service, names } = await openSaved()
    const asked = {
      q: 'merger "due diligence"',
      senderId: 'ben',
      from: '2026-11-01',
      deleted: 'only',
    } as const
    await service.save(A, { name: 'merger', asked })
    const audit = await service.save(A, { name: 'Audit', asked: { has: 'file' } })
    expect((await service.list(A)).items).toMatchObject([
      { name: 'Audit' },
      { name: 'merger', asked, people: [{ id: 'ben', displayName: 'Ben Lund' }] },
    ])
    await service.remove(A, audit.id)
    expect(await names()).toEqual(['merger'])
    await expect(service.remove(A, audit.id)).rejects.toMatchObject({
      code: 'saved-search-unknown',
      status: 404,
    })
  })

  it('of a name one has give way to the new one', async () => {
    const { service, names } = await openSaved()
    const { id } = await service.save(A, { name: 'merger', asked: { q: 'one' } })
    expect(await service.save(A, { name: 'merger', asked: { q: 'two' } })).toMatchObject({
      id,
      asked: { q: 'two' },
    })
    expect(await names()).toEqual(['merger'])
  })

  it('are one’s own: neither a colleague nor the same person in another tenant sees or deletes them', async () => {
    const { service, names } = await openSaved()
    const { id } = await service.save(A, { name: 'merger', asked: { q: 'one' } })
    for (const other of [{ ...A, id: 'operator-2' }, operatorOf(TENANT_B)]) {
      expect(await names(other)).toEqual([])
      await expect(service.remove(other, id)).rejects.toMatchObject({ code: 'saved-search-unknown' })
    }
    expect(await names()).toEqual(['merger'])
  })

  it('are fifty a person at most; one of those can still be changed', async () => {
    const { service, names } = await openSaved()
    for (let n = 1; n <= 50; n += 1) await service.save(A, { name: `search ${n}`, asked: { q: 'x' } })
    const refused = service.save(A, { name: 'one more', asked: { q: 'x' } })
    await expect(refused).rejects.toMatchObject({ code: 'saved-searches-full', status: 422 })
    await service.save(A, { name: 'search 7', asked: { q: 'y' } })
    await service.save({ ...A, id: 'operator-2' }, { name: 'mine', asked: { q: 'x' } })
    expect(await names()).toHaveLength(50)
  })
})

it('a search that asks for nothing, for what isn’t a day, or under no name is refused', () => {
  const refused = [
    { name: 'x', asked: {} },
    { name: 'x', asked: { q: '  ' } },
    { name: ' ', asked: { q: 'x' } },
    { name: 'x', asked: { from: '2026-13-01' } },
    { name: 'x', asked: { q: 'x', colour: 'red' } },
  ]
  for (const body of refused) expect(SaveSearch.safeParse(body).success, JSON.stringify(body)).toBe(false)
})
