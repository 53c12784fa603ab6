/**
 * Who can do what: the one table. Roles come from the verified token (`roles`, or `wids` for the first admin).
 */
export type OperatorRole = 'admin' | 'operator' | 'reviewer' | 'auditor'

/** The person in the tab, as the verified token names them. */
export type Operator = {
  readonly tenantId: string
  /** Entra object id. */
  readonly id: string
  readonly name: string
  readonly roles: readonly OperatorRole[]
}

export const OPERATOR_ROLES: readonly OperatorRole[] = ['admin', 'operator', 'reviewer', 'auditor']
const EVERYONE = OPERATOR_ROLES
const RUNNERS: readonly OperatorRole[] = ['admin', 'operator']
const READERS: readonly OperatorRole[] = ['admin', 'reviewer']

/** Actions and the roles that may do them. Operators run backups but read no one's messages; reviewers the reverse. */
export const PERMISSIONS = {
  'status.read': EVERYONE,
  'preferences.set': EVERYONE,
  'setup.manage': ['admin'],
  'connection.test': ['admin'],
  'connection.save': ['admin'],
  'connection.forget': ['admin'],
  'consent.ask': ['admin'],
  'quota.set': ['admin'],
  'scope.set': RUNNERS,
  'run.start': RUNNERS,
  'run.cancel': RUNNERS,
  'schedule.set': RUNNERS,
  'archive.verify': RUNNERS,
  'archive.read': READERS,
  'export.create': ['admin', 'reviewer'],
  'holds.manage': ['admin'],
  'retention.set': ['admin'],
  'erasures.manage': ['admin'],
  'removals.read': ['admin', 'auditor'],
  'reading.see': ['admin', 'reviewer', 'auditor'],
  'reading.ask': READERS,
  'reading.approve': ['admin'],
  'reading-policy.set': ['admin'],
  'restore.ask': ['admin'],
  'restore.approve': ['admin'],
  'alerts.manage': ['admin'],
  'audit.read': ['admin', 'auditor'],
} as const satisfies Record<string, readonly OperatorRole[]>

export type Action = keyof typeof PERMISSIONS

export function mayDo(operator: Pick<Operator, 'roles'>, action: Action): boolean {
  const allowed: readonly OperatorRole[] = PERMISSIONS[action]
  return operator.roles.some((role) => allowed.includes(role))
}

export function permissionsOf(operator: Pick<Operator, 'roles'>): Action[] {
  return (Object.keys(PERMISSIONS) as Action[]).filter((action) => mayDo(operator, action))
}
