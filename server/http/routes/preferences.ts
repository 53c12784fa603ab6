import { Preferences, SetPreferences } from '../../contract/index.ts'
import type { PreferenceService } from '../../services/preferences.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function preferenceRoutes(preferences: PreferenceService): Route[] {
  return [
    route({
      method: 'get',
      path: '/preferences',
      summary: 'What the caller has chosen for themselves',
      action: 'preferences.set',
      answer: json(Preferences),
      handler: ({ operator }) => preferences.get(operator),
    }),
    route({
      method: 'put',
      path: '/preferences',
      summary: 'Choose; what is left out stays as it is',
      action: 'preferences.set',
      body: SetPreferences,
      answer: json(Preferences),
      handler: ({ operator, body }) => preferences.set(operator, body),
    }),
  ]
}
