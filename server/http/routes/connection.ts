import type { ConnectService } from '../../services/services.ts'
import { json, jsonOrLines, nothing } from '../answers.ts'
import { Connection, ConnectionCheck, SaveConnection, TestConnection, TestResult } from '../contract.ts'
import { type Route, route } from '../route.ts'

const checks = { item: ConnectionCheck, itemName: 'check' } as const

export function connectionRoutes(connect: ConnectService): Route[] {
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
      summary: 'Try a connection; nothing is stored. Costs at most one metered message',
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
      summary: 'Try a connection and save it when every check passes',
      action: 'connection.save',
      audit: 'connection.save',
      note: ({ body }) =>
        `application ${body.applicationId}, limit ${body.monthlyMessageLimit ?? 'unlimited'}`,
      body: SaveConnection,
      answer: jsonOrLines({ result: Connection, resultName: 'connection', ...checks }),
      refusals: [409, 422],
      handler: ({ operator, body, signal }, report) => connect.save(operator, body, report, signal),
    }),
    route({
      method: 'delete',
      path: '/connection',
      summary: 'Forget the credential; archive and books stay',
      action: 'connection.forget',
      audit: 'connection.forget',
      answer: nothing,
      handler: ({ operator }) => connect.forget(operator),
    }),
  ]
}
