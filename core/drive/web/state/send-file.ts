import { type ApiClient, ApiError } from '@griot/ui';

const CHUNK_BYTES = 4 * 1024 * 1024;
const TRIES = 6;
const KEPT = 'griot.uploads';

/**
 * Sends a file in pieces by tus 1.0. After a broken line, a closed page or a killed server it goes on from the last byte that
 * arrived: what is under way is remembered in this browser by the file's name, size, time and place.
 */
export async function sendFile(
  api: ApiClient,
  o: { file: File; folder: string; signal: AbortSignal; onProgress: (sent: number) => void },
): Promise<void> {
  const { file, folder, signal, onProgress } = o;
  const mark = [folder, file.name, file.size, file.lastModified].join('\u0000');
  let { id, at } = await placeOf(api, mark, file, folder);
  for (let failed = 0; at < file.size || file.size === 0; ) {
    signal.throwIfAborted();
    try {
      const answer = await api.bytes('PATCH', `/api/files/uploads/${id}`, {
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': String(at),
          'content-type': 'application/offset+octet-stream',
        },
        body: file.slice(at, at + CHUNK_BYTES),
        signal,
      });
      at = Number(answer.get('upload-offset') ?? at);
      failed = 0;
      onProgress(at);
      if (file.size === 0) break;
    } catch (error) {
      if (signal.aborted || !mayPass(error) || ++failed >= TRIES) {
        if (error instanceof ApiError && error.status !== 0) forget(mark);
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failed));
      ({ id, at } = await placeOf(api, mark, file, folder).catch(() => ({ id, at })));
    }
  }
  forget(mark);
}

/** Where this very file stands; a new upload when the server knows of none. */
async function placeOf(api: ApiClient, mark: string, file: File, folder: string): Promise<{ id: string; at: number }> {
  const known = kept()[mark];
  if (known !== undefined) {
    const found = await api
      .bytes('HEAD', `/api/files/uploads/${known}`, { headers: { 'tus-resumable': '1.0.0' } })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 0) throw error;
        return null;
      });
    if (found) return { id: known, at: Number(found.get('upload-offset') ?? 0) };
  }
  const metadata = { filename: file.name, folder, ifexists: 'version' };
  const headers = await api.bytes('POST', '/api/files/uploads', {
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(file.size),
      'upload-metadata': Object.entries(metadata)
        .map(([key, value]) => `${key} ${base64(value)}`)
        .join(','),
    },
  });
  const id = (headers.get('location') ?? '').split('/').at(-1) ?? '';
  localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [mark]: id }));
  return { id, at: 0 };
}

/** A lost line, a server that starts again, an offset that moved on: worth another try. */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 0 || error.status >= 500 || error.status === 409 || error.status === 429);

function kept(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

function forget(mark: string): void {
  const { [mark]: _gone, ...rest } = kept();
  localStorage.setItem(KEPT, JSON.stringify(rest));
}

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
