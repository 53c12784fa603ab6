/** What the host does on each message of teams-js 2.58 that a personal tab can send. Others are recorded only. */
import { initializeAnswer } from './context.ts'
import { executeNaa } from './naa.ts'
import type { Simulator } from './simulator.ts'
import { getAuthToken } from './tokens.ts'
import type { IncomingCall } from './wire.ts'

type Answer = (sim: Simulator, call: IncomingCall) => void | Promise<void>

export const ANSWERS: Readonly<Record<string, Answer | undefined>> = {
  initialize: ({ knobs }, { frame, reply }) => reply(...initializeAnswer(knobs, frame)),
  getContext: (sim, { frame, reply }) => reply(sim.context(frame)),
  registerHandler: (sim, { args }) => sim.register(String(args[0])),

  'appInitialization.appLoaded': (sim) => sim.move('loaded'),
  'appInitialization.success': (sim, { reply }) => {
    sim.move('success')
    if (sim.knobs.runtime === 'modern' && sim.knobs.notifySuccessResponse) reply(undefined)
  },
  'appInitialization.failure': (sim, { args }) => sim.move('failure', args.filter(Boolean).join(': ')),
  'appInitialization.expectedFailure': (sim) => sim.move('success'),

  'authentication.getAuthToken': async ({ settings, knobs, around }, { args, reply }) => {
    const answer = await getAuthToken(settings, knobs, args, around.ask)
    if (answer) reply(...answer)
  },
  'authentication.authenticate': authenticate,
  'authentication.authenticate.success': ({ popup }, { args, frame }) => {
    if (frame === 'authentication') popup.report([true, args[0]])
  },
  'authentication.authenticate.failure': ({ popup }, { args, frame }) => {
    if (frame === 'authentication') popup.report([false, String(args[0])])
  },
  'nestedAppAuth.execute': async ({ settings, knobs, around }, { data, reply }) =>
    reply(null, await executeNaa(settings, knobs, data, around.ask)),

  'settings.getSettings': ({ settings }, { reply }) => reply({ entityId: settings.app.entityId }),
  'settings.setSettings': (_sim, { reply }) => reply(true),
  'settings.setValidityState': () => undefined,
  'settings.save.success': () => undefined,
  'settings.save.failure': () => undefined,
  'settings.remove.success': () => undefined,
  'settings.remove.failure': () => undefined,

  executeDeepLink: (sim, { args, reply }) => follow(sim, String(args[0]), reply),
  'pages.navigateToApp': (sim, { args, reply }) => {
    const { appId, subPageId } = args[0] as { appId?: string; subPageId?: string }
    if (appId === sim.settings.app.id) sim.goTo(subPageId)
    else sim.around.notice(`${sim.settings.label} opens the app ${appId}.`)
    reply(true)
  },
  'pages.currentApp.navigateTo': (sim, { args, reply }) => {
    sim.goTo((args[0] as { subPageId?: string }).subPageId)
    reply(null)
  },
  'pages.currentApp.navigateToDefaultPage': (sim, { reply }) => {
    sim.goTo(undefined)
    reply(null)
  },
  shareDeepLink: (sim, { args }) => {
    const [subEntityId, label, webUrl] = args.map(String)
    sim.shared = deepLink(sim, { subEntityId, label, webUrl })
    sim.around.share(sim.shared)
  },
  navigateBack: (sim, { reply }) => {
    sim.leave()
    reply(true)
  },
  returnFocus: () => document.getElementById('back')?.focus(),
  setFrameContext: () => undefined,
  readyToUnload: () => undefined,
  'clipboard.writeToClipboard': (sim, { args, reply }) => {
    const { mimeType, content } = args[0] as { mimeType: string; content: string }
    sim.clipboard = mimeType === 'text/plain' ? atob(content) : content
    reply(null)
  },
}

/** `[url, width, height, isExternal]`. Hosts open only https addresses of domains the manifest names. */
async function authenticate(sim: Simulator, { args, reply }: IncomingCall): Promise<void> {
  const [address, width, height] = args
  const allowed = URL.canParse(String(address)) && new URL(String(address)).origin === sim.settings.app.origin
  if (!allowed || !sim.knobs.popups) return reply(false, 'FailedToOpenWindow')
  reply(...(await sim.popup.open(String(address), Number(width) || 600, Number(height) || 600)))
}

function follow(sim: Simulator, address: string, reply: IncomingCall['reply']): void {
  if (sim.isOwn(address)) sim.openLink(address)
  else sim.around.notice(`${sim.settings.label} opens ${address}.`)
  reply(true)
}

/** Learn: Create deep links to your tab. */
function deepLink(
  { settings: { app } }: Simulator,
  { subEntityId, label, webUrl }: Record<'subEntityId' | 'label' | 'webUrl', string | undefined>,
): string {
  const context = JSON.stringify({ subEntityId })
  const query = Object.entries({ webUrl, label, context })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return `https://teams.microsoft.com/l/entity/${app.id}/${app.entityId}?${query.join('&')}`
}
