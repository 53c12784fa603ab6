/**
 * The authentication contexts a `claims` parameter asks for, as in `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`
 * (Learn: Developer guide to Conditional Access authentication context). Unreadable text asks for none.
 */
export function contextsAsked(claims: string | null): string[] {
  const { value, values } = acrsOf(claims)
  return [value, ...(values ?? [])].filter((one) => typeof one === 'string')
}

function acrsOf(claims: string | null): { value?: string; values?: string[] } {
  try {
    return JSON.parse(claims ?? '{}').access_token?.acrs ?? {}
  } catch {
    return {}
  }
}
