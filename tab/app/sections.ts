import { useLocation } from 'react-router'
import { useMe } from '../api/context.tsx'

/** The sections, in the order of the tabs. */
const SECTIONS = [
  { to: '/', name: 'overview' },
  { to: '/archive', name: 'archive' },
  { to: '/runs', name: 'runs' },
  { to: '/usage', name: 'usage' },
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

/** People are chosen from Overview, and the state of the archive is shown from there, restores from Archive, alerts, retention, and who may read from Settings; nothing is in no section. */
export function useCurrentSection(): SectionName | undefined {
  const { pathname } = useLocation()
  const [, first = ''] = pathname.split('/')
  if (first === '' || first === 'people' || first === 'integrity') return 'overview'
  if (first === 'restores') return 'archive'
  if (first === 'alerts' || first === 'reading' || first === 'retention') return 'settings'
  return SECTIONS.find(({ to }) => to === `/${first}`)?.name
}
