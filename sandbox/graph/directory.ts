import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { DOMAIN, INITIAL_DOMAIN } from '../tenant/people.ts'
import type { GraphContext } from './context.ts'
import { GraphFailure } from './errors.ts'
import { graphJson, pageReply, readPage, select, selected } from './odata.ts'
import { userPage } from './users.ts'

/** `GET /organization` (Learn: List organizations). */
export function listOrganization(graph: GraphContext, call: Call): Reply {
  const domain = (name: string, isInitial: boolean) => ({
    name,
    isInitial,
    isDefault: !isInitial,
    type: 'Managed',
    capabilities: isInitial ? 'Email, OfficeCommunicationsOnline' : 'Email',
  })
  const row = {
    id: graph.tenant.id,
    displayName: graph.tenant.displayName,
    countryLetterCode: 'DE',
    tenantType: 'AAD',
    createdDateTime: '2024-05-01T08:00:00Z',
    preferredLanguage: 'en',
    verifiedDomains: [domain(INITIAL_DOMAIN, true), domain(DOMAIN, false)],
    assignedPlans: [],
  }
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#organization`,
    value: [select(row, selected(call, Object.keys(row)))],
  })
}

/** `GET /groups` (Learn: List groups). */
export function listGroups(graph: GraphContext, call: Call): Reply {
  const page = readPage(call, 100, 999)
  const row = ({ id, displayName }: { id: string; displayName: string }) => ({
    id,
    displayName,
    description: null,
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: true,
  })
  return pageReply(call, page, graph.tenant.people.groups, row, { context: 'groups' })
}

/** `GET /groups/{id}/transitiveMembers/microsoft.graph.user` (Learn: List group transitive members). */
export function listGroupUsers(graph: GraphContext, call: Call): Reply {
  const id = call.lower[2] ?? ''
  const group = graph.tenant.people.groups.find((one) => one.id === id)
  if (!group)
    throw new GraphFailure(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    )
  return userPage(call, group.members, 'users')
}
