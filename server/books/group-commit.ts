/** At most this many calls share one batch, unless the caller says otherwise. */
const LARGEST_BATCH = 500

export type BatchSize<Request> = {
  readonly largest: number
  /** What a request counts for; one that is larger than a whole batch comes alone. */
  readonly sizeOf: (request: Request) => number
}

type Call<Request, Answer> = {
  readonly request: Request
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Turns a function that answers many requests in one transaction into one that answers a single request: calls that
 * arrive while a batch is in progress wait for it and form the next one. `commit` answers in the order of the requests,
 * an Error for a request that is refused; when it throws, every request of the batch fails.
 */
export function groupCommit<Request, Answer>(
  commit: (requests: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
  { largest, sizeOf }: BatchSize<Request> = { largest: LARGEST_BATCH, sizeOf: () => 1 },
): (request: Request) => Promise<Answer> {
  const waiting: Call<Request, Answer>[] = []
  let draining = false

  async function drain(): Promise<void> {
    draining = true
    while (waiting.length > 0) {
      // Callers that the last batch released get the chance to join this one.
      await new Promise((resolve) => setImmediate(resolve))
      await answer(takeBatch())
    }
    draining = false
  }

  function takeBatch(): Call<Request, Answer>[] {
    let size = 0
    const end = waiting.findIndex(({ request }, at) => {
      size += sizeOf(request)
      return at > 0 && size > largest
    })
    return waiting.splice(0, end < 0 ? waiting.length : end)
  }

  async function answer(calls: readonly Call<Request, Answer>[]): Promise<void> {
    try {
      const answers = await commit(calls.map((call) => call.request))
      calls.forEach((call, index) => {
        settle(call, answers[index])
      })
    } catch (error) {
      for (const call of calls) call.reject(error)
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      if (!draining) void drain()
    })
}

function settle<Request, Answer>(call: Call<Request, Answer>, answer: Answer | Error | undefined): void {
  if (answer === undefined) call.reject(new Error('The batch didn’t answer a request'))
  else if (answer instanceof Error) call.reject(answer)
  else call.resolve(answer)
}
