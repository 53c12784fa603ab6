/**
 * The master key wraps small secrets: tenants' data keys and credentials. It never leaves its adapter (key file, Azure
 * Key Vault). Everything larger is sealed with a data key that travels wrapped.
 */
export type MasterKey = {
  /** Recorded beside what was wrapped, so that a wrong key is named instead of guessed. */
  readonly id: string
  wrap(plain: Uint8Array): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>
}

/**
 * Envelope sealing: AES-256-GCM under a fresh data key wrapped by the master key. `context` names tenant and purpose and
 * is bound as additional data: a box moved to another tenant or use does not open.
 */
export type Sealer = {
  seal(context: string, plain: Uint8Array): Promise<Uint8Array>
  /** Throws `seal-broken` when box, key or context do not belong together. */
  open(context: string, box: Uint8Array): Promise<Uint8Array>
}
