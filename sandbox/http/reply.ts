/** An answer before it is on the wire; faults and metering look at it there. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | Iterable<Uint8Array>
  /** Metered rows inside: booked when the answer goes out. */
  readonly charge?: { readonly appId: string; readonly rows: number }
  /** Ruin it on the way: cut the body, or cut the connection before or after the first bytes. */
  readonly damage?: 'truncated' | 'reset-before' | 'reset-after'
  readonly delayMs?: number
  /** Goes out once it is resolved. */
  readonly held?: Promise<void>
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function html(status: number, page: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: page,
  }
}

export function redirect(location: string, headers: Record<string, string> = {}): Reply {
  return { status: 302, headers: { location, 'cache-control': 'no-store', ...headers } }
}
