/**
 * Roles of an access token, read without verifying it: for diagnosis only. Another resource's token is opaque by contract
 * (Learn: access tokens), so one that cannot be read has no roles and breaks nothing but the explanation.
 */
export function rolesOf(token: string): readonly string[] {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const roles = typeof claims === 'object' && claims !== null && 'roles' in claims ? claims.roles : []
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
  } catch {
    return []
  }
}
