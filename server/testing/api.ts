/** A small client of the product's API for scripts: JSON in, JSON out, problems as errors. */
export type Api = {
  get<T>(path: string): Promise<T>
  send<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T>
  download(path: string): Promise<Uint8Array>
}

export function createApi(url: string, token: () => string): Api {
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  return {
    get: async <T>(path: string) => (await (await call('GET', path)).json()) as T,
    send: async <T>(method: string, path: string, body?: unknown) =>
      (await (await call(method, path, body)).json()) as T,
    download: async (path) => new Uint8Array(await (await call('GET', path)).arrayBuffer()),
  }
}
