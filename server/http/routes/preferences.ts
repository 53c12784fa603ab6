import { Preferences, SetPreferences } from '../../contract/index.ts'
import type { PreferenceService } from '../../services/preferences.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function preferenceRoutes(preferences: PreferenceService): Route[] {
  return [
    route({
      method: 'get',
      path: '/preferences',
      summary: 'The caller’s own settings',
      action: 'preferences.set',
      answer: json(Preferences),
      handler: ({ operator }) => preferences.get(operator),
    }),
    route({
      method: 'put',
      path: '/preferences',
      summary: 'Change settings; those left out are kept',
      action: 'preferences.set',
      body: SetPreferences,
      answer: json(Preferences),
      handler: ({ operator, body }) => preferences.set(operator, body),
    }),
  ]
}
