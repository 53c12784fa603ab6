import type { ActionName } from '../../components/permissions.ts'

type Place = 'connection' | 'people' | 'runs' | 'limit' | 'integrity'

/** Which of our places an address leads to, so that its button can say so. */
export function placeOf(href: string): Place | undefined {
  const [path = '', anchor] = href.split('#')
  if (path.startsWith('/connection')) return anchor === 'limit' ? 'limit' : 'connection'
  if (path.startsWith('/runs')) return 'runs'
  if (path.startsWith('/people')) return 'people'
  if (path.startsWith('/integrity')) return 'integrity'
  return undefined
}

/** What someone must be allowed to do for a need to be theirs; undefined where it leads to what everyone may read. */
export function actionOf(code: string, href: string): ActionName | undefined {
  if (code === 'scope-group-gone') return 'scope.set'
  if (code === 'retention-stopped') return 'retention.set'
  if (code === 'backup-gap' || code === 'backup-late') return 'run.start'
  const place = placeOf(href)
  if (place === 'limit') return 'quota.set'
  if (place === 'connection') return href.startsWith('/connection/setup') ? 'setup.manage' : 'connection.save'
  return undefined
}

/** Where a need leads, to the exact place: the limit, or the people it is about. */
export function hrefOf({ code, href }: { code: string; href: string }): string {
  if (code === 'limit-reached' && href === '/connection') return '/connection#limit'
  if (code.startsWith('people-') && href === '/people') return '/people?show=faults'
  return href
}
