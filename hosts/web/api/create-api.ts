import { type ApiClient, ApiError, toQueryString } from '@griot/ui';
import type { SessionKeeper } from '../session/session-keeper.ts';
import { callForBytes, callForFile, callServer } from './call-server.ts';

/** The API as pages call it: the token is added, renewed when it has ended, and the call repeated once. */
export function createApi(keeper: SessionKeeper): ApiClient {
  const withToken = async <T>(ask: (token: string) => Promise<T>): Promise<T> => {
    const token = await keeper.token();
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      return await ask(await keeper.renew(token));
    }
  };
  const call = <T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> =>
    withToken((token) => callServer<T>(method, path, { body, token, signal }));
  return {
    get: (path, params, signal) => call('GET', path + toQueryString(params), undefined, signal),
    file: (method, path, body) => withToken((token) => callForFile(method, path, { body, token })),
    bytes: (method, path, o) => withToken((token) => callForBytes(method, path, { ...o, token })),
    send: (method, path, body, signal) => call(method, path, body ?? {}, signal),
  };
}
