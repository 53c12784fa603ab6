type Place = 'connection' | 'people' | 'runs' | 'limit'

/** Which of our places an address leads to, so that its button can say so. */
export function placeOf(href: string): Place | undefined {
  const [path = '', anchor] = href.split('#')
  if (path.startsWith('/connection')) return anchor === 'limit' ? 'limit' : 'connection'
  if (path.startsWith('/runs')) return 'runs'
  if (path.startsWith('/people')) return 'people'
  return undefined
}

/** Where a need leads, to the exact place: the limit, or the people it is about. */
export function hrefOf({ code, href }: { code: string; href: string }): string {
  if (code === 'limit-reached' && href === '/connection') return '/connection#limit'
  if (code.startsWith('people-') && href === '/people') return '/people?show=faults'
  return href
}
