/** What a check that fails says has changed in Microsoft 365, since the connection was saved after a good test. */
import type { CheckRow } from '../../books/connections.ts'

/** `because`: of the notice, which rests on that of the failed check. */
export type Change = {
  readonly code: string
  readonly title: string
  readonly because:
    | 'connection-refused'
    | 'billing-asked-for'
    | 'permission-revoked'
    | 'credential-gone'
    | 'application-gone'
}

/** What is known of every other refusal. */
export const REFUSED: Change = {
  code: 'connection-failing',
  because: 'connection-refused',
  title: 'Microsoft 365 refuses the connection',
}

export function changeOf({ name, code, asksForBilling }: CheckRow): Change | undefined {
  if (asksForBilling)
    return {
      code: 'billing-asked-for',
      because: 'billing-asked-for',
      title: 'Microsoft requires billing before it returns messages',
    }
  return name === 'permissions' ? REVOKED : CHANGES.find(({ signs }) => signs.includes(code))?.need
}

const REVOKED: Change = {
  code: 'permission-revoked',
  because: 'permission-revoked',
  title: 'A permission was removed from the app',
}

const CHANGES: readonly { readonly signs: readonly string[]; readonly need: Change }[] = [
  {
    signs: ['missing-permission', 'Authorization_RequestDenied'],
    need: REVOKED,
  },
  {
    signs: ['AADSTS7000215', 'AADSTS7000222', 'AADSTS700027', 'AADSTS50012'],
    need: {
      code: 'credential-gone',
      because: 'credential-gone',
      title: 'The app’s secret or certificate no longer works',
    },
  },
  {
    signs: ['AADSTS700016', 'AADSTS7000229', 'AADSTS7000112'],
    need: {
      code: 'application-gone',
      because: 'application-gone',
      title: 'The app was removed or disabled in your organization',
    },
  },
]
