/**
 * `npm run api-types`: writes tab/api/schema.d.ts, the addresses of the API as the compiler reads them, from the OpenAPI
 * document the server makes of its routes. The tab's client takes no address, parameter or body that is not in it.
 */
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { openApiOf } from '../server/http/openapi.ts'
import { apiRoutes } from '../server/http/routes.ts'
import { handMadeServices } from '../server/http/testing/services.ts'

export const API_TYPES = resolve(import.meta.dirname, '../tab/api/schema.d.ts')

const HEAD = `/** Made by \`npm run api-types\` from the OpenAPI document of the server. Do not edit. */
import type * as contract from '../../server/contract/index.ts'

`

const NOUN = /^#\/components\/schemas\/(\w+)$/

/** The text of the file. A noun of the contract is the contract's own type, so that one thing has one type. */
export async function apiTypes(): Promise<string> {
  const document = openApiOf(apiRoutes(handMadeServices(), '/'), '/')
  const nodes = await openapiTS(whatIsDone(document as OpenAPI3), {
    transform(_schema, { path }) {
      const name = path && NOUN.exec(path)?.[1]
      if (!name) return undefined
      const noun = ts.factory.createQualifiedName(ts.factory.createIdentifier('contract'), name)
      return ts.factory.createTypeReferenceNode(noun)
    },
  })
  // Addresses and components; the rest of what it writes is empty.
  return HEAD + astToString(nodes.filter(ts.isInterfaceDeclaration))
}

/** Without the refusals: they are the same for every operation, and the client throws them. */
function whatIsDone(document: OpenAPI3): OpenAPI3 {
  const text = JSON.stringify(document, (key, value: unknown) => {
    if (key === 'description') return undefined
    return /^[45]\d\d$/.test(key) ? undefined : value
  })
  return JSON.parse(text) as OpenAPI3
}

if (import.meta.main) {
  await writeFile(API_TYPES, await apiTypes())
  console.log(`${API_TYPES} is up to date.`)
}
