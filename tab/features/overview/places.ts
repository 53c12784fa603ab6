type Place = 'connection' | 'people' | 'runs' | 'limit'

/** Which of our places an address leads to, so that its button can say so. */
export function placeOf(href: string): Place | undefined {
  const [path = '', anchor] = href.split('#')
  if (path === '/connection') return anchor === 'limit' ? 'limit' : 'connection'
  if (path.startsWith('/runs')) return 'runs'
  if (path.startsWith('/people')) return 'people'
  return undefined
}

/** Where a need leads: the limit has a place of its own on its page. */
export function hrefOf({ code, href }: { code: string; href: string }): string {
  return code === 'limit-reached' && href === '/connection' ? '/connection#limit' : href
}
