/** What an operator chose for themselves. */
export type PreferenceRow = { readonly tourSeen: boolean; readonly language: string | null }

export type PreferenceBook = {
  /** Nothing chosen: the tour is new, the language is the host's. */
  find(tenantId: string, operatorId: string): Promise<PreferenceRow>
  /** What is undefined stays as it is. */
  change(
    tenantId: string,
    operatorId: string,
    change: { tourSeen?: boolean | undefined; language?: string | null | undefined },
  ): Promise<PreferenceRow>
}
