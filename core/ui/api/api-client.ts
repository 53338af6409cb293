/** Values of a query string; undefined and empty ones are left out. */
export type QueryParams = Record<string, string | number | boolean | null | undefined>;

export interface FileAnswer {
  name: string;
  content: Blob;
}

export interface ApiClient {
  /** Resolves to the envelope's `data`; throws ApiError. */
  get<T>(path: string, params?: QueryParams, signal?: AbortSignal): Promise<T>;
  /** An answer that is a file, with the name it is offered under. */
  file(method: 'GET' | 'POST', path: string, body?: unknown): Promise<FileAnswer>;
  /** Bytes out, headers back: protocols of their own, as resumable uploads. Throws ApiError. */
  bytes(
    method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE',
    path: string,
    o: { headers: Record<string, string>; body?: Blob; signal?: AbortSignal },
  ): Promise<Headers>;
  send<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
}

/** A refusal or a failure of the server, in the words it gave. `status` 0: it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  /** Stable, dotted: `stock.insufficient`. */
  readonly code: string;
  readonly requestId: string | null;
  readonly details: Record<string, unknown>;

  constructor(input: {
    status: number;
    code: string;
    message: string;
    requestId?: string | null;
    details?: Record<string, unknown>;
    cause?: unknown;
  }) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause });
    this.name = 'ApiError';
    this.status = input.status;
    this.code = input.code;
    this.requestId = input.requestId ?? null;
    this.details = input.details ?? {};
  }
}

/** `?zone=Z1&limit=50`, or an empty string. */
export function toQueryString(params: QueryParams = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
