import {
  Connection,
  ConnectionCheck,
  CredentialCheck,
  CredentialReplaced,
  Disconnected,
  Health,
  HealthItem,
  ReplaceCredential,
  SaveConnection,
  TestConnection,
  TestResult,
} from '../../contract/index.ts'
import type { ConnectService } from '../../services/connection/connect.ts'
import type { CredentialService } from '../../services/connection/replace-credential.ts'
import type { HealthService } from '../../services/health/health.ts'
import { json, jsonOrLines } from '../answers.ts'
import { type Route, route } from '../route.ts'

const checks = { item: ConnectionCheck, itemName: 'check' } as const

type Nouns = {
  readonly connect: ConnectService
  readonly health: HealthService
  readonly credential: CredentialService
}

export function connectionRoutes({ connect, health, credential }: Nouns): Route[] {
  return [
    route({
      method: 'get',
      path: '/connection',
      summary: 'The link to Microsoft 365, without its secret',
      action: 'status.read',
      answer: json(Connection),
      handler: ({ operator }) => connect.get(operator),
    }),
    route({
      method: 'post',
      path: '/connection/test',
      summary: 'Test a connection without storing it. Costs at most one metered message',
      action: 'connection.test',
      audit: 'connection.test',
      note: ({ body }) => `application ${body.applicationId}`,
      body: TestConnection,
      answer: jsonOrLines({ result: TestResult, resultName: 'result', ...checks }),
      refusals: [409],
      handler: ({ operator, body, signal }, report) => connect.test(operator, body, report, signal),
    }),
    route({
      method: 'put',
      path: '/connection',
      summary: 'Test a connection, and save it if every check passes',
      action: 'connection.save',
      audit: 'connection.save',
      note: ({ body }) =>
        `application ${body.applicationId}, limit ${body.monthlyMessageLimit ?? 'unlimited'}${body.regime ? `, ${body.regime}` : ''}`,
      body: SaveConnection,
      answer: jsonOrLines({ result: Connection, resultName: 'connection', ...checks }),
      refusals: [409, 422],
      handler: ({ operator, body, signal }, report) => connect.save(operator, body, report, signal),
    }),
    route({
      method: 'delete',
      path: '/connection',
      summary:
        'Delete the credential; the archive and the ledger are kept. Returns what remains here and in Microsoft 365',
      action: 'connection.forget',
      audit: 'connection.forget',
      answer: json(Disconnected),
      refusals: [409],
      handler: ({ operator }) => connect.forget(operator),
    }),
    route({
      method: 'post',
      path: '/connection/credential',
      summary: 'Replace the credential if the new one gets a token with the same permissions',
      action: 'connection.save',
      audit: 'connection.credential',
      note: ({ body }) => (body.clientSecret === undefined ? 'certificate' : 'secret'),
      body: ReplaceCredential,
      answer: jsonOrLines({
        result: CredentialReplaced,
        resultName: 'replaced',
        item: CredentialCheck,
        itemName: 'check',
      }),
      refusals: [409, 422],
      handler: ({ operator, body, signal }, report) => credential.replace(operator, body, report, signal),
    }),
    route({
      method: 'get',
      path: '/connection/health',
      summary: 'The result of the last check of the connection, and when the next one is due',
      action: 'status.read',
      answer: json(Health),
      refusals: [409],
      handler: ({ operator }) => health.get(operator),
    }),
    route({
      method: 'post',
      path: '/connection/health',
      summary: 'Check everything about the connection now. Costs at most one metered message',
      action: 'connection.test',
      audit: 'connection.health',
      answer: jsonOrLines({
        result: Health,
        resultName: 'health',
        item: HealthItem,
        itemName: 'item',
      }),
      refusals: [409],
      handler: ({ operator, signal }, report) => health.examine(operator, report, signal),
    }),
  ]
}
