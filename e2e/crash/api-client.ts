interface Envelope {
  success: boolean;
  data?: unknown;
  error?: string;
  code?: number;
}

/** The API as a person of the demonstration tenant uses it. */
export class ApiClient {
  readonly address: string;
  #token = '';

  constructor(address: string) {
    this.address = address;
  }

  async logIn(login: string, password: string): Promise<void> {
    const { accessToken } = (await this.post('/api/auth/login', { login, password })) as { accessToken: string };
    this.#token = accessToken;
  }

  get<T>(path: string): Promise<T> {
    return this.#call(path, { method: 'GET' }) as Promise<T>;
  }

  post<T>(path: string, body: unknown, more: Record<string, string> = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', ...more };
    return this.#call(path, { method: 'POST', body: JSON.stringify(body), headers }) as Promise<T>;
  }

  form<T>(path: string, form: FormData): Promise<T> {
    return this.#call(path, { method: 'POST', body: form }) as Promise<T>;
  }

  /** The bytes of an answer that is a file. */
  async file(path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.address}${path}`, { headers, signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async #call(path: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.address}${path}`, {
      ...init,
      headers: { ...init.headers, ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}) },
      signal: AbortSignal.timeout(60_000),
    });
    const envelope = (await response.json()) as Envelope;
    if (!envelope.success) throw new Error(`${init.method} ${path}: ${response.status} ${envelope.error}`);
    return envelope.data;
  }
}
