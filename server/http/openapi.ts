/** The OpenAPI document, made from the routes and the schemas that validate them. */
import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
  zodToOpenAPIRegistry,
} from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import * as contract from '../contract/index.ts'
import { type Contents, problemContents } from './answers.ts'
import { downloadOperation } from './downloads.ts'
import type { Route } from './route.ts'

/** Every noun the contract exports is a component of that name; what nouns are made of (`instant`, `count`) is not. */
for (const [name, schema] of Object.entries(contract)) {
  if (/^[A-Z]/.test(name) && schema instanceof z.ZodType && !zodToOpenAPIRegistry.has(schema)) {
    zodToOpenAPIRegistry.add(schema, { _internal: { refId: name } })
  }
}

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** What any route may answer besides its own. */
const EVERYWHERE: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'No token, or not a valid one',
  403: 'The role does not include it, or the tenant is not served',
  429: 'More than 300 requests in a minute',
  500: 'A defect of Chatvault',
  503: 'Not available at the moment',
}

const OWN: Readonly<Record<number, string>> = {
  404: 'Not found',
  409: 'Not possible now',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'Not accepted',
}

export function openApiOf(routes: readonly Route[], publicUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'entra', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  })
  for (const route of routes) registry.registerPath(operationOf(route))
  registry.registerPath(downloadOperation)
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Chatvault', version: '1', description: 'Backup of Microsoft Teams private chats.' },
    servers: [{ url: publicUrl }],
    security: [{ entra: [] }],
  })
}

/** `/runs/:id` below `/api`, as OpenAPI writes it. */
export function openApiPath(path: string): string {
  return `/api${path.replaceAll(/:(\w+)/g, '{$1}')}`
}

function operationOf(route: Route): RouteConfig {
  const { method, path, summary, params, query, body } = route
  return {
    method,
    path: openApiPath(path),
    summary,
    description: `Needs the permission \`${route.action}\`.`,
    request: {
      ...(params instanceof z.ZodObject ? { params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(body ? { body: { required: true, content: contentsOf({ 'application/json': body }) } } : {}),
    },
    responses: responsesOf(route),
  }
}

function responsesOf(route: Route): RouteConfig['responses'] {
  const problems = { ...EVERYWHERE, ...ownRefusals(route) }
  const refused = Object.entries(problems).map(([status, description]) => [
    status,
    { description, content: contentsOf(problemContents) },
  ])
  const content = contentsOf(route.contents)
  const done = { description: 'Done', ...(Object.keys(content).length > 0 ? { content } : {}) }
  return { ...Object.fromEntries(refused), [route.status]: done }
}

function ownRefusals(route: Route): Record<number, string> {
  const statuses = [...route.refusals, ...(route.params ? [404] : []), ...(route.body ? [413, 415] : [])]
  return Object.fromEntries(statuses.map((status) => [status, OWN[status] ?? 'Refused']))
}

function contentsOf(contents: Contents) {
  return Object.fromEntries(
    Object.entries(contents).map(([type, schema]) => [
      type,
      { schema: schema ?? { type: 'string' as const, format: 'binary' } },
    ]),
  )
}
