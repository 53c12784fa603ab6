import { useTranslation } from 'react-i18next'
import type { FormField } from './form.ts'
import type { FormControl } from './use-connection-form.ts'

/** The props by which a Field says its fault. */
export function useFault(control: FormControl, field: FormField) {
  const { t } = useTranslation()
  const fault = control.faultOf(field)
  if (!fault) return {}
  return { validationState: 'error' as const, validationMessage: t(`connection.error.${fault}`) }
}
