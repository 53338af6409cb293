const REPLY = Symbol('griot.reply');

/** A handler's data with what goes around it. Made by `reply`. */
export interface Reply<T> {
  readonly [REPLY]: true;
  readonly data: T;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly message: string | undefined;
  readonly etag: string | undefined;
}

export interface ReplyOptions {
  /** 200 unless said: 201 for a create, 202 for work that goes on. */
  status?: number;
  headers?: Record<string, string>;
  /** Sentence for people, already in their language. */
  message?: string;
  /** Opaque text without quotes; the server answers 304 when the caller has it. */
  etag?: string;
}

export function reply<T>(data: T, o: ReplyOptions = {}): Reply<T> {
  return {
    [REPLY]: true,
    data,
    status: o.status ?? 200,
    headers: o.headers ?? {},
    message: o.message,
    etag: o.etag,
  };
}

export function isReply<T>(value: T | Reply<T>): value is Reply<T> {
  return typeof value === 'object' && value !== null && REPLY in value;
}
