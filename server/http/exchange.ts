/** What the door knows about one request while it lasts, kept in `response.locals`: one shape, two functions. */
import type { Response } from 'express'
import type { Problem } from '../contract/index.ts'
import type { Operator } from '../domain/operator.ts'

export type Exchange = {
  readonly requestId: string
  /** Aborted when the answer is finished or the caller has gone. */
  readonly signal: AbortSignal
  /** The route template, for log and metrics: never the address itself. */
  route?: string
  operator?: Operator
  /** What was thrown, for the one log line of the request. */
  failure?: { readonly problem: Problem; readonly thrown: unknown }
  /** The answer in progress; `endWith` takes a problem once its status can no longer change. */
  channel?: { readonly endWith?: ((problem: Problem) => void) | undefined }
}

export function openExchange(response: Response, exchange: Exchange): void {
  response.locals.exchange = exchange
}

export function exchangeOf(response: Response): Exchange {
  return response.locals.exchange as Exchange
}

/** The operator of a request that was authenticated; anything else is a defect. */
export function operatorOf(response: Response): Operator {
  const { operator } = exchangeOf(response)
  if (!operator) throw new Error('This route was mounted without authentication.')
  return operator
}
