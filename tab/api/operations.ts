/** What the generated description of the API (`schema.d.ts`) lets a caller say: which addresses, with what, for what. */
import type { paths } from './schema.d.ts'

export type Method = 'get' | 'post' | 'put' | 'delete'

type OperationAt<P extends keyof paths, M extends Method> = paths[P][M]

type AnswersOf<O> = O extends { responses: infer R } ? R[keyof R] : never
type BodyAs<Type extends string, Answer> = Answer extends { content: Record<Type, infer T> } ? T : never

/** The data of an operation's answer as that media type; never where it does not answer so. */
type Content<P extends keyof paths, M extends Method, Type extends string> = BodyAs<
  Type,
  AnswersOf<OperationAt<P, M>>
>

type Json = 'application/json'
type Lines = 'application/x-ndjson'
type Events = 'text/event-stream'

type AddressOf<M extends Method, Type extends string> = {
  [P in keyof paths]: [Content<P, M, Type>] extends [never] ? never : P
}[keyof paths]

/** Where the answer has no body (204). */
type EmptyAddress<M extends Method> = {
  [P in keyof paths]: OperationAt<P, M> extends { responses: { 204: unknown } } ? P : never
}[keyof paths]

/** The addresses that answer `M` with data, or with nothing. */
export type JsonAddress<M extends Method> = AddressOf<M, Json> | EmptyAddress<M>
export type LinesAddress<M extends Method> = AddressOf<M, Lines>
export type EventsAddress = AddressOf<'get', Events>
/** Those that answer with bytes, or with a table for whoever would rather have that. */
export type FileAddress =
  | Exclude<AddressOf<'get', string>, AddressOf<'get', Json> | EventsAddress>
  | AddressOf<'get', 'text/csv'>
/** A member that may be left out may also be undefined: what is not set does not go into an address. */
type Settable<T> = { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] }

type PathOf<O> = O extends { parameters: { path: infer T } } ? { path: T } : { path?: never }

type QueryOf<O> = O extends { parameters: { query: infer T } }
  ? { query: Settable<T> }
  : O extends { parameters: { query?: infer T } }
    ? { query?: Settable<NonNullable<T>> }
    : { query?: never }

type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer T } } }
  ? { body: T }
  : { body?: never }

/** What goes with a request to `P`. */
export type OptionsOf<P extends keyof paths, M extends Method> = PathOf<OperationAt<P, M>> &
  QueryOf<OperationAt<P, M>> &
  BodyOf<OperationAt<P, M>> & { signal?: AbortSignal | undefined }

/** The options as the last argument, which may be left out where none of them has to be given. */
export type Given<P extends keyof paths, M extends Method> =
  Record<never, never> extends OptionsOf<P, M> ? [options?: OptionsOf<P, M>] : [options: OptionsOf<P, M>]

/** The data of an answer; undefined where the answer is empty. */
export type AnswerOf<P extends keyof paths, M extends Method> =
  P extends EmptyAddress<M> ? undefined : Content<P, M, Json>

/** One line of an answer that comes line by line. */
export type LineOf<P extends keyof paths, M extends Method> = Content<P, M, Lines>

/** One event of an answer that is followed. */
export type EventOf<P extends keyof paths> = Content<P, 'get', Events>
