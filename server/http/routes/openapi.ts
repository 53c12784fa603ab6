import { z } from 'zod'
import { json } from '../answers.ts'
import { openApiOf } from '../openapi.ts'
import { type Route, route } from '../route.ts'

/** Describes `others` and itself. */
export function openApiRoutes(others: readonly Route[], publicUrl: string): Route[] {
  const own: Route = route({
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    action: 'status.read',
    answer: json(z.record(z.string(), z.unknown())),
    handler: () => ({ ...document }),
  })
  const document = openApiOf([...others, own], publicUrl)
  return [own]
}
