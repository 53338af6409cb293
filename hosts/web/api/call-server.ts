import { ApiError } from '@griot/ui';

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
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang || 'fr',
  };
  if (o.body !== undefined) headers['content-type'] = 'application/json';
  if (o.token) headers.authorization = `Bearer ${o.token}`;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: o.body === undefined ? null : JSON.stringify(o.body),
      signal: o.signal ?? null,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (o.signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: 'network', message: '', cause });
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isSuccess<T>(answer)) return answer.data;
  throw refusalOf(response, answer);
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
