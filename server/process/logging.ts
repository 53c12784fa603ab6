/**
 * The log: JSON lines, safe by list. A field that is not on the list is not written (its name is, under `dropped`), so a
 * body, a header or a secret can't get in by being passed along. Fields on the list are scrubbed of anything that looks
 * like a credential.
 */
import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** Fields whose values are ours: names, counts, ids, codes. Message texts, addresses of people and headers are not here. */
export const SAFE_FIELDS: ReadonlySet<string> = new Set([
  ...['requestId', 'method', 'route', 'status', 'ms', 'tenantId', 'operatorId', 'action', 'outcome', 'code'],
  ...['attempted', 'why', 'hint', 'retry', 'attempt', 'retryAfterSeconds', 'signal', 'error', 'cause'],
  ...[
    'runId',
    'exportId',
    'jobId',
    'job',
    'subjectId',
    'segmentId',
    'conversationId',
    'workerId',
    'lane',
    'stage',
  ],
  ...[
    'month',
    'messages',
    'rows',
    'pages',
    'bytes',
    'count',
    'files',
    'faults',
    'added',
    'rate',
    'state',
    'strategy',
  ],
  ...['url', 'host', 'port', 'role', 'cloud', 'version', 'node', 'migration', 'path', 'paths', 'seconds'],
])

/** Looks like a credential: bearer and JWT tokens, keys in connection strings, passwords in addresses, PEM blocks. */
const CREDENTIALS: readonly [RegExp, string][] = [
  [/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, '[pem]'],
  [/\beyJ[\w-]{5,}\.[\w-]*(\.[\w-]*)*/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [token]'],
  [
    /\b(client_secret|client_assertion|assertion|password|AccountKey|SharedAccessSignature|sig)=[^&;\s"']+/gi,
    '$1=[secret]',
  ],
  [/:\/\/([^:/@\s]*):[^@/\s]+@/g, '://$1:[secret]@'],
]

export type LoggerOptions = {
  readonly level: string
  /** Standard output unless given. */
  readonly destination?: DestinationStream
}

export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: safeFields,
    },
    hooks: { logMethod: scrubMessage },
  }
  const logger = destination ? pino(options, destination) : pino(options)
  // Pino formats the bindings of a logger, not those of its children.
  const child = logger.child
  logger.child = function safeChild(this: Logger, bindings, childOptions) {
    return child.call(this, safeFields(bindings), childOptions)
  } as typeof child
  return logger
}

/** The part of `fields` that may be written. Exported for the test that tries to get a secret through. */
export function safeFields(fields: Record<string, unknown>): Record<string, unknown> {
  const safe: Record<string, unknown> = {}
  const dropped: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'err') safe.error = describeError(value)
    else if (SAFE_FIELDS.has(name)) safe[name] = safeValue(value)
    else dropped.push(name)
  }
  return dropped.length > 0 ? { ...safe, dropped } : safe
}

export function scrub(text: string): string {
  return CREDENTIALS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text)
}

/** Name, code, scrubbed message and stack; nothing else an error may carry (requests, responses, query parameters). */
function describeError(thrown: unknown, depth = 0): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { message: scrub(String(thrown)) }
  const { code } = thrown as { code?: unknown }
  return {
    name: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: scrub(thrown.stack ?? thrown.message),
    ...(thrown.cause !== undefined && depth < 3 ? { cause: describeError(thrown.cause, depth + 1) } : {}),
  }
}

function safeValue(value: unknown): unknown {
  if (typeof value === 'string') return scrub(value)
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(safeValue)
  return typeof value === 'object' && value !== null ? '[object]' : value
}

/** The message is ours, but it may quote an error of someone else. */
function scrubMessage(this: Logger, args: unknown[], method: (...args: unknown[]) => void): void {
  const [first, ...rest] = args
  const all = first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : [first.message])] : args
  method.apply(
    this,
    all.map((arg) => (typeof arg === 'string' ? scrub(arg) : arg)),
  )
}
