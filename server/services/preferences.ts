/** What operators chose for themselves: the same in Teams, Outlook and a browser, whose storages know nothing of each other. */

import type { PreferenceBook, PreferenceRow } from '../books/preferences.ts'
import type { Tenants } from '../books/tenants.ts'
import { LANGUAGES, type Preferences, type SetPreferences } from '../contract/index.ts'
import type { Operator } from '../domain/operator.ts'

export type PreferenceService = {
  get(operator: Operator): Promise<Preferences>
  set(operator: Operator, change: SetPreferences): Promise<Preferences>
}

export type PreferenceDeps = {
  readonly preferences: PreferenceBook
  readonly tenants: Pick<Tenants, 'ensure'>
}

export function createPreferenceService({ preferences, tenants }: PreferenceDeps): PreferenceService {
  return {
    get: async ({ tenantId, id }) => toPreferences(await preferences.find(tenantId, id)),
    async set({ tenantId, id }, change) {
      await tenants.ensure(tenantId)
      return toPreferences(await preferences.change(tenantId, id, change))
    },
  }
}

/** A language this version does not have, from a newer or older one, is none. */
function toPreferences({ tourSeen, language }: PreferenceRow): Preferences {
  return { tourSeen, language: LANGUAGES.find((known) => known === language) ?? null }
}
