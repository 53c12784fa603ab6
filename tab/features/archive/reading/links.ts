/** Addresses an archived message may lead to: web pages over TLS and mail. Everything else remains text. */
export function safeHref(address: string | null | undefined): string | undefined {
  if (!address) return undefined
  try {
    const url = new URL(address.trim())
    return url.protocol === 'https:' || url.protocol === 'mailto:' ? url.href : undefined
  } catch {
    return undefined
  }
}

/** For files and buttons: only https. */
export function safeWebHref(address: string | null | undefined): string | undefined {
  const href = safeHref(address)
  return href?.startsWith('https:') ? href : undefined
}

/** The hosted content id in an image address as Graph writes it; undefined for an image of anywhere else. */
export function hostedContentId(src: string | null | undefined): string | undefined {
  const id = /\/hostedContents\/([^/?#]+)/i.exec(src ?? '')?.[1]
  if (!id) return undefined
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** The first hosted content any value of a JSON text leads to; its inner keys are not documented. */
export function hostedContentIdIn(json: unknown): string | undefined {
  const open: unknown[] = [json]
  for (let at = 0; at < open.length; at++) {
    const value = open[at]
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value))
    const id = typeof value === 'string' ? hostedContentId(value) : undefined
    if (id) return id
  }
  return undefined
}
