import { useTranslation } from 'react-i18next'
import { useMe } from '../api/context.tsx'
import { formatParts } from '../format/number.ts'
import type { common } from '../i18n/en/common.ts'

export type ActionName = keyof typeof common.may

/** The operator's roles in words: "Admin, Reviewer". */
export function useRoleNames(): string {
  const { t } = useTranslation()
  return formatParts(useMe().roles.map((role) => t(`role.${role}`)))
}

/** Undefined when the operator may; else the sentence that says why not. */
export function useWhyNot(action: ActionName): string | undefined {
  return useMayNot()(action)
}

/** The same of several actions. */
export function useMayNot(): (action: ActionName) => string | undefined {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const roles = useRoleNames()
  return (action) =>
    permissions.includes(action)
      ? undefined
      : t('state.mayNot', { roles: roles || '–', what: t(`may.${action}`) })
}
