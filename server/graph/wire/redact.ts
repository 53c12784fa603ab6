/**
 * Text from outside that goes into an error. Entra and Graph never echo credentials, but a proxy or a broken service
 * might: anything shaped like a token goes, the secrets we know go, and what is left is one short line.
 */
const JWT = /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/g
const BEARER = /\bbearer\s+\S+/gi
const LONGEST = 300

export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length > 3)
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text)
  const line = clean.replace(BEARER, 'bearer •••').replace(JWT, '•••').replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
