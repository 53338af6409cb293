import type { FileType } from '../domain/ledger-types.ts';
import type { Batch } from '../store/periods.ts';

const NAMES: Record<FileType, string> = {
  GRAND_LIVRE_COMPTES: 'GrandLivre',
  GRAND_LIVRE_TIERS: 'GrandLivreTiers',
  PLAN_TIERS: 'PlanTiers',
  PLAN_COMPTES: 'PlanComptes',
  CODE_JOURNAL: 'CodeJournal',
  FEC: 'FEC',
};

const compact = (day: string | null): string => (day ?? '').replaceAll('-', '');

/** `{clientId}/declaration/{year}/periode-{YYYYMMDD}-{YYYYMMDD}`. */
export function periodFolder({ clientId, periodStart, periodEnd }: Batch): string {
  return `${clientId}/declaration/${periodEnd?.slice(0, 4)}/periode-${compact(periodStart)}-${compact(periodEnd)}`;
}

/** Where files lie until they are loaded. */
export const depositFolder = (clientId: string, batchId: string): string => `${clientId}/declaration/depots/${batchId}`;

/** `{YYYYMMDD}_{GrandLivre|…}_{ClientName}.ext`. */
export function storedName(o: { day: string; type: FileType | null; client: string; name: string }): string {
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(o.name)?.[0].toLowerCase() ?? '';
  const client = o.client
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '');
  const what = o.type
    ? NAMES[o.type]
    : o.name
        .replace(/\.[^.]*$/, '')
        .replaceAll(/[^\p{L}\p{N}]+/gu, '')
        .slice(0, 60);
  return `${compact(o.day)}_${what || 'Fichier'}_${client || 'Client'}${extension}`;
}
