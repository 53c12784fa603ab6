import type { PageSettings } from '../settings.ts'
import type { Knobs } from './knobs.ts'
import type { FrameName } from './wire.ts'

/** The flat form in which hosts send the context; teams-js sorts it into `app`, `page`, `user`. */
export function contextOf({ app, people, tenantId }: PageSettings, knobs: Knobs, frame: FrameName) {
  const person = people.find(({ name, signInName }) =>
    [name, signInName, name.split(' ')[0]].includes(knobs.who),
  )
  return {
    locale: knobs.locale,
    theme: knobs.theme,
    appSessionId: '8f0c6c7e-6a3f-4f8d-8c55-0d0f4a5f9d10',
    sessionId: 'b1d0a6f2-2f5a-4f6e-9d1d-1c6f5f4f2a77',
    ringId: 'general',
    hostName: knobs.hostName,
    hostClientType: knobs.clientType,
    appId: app.id,
    entityId: app.entityId,
    subEntityId: knobs.subEntityId,
    frameContext: frame,
    isFullScreen: false,
    isMultiWindow: false,
    sourceOrigin: null,
    userObjectId: knobs.oid ?? person?.id,
    userDisplayName: person?.name,
    loginHint: knobs.loginHint ?? person?.signInName,
    userPrincipalName: person?.signInName,
    tid: knobs.tid ?? tenantId,
    tenantSKU: 'enterprise',
  }
}

/** The sorted form: teams-js hands the context of a `contextChange` on as it came, and types it like this. */
export function sortedContextOf(settings: PageSettings, knobs: Knobs): object {
  const flat = contextOf(settings, knobs, 'content')
  const { locale, theme, hostName, hostClientType, appSessionId, sessionId, ringId } = flat
  return {
    app: {
      locale,
      theme,
      sessionId: appSessionId,
      host: { name: hostName, clientType: hostClientType, sessionId, ringId },
    },
    page: { id: flat.entityId, subPageId: flat.subEntityId, frameContext: flat.frameContext },
    user: {
      id: flat.userObjectId,
      displayName: flat.userDisplayName,
      loginHint: flat.loginHint,
      userPrincipalName: flat.userPrincipalName,
      tenant: { id: flat.tid },
    },
  }
}

/**
 * The answer to `initialize`. The third element must be what `JSON.parse` rejects, a version of three parts; only then does
 * teams-js read the runtime from the fourth and install the bridge of nested app authentication. Old hosts send two.
 */
export function initializeAnswer(knobs: Knobs, frame: FrameName): unknown[] {
  if (knobs.runtime === 'legacy') return [frame, knobs.clientType]
  return [frame, knobs.clientType, '2.1.2', JSON.stringify(runtimeOf(knobs))]
}

function runtimeOf({ naa, notifySuccessResponse }: Knobs): object {
  return {
    apiVersion: 4,
    isNAAChannelRecommended: naa !== 'off',
    isLegacyTeams: false,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    supports: {
      app: notifySuccessResponse ? { notifySuccessResponse: {} } : {},
      ...(naa !== 'off' && { nestedAppAuth: {} }),
      pages: { config: {}, backStack: {}, currentApp: {}, appButton: {}, tabs: {} },
      dialog: { url: { parentCommunication: {} }, update: {} },
      clipboard: {},
    },
  }
}
