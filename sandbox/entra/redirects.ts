/** This machine, where anyone develops. */
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/
/** The broker of nested app authentication. */
const BROKER = /^brk-multihub:\/\//

/** Where Entra may send people back to: any page of this machine and of the origins registered when it was started. */
export class Redirects {
  readonly #origins: ReadonlySet<string>

  constructor(origins: readonly string[] = []) {
    this.#origins = new Set(origins)
  }

  /** True for a redirect address of a web page. */
  allows(address: string): boolean {
    return LOCAL.test(address) || (URL.canParse(address) && this.#origins.has(new URL(address).origin))
  }

  /** True for what a single-page app may name. */
  allowsSpa(address: string): boolean {
    return BROKER.test(address) || this.allows(address)
  }
}
