/** The OpenAPI document (3.1), generated from the routes and the schemas that validate them. */
import { DOWNLOAD_PATH, downloadOperation } from './downloads.ts'
import { type Operation, type Schema, Schemas, type Security } from './openapi-schemas.ts'
import type { Method, Route } from './route.ts'

export type OpenApiDocument = {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Security[]
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>
    readonly schemas: Readonly<Record<string, Schema>>
  }
  readonly paths: Readonly<Record<string, PathItem>>
}

type PathItem = { [M in Method]?: Operation }

/** What any route may answer besides its own. */
const EVERYWHERE: Readonly<Record<number, string>> = {
  400: 'The request wasn’t understood',
  401: 'No token, or not a valid one',
  403: 'The role doesn’t include it, or the tenant isn’t served',
  429: 'More than 300 requests in a minute',
  500: 'A bug in Chatvault',
  503: 'Not available right now',
}

const OWN: Readonly<Record<number, string>> = {
  404: 'Not found',
  409: 'Not possible now',
  413: 'The body is too large',
  415: 'The body isn’t JSON',
  422: 'Not accepted',
}

export function openApiOf(routes: readonly Route[], publicUrl: string): OpenApiDocument {
  const schemas = new Schemas()
  const paths: Record<string, PathItem> = {}
  for (const route of routes) {
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method]: operationOf(route, schemas) }
  }
  paths[DOWNLOAD_PATH] = { get: downloadOperation(schemas) }
  return {
    openapi: '3.1.0',
    info: { title: 'Chatvault', version: '1', description: 'Backup of Microsoft Teams private chats.' },
    servers: [{ url: publicUrl }],
    security: [{ entra: [] }],
    components: {
      securitySchemes: { entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: schemas.nouns,
    },
    paths,
  }
}

/** `/runs/:id` below `/api`, as OpenAPI writes it. */
export function openApiPath(path: string): string {
  return `/api${path.replaceAll(/:(\w+)/g, '{$1}')}`
}

function operationOf(route: Route, schemas: Schemas): Operation {
  const { summary, params, query, body } = route
  const parameters = [...schemas.parameters('path', params), ...schemas.parameters('query', query)]
  return {
    summary,
    description: `Needs the permission \`${route.action}\`.`,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: schemas.bodies({ 'application/json': body }) } }),
    responses: responsesOf(route, schemas),
  }
}

function responsesOf(route: Route, schemas: Schemas): Operation['responses'] {
  const content = schemas.bodies(route.contents)
  return {
    ...schemas.problems({ ...EVERYWHERE, ...ownRefusals(route) }),
    [route.status]: { description: 'Done', ...(Object.keys(content).length > 0 && { content }) },
  }
}

function ownRefusals(route: Route): Record<number, string> {
  const statuses = [...route.refusals, ...(route.params ? [404] : []), ...(route.body ? [413, 415] : [])]
  return Object.fromEntries(statuses.map((status) => [status, OWN[status] ?? 'Refused']))
}
