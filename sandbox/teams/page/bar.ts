/** Bar, controls and record of a host page. */
import { byId, onClick } from './dom.ts'
import type { Simulator, TabState } from './simulator.ts'
import type { Call } from './wire.ts'

const WORDS: Readonly<Record<TabState, string>> = {
  loading: 'Loading…',
  loaded: 'Loaded',
  success: 'Ready',
  failure: 'The tab reported a failure',
}
/** Room for the bar's controls beside a tab that is not cramped. */
const WIDE = '(min-width: 900px) and (min-height: 700px)'

export function drawBar(sim: Simulator): { draw(): void } {
  const form = byId('controls', HTMLFormElement)
  document.title = `Chatvault | ${sim.settings.label}`
  byId('host').textContent = sim.settings.label
  fillPeople(sim)
  fillControls(sim, form)
  form.addEventListener('change', ({ target }) => turn(sim, target as HTMLInputElement | HTMLSelectElement))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    sim.openLink(field(form, 'link').value)
  })
  onClick('back', () => sim.pressBack())
  onClick('reload', () => sim.open())
  onClick('again', () => sim.open())
  toggle('show-controls', 'controls', window.matchMedia(WIDE).matches)
  toggle('show-log', 'log', false)
  return { draw: () => draw(sim, form) }
}

function draw(sim: Simulator, form: HTMLFormElement): void {
  document.body.dataset.theme = sim.knobs.theme
  document.body.dataset.state = sim.state
  field(form, 'theme').value = sim.knobs.theme
  byId('state').textContent = WORDS[sim.state]
  byId('failure').hidden = sim.state !== 'failure'
  byId('failure-text').textContent = sim.failure
  byId('count').textContent = String(sim.calls.length)
  record(sim)
}

/** Adds what is not in the record yet. */
function record({ calls, unknown }: Simulator): void {
  const list = byId('log').querySelector('ol')
  for (const call of calls.slice(list?.children.length ?? 0))
    list?.append(line(call, unknown.includes(call.func)))
}

function line({ at, func, args, frame }: Call, unknown: boolean): HTMLLIElement {
  const item = document.createElement('li')
  const name = document.createElement('b')
  name.textContent = func
  const from = frame === 'authentication' ? ' (popup)' : ''
  item.append(`${at} ms${from} `, name, ` ${shorten(args)}${unknown ? ' — not known here' : ''}`)
  return item
}

/** What was left out at the end is left out here too; in between it reads as null. */
function shorten(args: readonly unknown[]): string {
  const text = JSON.stringify(args.slice(0, args.findLastIndex((one) => one !== undefined) + 1))
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

function fillPeople({ settings }: Simulator): void {
  const select = field(byId('controls', HTMLFormElement), 'who')
  for (const { name } of settings.people) select.append(new Option(name))
}

function fillControls({ knobs }: Simulator, form: HTMLFormElement): void {
  const { theme, locale, who, clientType, runtime } = knobs
  const answers = knobs.answers ? 'yes' : 'no'
  for (const [name, value] of Object.entries({ theme, locale, who, clientType, runtime, answers }))
    field(form, name).value = value
}

/** What a host tells its tabs while they run is told; the rest begins again. */
function turn(sim: Simulator, { name, value }: HTMLInputElement | HTMLSelectElement): void {
  switch (name) {
    case 'theme':
      sim.setTheme(value)
      return
    case 'token':
      sim.knobs.tokens = value === '' ? [] : [value]
      sim.open()
      return
    case 'severed':
      void severPopups(field(byId('controls', HTMLFormElement), 'severed') as HTMLInputElement)
      return
    case 'answers':
      sim.knobs.answers = value === 'yes'
      sim.open()
      return
    case 'locale':
    case 'who':
    case 'clientType':
      sim.knobs[name] = value
      sim.open()
      return
    case 'runtime':
      sim.knobs.runtime = value === 'legacy' ? 'legacy' : 'modern'
      sim.open()
      return
  }
}

async function severPopups({ checked }: HTMLInputElement): Promise<void> {
  const loginOpenerPolicy = checked ? 'same-origin' : null
  await fetch('/_sandbox/front', { method: 'POST', body: JSON.stringify({ loginOpenerPolicy }) })
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | HTMLSelectElement {
  return form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement
}

function toggle(buttonId: string, id: string, open: boolean): void {
  const show = (shown: boolean) => {
    byId(id).hidden = !shown
    byId(buttonId).setAttribute('aria-expanded', String(shown))
  }
  onClick(buttonId, () => show(byId(id).hidden !== false))
  show(open)
}
