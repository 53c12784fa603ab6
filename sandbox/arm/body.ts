import type { Call } from '../http/call.ts'
import { ArmFailure } from './errors.ts'

type Body = Record<string, unknown>

export function bodyOf(call: Call): Body {
  try {
    const body: unknown = JSON.parse(call.body)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // answered below
  }
  throw new ArmFailure(
    400,
    'InvalidRequestContent',
    'The request content was invalid and could not be deserialized.',
  )
}

export function tagsIn({ tags }: Body): Record<string, string> {
  return typeof tags === 'object' && tags !== null ? { ...(tags as Record<string, string>) } : {}
}
