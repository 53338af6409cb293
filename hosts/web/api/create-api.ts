import { type ApiClient, ApiError, toQueryString } from '@griot/ui';
import type { SessionKeeper } from '../session/session-keeper.ts';
import { callServer } from './call-server.ts';

/** The API as pages call it: the token is added, renewed when it has ended, and the call repeated once. */
export function createApi(keeper: SessionKeeper): ApiClient {
  const call = async <T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> => {
    const token = await keeper.token();
    try {
      return await callServer<T>(method, path, { body, token, signal });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      const renewed = await keeper.renew(token);
      return await callServer<T>(method, path, { body, token: renewed, signal });
    }
  };
  return {
    get: (path, params, signal) => call('GET', path + toQueryString(params), undefined, signal),
    send: (method, path, body) => call(method, path, body ?? {}),
  };
}
