// The typed client: openapi-fetch over the generated types, with one difference. A method answers with its data or throws
// StudioRefusal (StudioUnreachable where no studio answered), so `data` is always there. The same in the browser and in Node.
import createFetchClient, { type Client, type ClientPathsWithMethod, type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch'
import type { paths } from './api.generated.ts'
import { refusalIn, StudioRefusal, StudioUnreachable } from './refusal.ts'

export interface StudioAddress {
  /** Where the studio is, such as "http://127.0.0.1:7420"; "" in a page that it served itself. */
  readonly baseUrl: string
  /** API key; absent where a session cookie speaks for the person. */
  readonly key?: string | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
}

export interface StudioClient {
  readonly GET: Ask<'get'>
  readonly POST: Ask<'post'>
  readonly PATCH: Ask<'patch'>
  readonly DELETE: Ask<'delete'>
  /** A request whose answer is not JSON: the response, once it is known to be no refusal. */
  readonly open: (path: string, init?: { readonly signal?: AbortSignal | undefined; readonly headers?: Record<string, string> }) => Promise<Response>
  /** Where the API is, and what each request to it carries: for uploads, which do not go through `fetch`. */
  readonly api: string
  readonly headers: Readonly<Record<string, string>>
}

type Ask<Method extends 'get' | 'post' | 'patch' | 'delete'> = <
  Path extends ClientPathsWithMethod<Client<paths>, Method>,
  Init extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: undefined extends MaybeOptionalInit<paths[Path], Method> ? [init?: Init] : [init: Init]
) => Promise<{ readonly data: Answer<paths[Path][Method], Init>; readonly response: Response }>

type Answer<Operation, Init> =
  Operation extends Record<string | number, unknown> ? Extract<FetchResponse<Operation, Init, `${string}/${string}`>, { error?: never }>['data'] : never

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Send = (method: string, path: string, init?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>

export function createClient({ baseUrl, key, fetch = globalThis.fetch }: StudioAddress): StudioClient {
  const api = `${baseUrl.replace(/\/+$/, '')}/api/v1`
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
  const send = createFetchClient<paths>({ baseUrl: api, fetch: (request) => fetch(request), headers }).request as unknown as Send

  const ask = (method: Method) => async (path: string, init?: object) => {
    const { data, error, response } = await send(method, path, init).catch(notAnswered(api))
    if (!response.ok) throw refusalIn(error, response.status, api)
    return { data, response }
  }
  const open: StudioClient['open'] = async (path, init) => {
    const response = await fetch(api + path, { signal: init?.signal ?? null, headers: { ...headers, ...init?.headers } }).catch(notAnswered(api))
    if (!response.ok) throw refusalIn(await bodyOf(response), response.status, api)
    return response
  }
  const methods = { GET: ask('GET'), POST: ask('POST'), PATCH: ask('PATCH'), DELETE: ask('DELETE') }
  return { ...(methods as unknown as Pick<StudioClient, Method>), open, api, headers }
}

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text().catch(() => '')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What to throw where the request itself did not come through; an abort stays what it is. */
export const notAnswered =
  (api: string) =>
  (error: unknown): never => {
    if (error instanceof StudioRefusal || (error instanceof Error && error.name === 'AbortError')) throw error
    if (error instanceof SyntaxError) throw new StudioUnreachable(`What answered at ${api} is not a Keter Studio.`, { cause: error })
    throw new StudioUnreachable(`No answer from ${api || 'the studio'}: ${reasonOf(error)}.`, { cause: error })
  }

/** fetch says "fetch failed" and keeps the reason in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as { code?: unknown } | null)?.code
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no machine of that name'
  return cause instanceof Error ? cause.message || String(code) : String(cause)
}
