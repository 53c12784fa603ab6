/**
 * Where the tab is shown, and what that place can do for us.
 *
 *   microsoft  Teams, Outlook or Microsoft 365 answered: it knows the theme, the language and the person
 *   frame      inside someone's page that is no such host: SharePoint's Embed web part
 *   page       a window of its own
 *
 * Everything a host says is a hint for display; who someone is comes only from a token the server has verified.
 */
export type HostKind = 'microsoft' | 'frame' | 'page'

export type HostTheme = 'light' | 'dark' | 'contrast'

/** How a window opened for consent ended. A hint: the server knows whether consent is there. */
export type PopupEnd = 'answered' | 'closed' | 'blocked'

export interface Host {
  readonly kind: HostKind
  /** As people call it: "Teams". Undefined where no one said. */
  readonly name: string | undefined
  /** BCP 47, as the host shows itself; undefined: ask the browser. */
  readonly locale: string | undefined
  /** Undefined: the operating system decides. */
  theme(): HostTheme | undefined
  /** Called on every change of the theme; returns the way to stop. */
  onTheme(listener: (theme: HostTheme | undefined) => void): () => void
  /** What a deep link asks for, unchecked: `tab/links/links.ts` turns it into an address or into nothing. */
  readonly subPageId: string | undefined
  /** The same, while the tab is open: the host was told to go elsewhere in it. */
  onSubPage(listener: (subPageId: string) => void): () => void
  /** The host's own back button; the listener answers whether there was something to go back to. */
  onBack(listener: () => boolean): () => void
  /** Offers the link in the host's own way; undefined where it has none, and a copied address must do. */
  readonly shareLink: ((link: { subPageId: string; label: string; webUrl: string }) => void) | undefined
  /** Opens a page of ours that leaves for Microsoft and comes back. Must be called from a click. */
  openPopup(address: string): Promise<PopupEnd>
  /** The first screen stands, be it a problem: our words say more than a host's page about an app that did not start. */
  ready(): void
}

/** A host of Microsoft's: it also knows the person and gets the token of our API. */
export interface MicrosoftHost extends Host {
  readonly kind: 'microsoft'
  /** For display and for the line an admin needs; never for deciding anything. */
  readonly person: { readonly name: string; readonly username: string; readonly tenantId: string | undefined }
  /**
   * A token of our API. Rejects with the host's own text, which differs between hosts. Unless `silent` the host may
   * show a window and needs a click. The host caches: ask each time.
   */
  authToken(request: { silent: boolean; claims?: string }): Promise<string>
  /** Whether the host can get tokens of Microsoft's own APIs for us, and says that it should be asked for them. */
  readonly nestedAuth: boolean
}

export function isMicrosoft(host: Host): host is MicrosoftHost {
  return host.kind === 'microsoft'
}
