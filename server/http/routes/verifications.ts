import {
  ById,
  Integrity,
  PageQuery,
  pageOf,
  Started,
  StartVerification,
  Verification,
} from '../../contract/index.ts'
import type { IntegrityService } from '../../services/archive/integrity.ts'
import type { VerificationService } from '../../services/archive/verifications.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function verificationRoutes(verifications: VerificationService, integrity: IntegrityService): Route[] {
  return [
    route({
      method: 'get',
      path: '/integrity',
      summary: 'Whether the archive is still as it was written, and what no backup covers',
      action: 'status.read',
      answer: json(Integrity),
      handler: ({ operator }) => integrity.get(operator),
    }),
    route({
      method: 'post',
      path: '/verifications',
      summary: 'Check the archive against what was written: all of it, or a sample',
      action: 'archive.verify',
      audit: 'archive.verify',
      note: ({ body }) => body.mode,
      body: StartVerification,
      answer: json(Started, 202),
      handler: ({ operator, body }) => verifications.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/verifications',
      summary: 'Every check of the archive, newest first',
      action: 'status.read',
      query: PageQuery,
      answer: json(pageOf(Verification)),
      handler: ({ operator, query }) => verifications.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/verifications/:id',
      summary: 'One check of the archive: how far it is, and which files are damaged',
      action: 'status.read',
      params: ById,
      answer: json(Verification),
      handler: ({ operator, params }) => verifications.get(operator, params.id),
    }),
  ]
}
