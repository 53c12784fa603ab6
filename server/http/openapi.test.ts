import type { Express, IRouter } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../contract/index.ts'
import { apiRouter } from './api.ts'
import { downloadRouter } from './downloads.ts'
import { createLastingDoor } from './lasting.ts'
import { type OpenApiDocument, openApiOf } from './openapi.ts'
import { apiRoutes } from './routes.ts'
import { openDoor, type TestDoor } from './testing/door.ts'
import { handMadeServices } from './testing/services.ts'

let door: TestDoor
let document: OpenApiDocument
beforeAll(async () => {
  door = await openDoor()
  document = (await (await door.ask('/api/openapi.json')).json()) as OpenApiDocument
})
afterAll(() => door.close())

type Layer = { route?: { path: string; stack: { method?: string }[] } }

/** What Express really answers, read from its own router: `GET /runs/:id`. */
function mountedIn(router: IRouter | Express): string[] {
  const { stack } = router as unknown as { stack: Layer[] }
  return stack.flatMap(({ route }) => {
    const methods = new Set(route?.stack.flatMap(({ method }) => method ?? []))
    return [...methods].map(
      (method) => `${method.toUpperCase()} /api${route?.path.replaceAll(/:(\w+)/g, '{$1}')}`,
    )
  })
}

function describedIn({ paths = {} }: OpenApiDocument): string[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

describe('the OpenAPI document', () => {
  it('describes exactly the routes that are mounted', () => {
    const routes = apiRoutes(handMadeServices(), 'http://localhost')
    const signIn = { authenticate: () => Promise.reject(new Error('unused')) }
    const stopping = new AbortController().signal
    const services = handMadeServices()
    const at = { audit: services.audit, lasting: createLastingDoor(), stopping }
    const mounted = [...mountedIn(apiRouter(routes, signIn, at)), ...mountedIn(downloadRouter(services, at))]
    expect(describedIn(document).sort()).toEqual(mounted.filter((it) => !it.startsWith('HEAD ')).sort())
    expect(describedIn(document).length).toBeGreaterThan(20)
  })

  it('names a place for each of its operations where no stranger gets in, but for tickets', async () => {
    for (const operation of describedIn(document)) {
      const [method = '', path = ''] = operation.split(' ')
      if (path === '/api/downloads/{ticket}') continue
      const response = await door.ask(path.replaceAll(/\{\w+\}/g, 'x'), { method, as: null })
      expect([operation, response.status]).toEqual([operation, 401])
    }
  })

  it('has every reference it makes', () => {
    const text = JSON.stringify(document)
    const names = new Set(text.match(/(?<=#\/components\/schemas\/)\w+/g))
    expect([...names].filter((name) => !(name in (document.components?.schemas ?? {})))).toEqual([])
    expect(names).toContain('Run')
    expect(names).toContain('Problem')
  })

  it('says of a noun what it is, and of the member that refers to it that it can be null', () => {
    const { RunStage, Run } = document.components.schemas
    expect(RunStage).toEqual({
      type: 'string',
      enum: ['people', 'chats', 'messages', 'coverage', 'conversations', 'media', 'closing'],
    })
    const { stage } = Run?.properties ?? {}
    expect(stage).toEqual({ anyOf: [{ $ref: '#/components/schemas/RunStage' }, { type: 'null' }] })
  })

  it('says what validation says: bodies are strict, lists take limit and cursor', () => {
    expect(document.components?.schemas?.SetQuota).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['monthlyMessageLimit'],
    })
    const lists = document.paths?.['/api/runs'] as { get: { parameters: { name: string }[] } } | undefined
    const names = lists?.get.parameters ?? []
    expect(names.map(({ name }) => name)).toEqual(['limit', 'cursor'])
  })

  it('is the same for the same routes', () => {
    const routes = apiRoutes(handMadeServices(), 'https://chatvault.contoso.com')
    expect(describedIn(openApiOf(routes, 'x'))).toEqual(describedIn(document))
  })
})

it('every body of the contract refuses members it does not know', () => {
  const bodies = apiRoutes(handMadeServices(), 'x').flatMap(({ body }) => body ?? [])
  expect(bodies).toHaveLength(28)
  for (const body of bodies) {
    const issues = body.safeParse({ unheardOf: 1 }).error?.issues ?? []
    expect(issues.map(({ code }) => code)).toContain('unrecognized_keys')
  }
  expect(bodies).toContain(contract.SaveConnection)
})
