/** The envelope of teams-js messages, and who may send us any (teams-js 2.58, `messageObjects`). */

/** `content` is the tab's frame, `authentication` the window it opened. */
export type FrameName = 'content' | 'authentication'

export interface Call {
  readonly func: string
  readonly args: readonly unknown[]
  readonly frame: FrameName
  readonly origin: string
  /** Milliseconds since the page was opened. */
  readonly at: number
}

export interface IncomingCall extends Call {
  /** Payload of nested app authentication, which is not among the arguments. */
  readonly data: unknown
  reply(...args: unknown[]): void
}

interface Request {
  id?: number
  uuidAsString?: string
  func?: unknown
  args?: unknown[]
  data?: unknown
}

/** Hears only the windows it is told of, whatever origin they have: a page is known by its window. */
export function listen(
  frameOf: (source: Window) => FrameName | undefined,
  hear: (call: IncomingCall) => void,
) {
  window.addEventListener('message', ({ data, source, origin }: MessageEvent<Request | null>) => {
    const sender = source as Window | null
    const frame = sender && frameOf(sender)
    if (!sender || !frame || typeof data !== 'object' || typeof data?.func !== 'string') return
    const { id, uuidAsString, func, args = [] } = data
    hear({
      func,
      args,
      frame,
      origin,
      data: data.data,
      at: Math.round(performance.now()),
      reply: (...answer) => sender.postMessage({ id, uuidAsString, args: answer }, origin),
    })
  })
}

/** An event: no one asked. */
export function tell(target: Window | null, origin: string, func: string, args: readonly unknown[]): void {
  target?.postMessage({ func, args }, origin)
}
