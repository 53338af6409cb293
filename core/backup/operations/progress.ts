import type { Label } from '@griot/flows';

/** What a backup or a restoration is at. */
export const DATABASE: Label = { fr: 'Base de données', en: 'Database' };
export const filesDone = (done: number, of: number): Label => ({
  fr: `Fichiers : ${done} sur ${of}`,
  en: `Files: ${done} of ${of}`,
});
export const warehousesDone = (done: number, of: number): Label => ({
  fr: `Entrepôt : ${done} sur ${of}`,
  en: `Warehouse: ${done} of ${of}`,
});
