/** Sealed keys all processes sign with. */
export type SigningKeys = {
  find(name: string): Promise<Uint8Array | undefined>
  /** Answers the box that is kept: `box`, or the one another process was first with. */
  keep(name: string, box: Uint8Array): Promise<Uint8Array>
  /** The same where `broken` is kept and can no longer be opened. */
  replace(name: string, broken: Uint8Array, box: Uint8Array): Promise<Uint8Array>
}
