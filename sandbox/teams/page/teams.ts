/** The page of a host: bar, controls, the tab's frame, the record of messages. `window.sim` is for tests and the curious. */
import type { PageSettings } from '../settings.ts'
import { drawBar } from './bar.ts'
import { byId, onClick } from './dom.ts'
import { readKnobs } from './knobs.ts'
import { Simulator } from './simulator.ts'

declare global {
  interface Window {
    sim: Simulator
  }
}

const settings = (await (await fetch('/_sim/settings.json')).json()) as PageSettings
const knobs = readKnobs(new URL(window.location.href), settings)
const frame = byId('tab', HTMLIFrameElement)
// Rich enough for what Teams grants to frames; the clipboard is not among it, teams-js has a call for that.
frame.allow = 'fullscreen; autoplay; encrypted-media'

const sim = new Simulator(settings, knobs, {
  frame,
  ask,
  notice,
  share,
  changed: () => bar.draw(),
})
window.sim = sim
const bar = drawBar(sim)
sim.open()

/** Resolves to whether the person agreed; Esc is no. */
function ask(title: string, text: string, yes: string): Promise<boolean> {
  const dialog = byId('question', HTMLDialogElement)
  byId('question-title').textContent = title
  byId('question-text').textContent = text
  byId('question-yes').textContent = yes
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}

function notice(text: string): void {
  const line = byId('notice')
  line.textContent = text
  line.hidden = false
}

function share(link: string): void {
  const field = byId('share-link', HTMLInputElement)
  field.value = link
  byId('share', HTMLDialogElement).showModal()
  onClick('share-copy', () => {
    field.select()
    void navigator.clipboard?.writeText(link)
  })
}
