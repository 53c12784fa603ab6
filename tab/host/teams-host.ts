/** The one file that knows teams-js; it is loaded only where a host may answer (docs/DESIGN.md, "Hosts"). */
import { app, authentication, nestedAppAuth, pages } from '@microsoft/teams-js'
import { openWindow } from './browser-host.ts'
import type { HostTheme, MicrosoftHost, PopupEnd } from './host.ts'
import { hostName, themeOf } from './microsoft-words.ts'

/**
 * Settles when the host has answered and told where it stands. `trusted` are origins besides Microsoft's own that may
 * be the host; messages of any other are dropped by teams-js. It gives up after a minute on its own.
 */
export async function teamsHost(trusted: readonly string[]): Promise<MicrosoftHost> {
  await app.initialize([...trusted])
  app.notifyAppLoaded()
  return hostOf(await app.getContext())
}

function hostOf(context: app.Context): MicrosoftHost {
  const { user, page } = context
  const username = user?.userPrincipalName ?? user?.loginHint ?? ''
  const themes = followTheme(themeOf(context.app.theme))
  return {
    kind: 'microsoft',
    name: hostName(context.app.host.name),
    locale: context.app.locale || undefined,
    person: { name: user?.displayName || username, username, tenantId: user?.tenant?.id },
    ...themes,
    subPageId: page.subPageId || undefined,
    onSubPage: subPages(context),
    onBack: backButton(),
    shareLink: pages.isSupported() ? shareLink : undefined,
    openPopup,
    ready: () => void app.notifySuccess().catch(() => undefined),
    authToken: ({ silent, claims }) =>
      authentication.getAuthToken(claims ? { silent, claims: [claims] } : { silent }),
    nestedAuth: nestedAppAuth.isNAAChannelRecommended(),
  }
}

/** teams-js keeps one handler a kind; this one tells everyone who listens. */
function followTheme(first: HostTheme): Pick<MicrosoftHost, 'theme' | 'onTheme'> {
  const listeners = new Set<(theme: HostTheme) => void>()
  let now = first
  app.registerOnThemeChangeHandler((name) => {
    now = themeOf(name)
    for (const listener of listeners) listener(now)
  })
  return { theme: () => now, onTheme: (listener) => listening(listeners, listener) }
}

/**
 * Contexts change for many reasons, and each names the link that was followed last. Someone follows one when another is
 * named, or when the same one is named and nothing else is new.
 */
function subPages(first: app.Context): MicrosoftHost['onSubPage'] {
  const listeners = new Set<(subPageId: string) => void>()
  let last = first
  app.registerOnContextChangeHandler(() => {
    void app.getContext().then((now) => {
      const { subPageId } = now.page
      const followed = subPageId !== last.page.subPageId || isSame(now, last)
      last = now
      if (followed && subPageId) for (const listener of listeners) listener(subPageId)
    }, nothing)
  })
  return (listener) => listening(listeners, listener)
}

/** But for the time of the click that led here. */
function isSame(one: app.Context, other: app.Context): boolean {
  const [a, b] = [one, other].map((context) =>
    JSON.stringify({ ...context, app: { ...context.app, userClickTime: null, userClickTimeV2: null } }),
  )
  return a === b
}

/** The latest listener is asked first. When none goes back teams-js hands the press to the host, which leaves the tab. */
function backButton(): MicrosoftHost['onBack'] {
  const listeners = new Set<() => boolean>()
  if (pages.backStack.isSupported())
    pages.backStack.registerBackButtonHandler(() => [...listeners].reverse().some((goesBack) => goesBack()))
  return (listener) => listening(listeners, listener)
}

function listening<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

const nothing = () => undefined

const shareLink: MicrosoftHost['shareLink'] = ({ subPageId, label, webUrl }) =>
  pages.shareDeepLink({ subPageId, subPageLabel: label, subPageWebUrl: webUrl })

/** teams-js refuses an address that is not https, on this machine too; a window of the browser's takes it. */
async function openPopup(address: string): Promise<PopupEnd> {
  const { href, protocol } = new URL(address, window.location.href)
  if (protocol !== 'https:') return openWindow(href)
  try {
    await authentication.authenticate({ url: href, width: 600, height: 720 })
    return 'answered'
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (why === 'CancelledByUser') return 'closed'
    return why === 'FailedToOpenWindow' ? 'blocked' : 'answered'
  }
}
