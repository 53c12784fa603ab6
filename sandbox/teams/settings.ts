/** What a host page is told about itself; `GET /_sim/settings.json` on its own address. */
export type PageSettings = {
  /** As people call the host. */
  readonly label: string
  readonly name: string
  /** Client id the host's tokens name as `azp`. */
  readonly clientId: string
  readonly app: {
    /** Of the app package, in deep links. */
    readonly id: string
    readonly name: string
    /** Of its one personal tab. */
    readonly entityId: string
    /** Origin of the tab. */
    readonly origin: string
  }
  readonly tenantId: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly signInName: string }[]
}
