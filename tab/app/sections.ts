import { useLocation } from 'react-router'
import { useMe } from '../api/context.tsx'

/** The sections, in the order of the tabs. Usage comes here when it has a page. */
const SECTIONS = [
  { to: '/', name: 'overview' },
  { to: '/archive', name: 'archive' },
  { to: '/runs', name: 'runs' },
  { to: '/audit', name: 'audit' },
  { to: '/connection', name: 'connection' },
  { to: '/settings', name: 'settings' },
] as const

export type SectionName = (typeof SECTIONS)[number]['name']

/** Those of the operator: the audit log is for the roles that may read it. */
export function useSections() {
  const mayAudit = useMe().permissions.includes('audit.read')
  return SECTIONS.filter(({ name }) => name !== 'audit' || mayAudit)
}

/** People are chosen from Overview; an address of nothing is in no section. */
export function useCurrentSection(): SectionName | undefined {
  const { pathname } = useLocation()
  const [, first = ''] = pathname.split('/')
  if (first === '' || first === 'people') return 'overview'
  return SECTIONS.find(({ to }) => to === `/${first}`)?.name
}
