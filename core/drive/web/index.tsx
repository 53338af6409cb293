import type { WebCapability } from '@griot/ui';

const READ = 'core.files.read';

/** The drive: browse, send, preview, share, versions, trash. */
const drive: WebCapability = {
  id: 'drive',
  navigation: [{ path: '/drive', label: { fr: 'Fichiers', en: 'Files' }, icon: 'folder', permission: READ }],
  routes: [{ path: '/drive', permission: READ, load: () => import('./pages/drive-page.tsx') }],
  search: async (query, api, signal) => {
    if (query.trim().length < 2) return [];
    const { items } = await api.get<{ items: { id: string; path: string; name: string }[] }>(
      '/api/files/search',
      { q: query.trim() },
      signal,
    );
    return items.slice(0, 5).map(({ id, path, name }) => ({
      id: `file-${id}`,
      title: name,
      note: path,
      to: `/drive?dossier=${encodeURIComponent(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')}&fichier=${encodeURIComponent(path)}`,
      kind: { fr: 'Fichier', en: 'File' },
    }));
  },
};

export default drive;
