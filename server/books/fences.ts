/**
 * Until when every caller of a tenant waits, because Microsoft said so (429, Retry-After). Shared by all workers; of two
 * fences the later end holds.
 */
export type Fences = {
  /** Answers the end that holds now. */
  raise(tenantId: string, until: Date): Promise<Date>
  /** The last end there was, also when it has passed; undefined when there never was one. */
  find(tenantId: string): Promise<Date | undefined>
}
