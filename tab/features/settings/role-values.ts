/** As the sign-in app declares them: the value an operator's token carries. */
export const ROLE_VALUES = {
  admin: 'Vault.Admin',
  operator: 'Vault.Operator',
  reviewer: 'Vault.Reviewer',
  auditor: 'Vault.Auditor',
} as const
