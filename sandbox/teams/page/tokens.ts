/** Tokens as the host fetches them for the tab: from the sandbox, on the host's own address. */
import type { PageSettings } from '../settings.ts'
import type { Knobs, TokenAnswer } from './knobs.ts'

/** Asks the person; resolves to whether they agreed. */
export type Ask = (title: string, text: string, yes: string) => Promise<boolean>

/** `[true, token]`, `[false, error]`, or undefined when the host keeps silent. */
export type AuthTokenAnswer = [true, string] | [false, string] | undefined

/** One `authentication.getAuthToken`: `[resources, claims, silent, tenantId]`. */
export async function getAuthToken(
  settings: PageSettings,
  knobs: Knobs,
  args: readonly unknown[],
  ask: Ask,
): Promise<AuthTokenAnswer> {
  const [, claims, silent] = args
  const contexts = contextsAsked(claims)
  const answer = nextAnswer(knobs)
  await new Promise((resolve) => setTimeout(resolve, knobs.tokenDelayMs))
  if (answer === 'never') return undefined
  if (answer === 'consent' || contexts.length > 0) {
    if (silent === true) return keep(knobs, answer, 'resourceRequiresConsent')
    const agreed = await ask(...questionOf(settings, answer))
    if (!agreed) return keep(knobs, answer, 'CancelledByUser')
    return [true, await fetchToken(settings, knobs, contexts)]
  }
  return answer === 'ok' ? [true, await fetchToken(settings, knobs, contexts)] : [false, answer]
}

/** One with an exclamation mark remains. */
function nextAnswer({ tokens }: Knobs): TokenAnswer {
  const [next = 'ok'] = tokens
  if (next.endsWith('!')) return next.slice(0, -1)
  tokens.shift()
  return next
}

/** Consent remains needed until it is given. */
function keep(knobs: Knobs, answer: TokenAnswer, error: string): [false, string] {
  if (answer === 'consent') knobs.tokens.unshift(answer)
  return [false, error]
}

function questionOf({ app, label }: PageSettings, answer: TokenAnswer): Parameters<Ask> {
  return answer === 'consent'
    ? [`${app.name} needs your permission`, `${label} will sign you in to ${app.name}.`, 'Accept']
    : ['More information required', 'Your organization needs to be sure that it is you.', 'Approve']
}

/** Claims come as JSON texts, one or several. */
function contextsAsked(claims: unknown): string[] {
  return [claims]
    .flat()
    .filter((one) => typeof one === 'string')
    .flatMap((text) => {
      const { access_token } = JSON.parse(text) as {
        access_token?: { acrs?: { value?: string; values?: string[] } }
      }
      const { value, values = [] } = access_token?.acrs ?? {}
      return value === undefined ? values : [value, ...values]
    })
}

/** A token as Entra issues it to this host for the person who is signed in. */
export async function fetchToken(settings: PageSettings, knobs: Knobs, contexts: string[]): Promise<string> {
  const claims = { azp: settings.clientId, ...(contexts.length > 0 && { acrs: contexts }) }
  const answer = await fetch('/_sandbox/operator-token', {
    method: 'POST',
    body: JSON.stringify({ user: knobs.who, claims, ...(knobs.flaw && { bad: knobs.flaw }) }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return ((await answer.json()) as { access_token: string }).access_token
}
