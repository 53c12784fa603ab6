import { useLocation } from 'react-router'

/** The sections, in the order of the tabs. Usage comes here when it has a page. */
export const SECTIONS = [
  { to: '/', name: 'overview' },
  { to: '/archive', name: 'archive' },
  { to: '/runs', name: 'runs' },
  { to: '/connection', name: 'connection' },
  { to: '/settings', name: 'settings' },
] as const

export type SectionName = (typeof SECTIONS)[number]['name']

/** People are chosen from Overview; an address of nothing is in no section. */
export function useCurrentSection(): SectionName | undefined {
  const { pathname } = useLocation()
  const [, first = ''] = pathname.split('/')
  if (first === '' || first === 'people') return 'overview'
  return SECTIONS.find(({ to }) => to === `/${first}`)?.name
}
