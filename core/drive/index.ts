import type { Capability } from '@griot/application';
import { MANAGE } from './access/sight.ts';
import { actEndpoints } from './http/act-endpoints.ts';
import { browseEndpoints } from './http/browse-endpoints.ts';
import { contentEndpoints } from './http/content-endpoints.ts';
import { importEndpoints } from './http/import-endpoints.ts';
import { uploadEndpoints } from './http/upload-endpoints.ts';
import { driveMessages } from './messages.ts';

/** The drive that people meet: browse, upload that goes on after a break, preview, share, versions, trash. */
export const drive: Capability = {
  id: 'drive',
  permissions: [
    {
      name: MANAGE,
      label: { fr: 'Gérer tous les fichiers et le quota', en: 'Manage all files and the quota' },
    },
  ],
  roles: [],
  messages: driveMessages,
  endpoints: (platform) => [
    ...browseEndpoints(platform),
    ...actEndpoints(platform),
    ...contentEndpoints(platform),
    ...uploadEndpoints(platform),
    ...importEndpoints(platform),
  ],
};
