/** One host showing one tab: hears what teams-js says, answers as the knobs are set, and keeps a record. */
import type { PageSettings } from '../settings.ts'
import { ANSWERS } from './answers.ts'
import { contextOf, sortedContextOf } from './context.ts'
import { type Knobs, subEntityIdOf } from './knobs.ts'
import { AuthenticationPopup } from './popup.ts'
import type { Ask } from './tokens.ts'
import { type Call, type FrameName, type IncomingCall, listen, tell } from './wire.ts'

/**
 * How the start of the tab stands, as it told us.
 * - loading: nothing yet
 * - loaded: it draws
 * - success: it may be shown
 * - failure: the host shows its own error page in the tab's place
 */
export type TabState = 'loading' | 'loaded' | 'success' | 'failure'

/** What a simulator needs of the page around it. */
export interface Surroundings {
  readonly frame: HTMLIFrameElement
  readonly ask: Ask
  /** Something changed: draw again. */
  changed(): void
  /** In the person's words, for a moment. */
  notice(text: string): void
  share(link: string): void
}

export class Simulator {
  readonly settings: PageSettings
  readonly knobs: Knobs
  /** Everything heard, oldest first. */
  readonly calls: Call[] = []
  /** What was heard and could not be answered, because the simulator does not know it. */
  readonly unknown: string[] = []
  /** What the tab put on the clipboard. */
  clipboard: unknown
  /** The last link it wanted to share. */
  shared: string | undefined
  state: TabState = 'loading'
  /** What the tab said when it failed. */
  failure = ''
  readonly popup = new AuthenticationPopup()
  readonly around: Surroundings
  #registered = new Set<string>()

  constructor(settings: PageSettings, knobs: Knobs, around: Surroundings) {
    this.settings = settings
    this.knobs = knobs
    this.around = around
    listen(
      (source) => this.#frameOf(source),
      (call) => this.#hear(call),
    )
  }

  /** Loads the tab, again when it was there. */
  open(): void {
    this.state = 'loading'
    this.failure = ''
    this.#registered.clear()
    this.around.frame.src = this.settings.app.origin + this.knobs.path
    this.around.changed()
  }

  move(state: TabState, failure = ''): void {
    this.state = state
    this.failure = failure
  }

  register(event: string): void {
    this.#registered.add(event)
  }

  context(frame: FrameName): object {
    return contextOf(this.settings, this.knobs, frame)
  }

  setTheme(theme: string): void {
    this.knobs.theme = theme
    this.#tell('themeChange', theme)
    this.around.changed()
  }

  /** The host's own back button. A tab that wants none of it is left. */
  pressBack(): void {
    if (this.#registered.has('backButton')) this.#tell('backButtonPress')
    else this.leave()
  }

  leave(): void {
    this.around.notice(`${this.settings.label} leaves the app.`)
  }

  /** A deep link, or only what it asks for, reaches the tab that is open. */
  openLink(link: string): void {
    const wanted = URL.canParse(link) ? subEntityIdOf(new URL(link)) : link
    this.goTo(wanted)
  }

  /** A tab that listens for changes of context is told; another is loaded again. */
  goTo(subEntityId: string | undefined): void {
    this.knobs.subEntityId = subEntityId
    if (this.#registered.has('contextChange')) {
      this.#tell('contextChange', sortedContextOf(this.settings, this.knobs))
    } else {
      this.open()
    }
  }

  /** True for an address of this app's own, as deep links are. */
  isOwn(address: string): boolean {
    return URL.canParse(address) && new URL(address).pathname.startsWith(`/l/entity/${this.settings.app.id}/`)
  }

  #tell(func: string, ...args: unknown[]): void {
    tell(this.around.frame.contentWindow, this.settings.app.origin, func, args)
  }

  #frameOf(source: Window): FrameName | undefined {
    if (source === this.around.frame.contentWindow) return 'content'
    return this.popup.is(source) ? 'authentication' : undefined
  }

  #hear(call: IncomingCall): void {
    const { func, args, frame, origin, at } = call
    this.calls.push({ func, args, frame, origin, at })
    const answer = ANSWERS[func]
    if (answer === undefined) this.unknown.push(func)
    else if (this.knobs.answers) void answer(this, call)
    this.around.changed()
  }
}
