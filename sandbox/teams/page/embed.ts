/** SharePoint's Embed web part: frames an address and says nothing to it. `?path=/runs` shows another page of the tab. */
import type { PageSettings } from '../settings.ts'
import { byId } from './dom.ts'

const { app } = (await (await fetch('/_sim/settings.json')).json()) as PageSettings
const path = new URL(window.location.href).searchParams.get('path') ?? '/'
byId('tab', HTMLIFrameElement).src = app.origin + path
