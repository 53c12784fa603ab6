/** Consent pages we sent an operator to, and what came back. */
export type ConsentRequest = {
  readonly tenantId: string
  readonly operatorId: string
  readonly operatorName: string
  /** Lower case. */
  readonly applicationId: string
}

export type ConsentAnswer = {
  readonly at: Date
  readonly outcome: string
  /** Entra's code, where it gave one. */
  readonly code: string | null
}

export type Consents = {
  /** `nonceHash` names the request from now on. */
  open(nonceHash: Uint8Array, request: ConsentRequest, times: { at: Date; expiresAt: Date }): Promise<void>
  isAnswered(nonceHash: Uint8Array): Promise<boolean>
  /** Writes the answer down and tells whose request it was; undefined when there is one already, or no such request. */
  answer(nonceHash: Uint8Array, answer: ConsentAnswer): Promise<ConsentRequest | undefined>
  findLastAnswer(
    tenantId: string,
    applicationId: string,
  ): Promise<(ConsentAnswer & { by: string }) | undefined>
}
