import { notify, type QueryParams, saveFile, toQueryString, useApi, useMessages } from '@griot/ui';
import { useCallback } from 'react';
import { zonesMessages } from '../zones.messages.ts';

/** All rows of a list, as the server writes them: with the page's filters, whether they are here or not. */
export function useServerExport(path: string, params: QueryParams): (format: 'csv' | 'xlsx') => void {
  const api = useApi();
  const t = useMessages(zonesMessages);
  return useCallback(
    (format) => {
      api.file('GET', `${path}/export${toQueryString({ ...params, format })}`).then(
        ({ name, content }) => saveFile(name, content),
        () => notify({ tone: 'bad', title: t('exportFailed') }),
      );
    },
    [api, path, params, t],
  );
}
