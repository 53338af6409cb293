import { ApiError, type FileAnswer } from '@griot/ui';

export interface CallOptions {
  body?: unknown;
  token?: string | undefined;
  signal?: AbortSignal | undefined;
}

interface Refusal {
  error?: unknown;
  details?: Record<string, unknown>;
}

/** One call, its envelope opened. Throws ApiError; an aborted call throws the abort as is. */
export async function callServer<T>(method: string, path: string, o: CallOptions = {}): Promise<T> {
  const response = await ask(method, path, o);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isSuccess<T>(answer)) return answer.data;
  throw refusalOf(response, answer);
}

/** One call whose answer is a file; refusals come in the envelope all the same. */
export async function callForFile(method: string, path: string, o: CallOptions = {}): Promise<FileAnswer> {
  const response = await ask(method, path, o);
  if (!response.ok) throw refusalOf(response, await response.json().catch(() => null));
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '');
  return { name: named?.[1] ? decodeURIComponent(named[1]) : 'export', content: await response.blob() };
}

/** One call whose body and answer are a protocol's own: headers both ways. */
export async function callForBytes(
  method: string,
  path: string,
  o: { headers: Record<string, string>; body?: Blob; token?: string; signal?: AbortSignal },
): Promise<Headers> {
  const headers = { ...o.headers, 'accept-language': document.documentElement.lang || 'fr' };
  const { signal = null, body = null } = o;
  let response: Response;
  try {
    response = await fetch(path, {
      ...{ method, body, signal, credentials: 'same-origin' as const },
      headers: o.token ? { ...headers, authorization: `Bearer ${o.token}` } : headers,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: 'network', message: '', cause });
  }
  if (!response.ok) throw refusalOf(response, await response.json().catch(() => null));
  return response.headers;
}

async function ask(method: string, path: string, o: CallOptions): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang || 'fr',
  };
  // A form says its own type, with the boundary between its parts.
  if (o.body !== undefined && !(o.body instanceof FormData)) headers['content-type'] = 'application/json';
  if (o.token) headers.authorization = `Bearer ${o.token}`;
  try {
    return await fetch(path, {
      method,
      headers,
      body: o.body instanceof FormData ? o.body : o.body === undefined ? null : JSON.stringify(o.body),
      signal: o.signal ?? null,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (o.signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: 'network', message: '', cause });
  }
}

function isSuccess<T>(answer: unknown): answer is { success: true; data: T } {
  return typeof answer === 'object' && answer !== null && (answer as { success?: unknown }).success === true;
}

/** What the server refused, from any answer: its own envelope, or a proxy's page. */
export function refusalOf(response: { status: number; headers: Headers }, answer: unknown): ApiError {
  const refusal = (typeof answer === 'object' && answer !== null ? answer : {}) as Refusal;
  const details = refusal.details ?? {};
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return new ApiError({
    status: response.status,
    code: text(details.code) ?? `http.${response.status}`,
    message: text(refusal.error) ?? `HTTP ${response.status}`,
    requestId: text(details.requestId) ?? response.headers.get('x-request-id'),
    details,
  });
}
