import type { WebApplication } from '@griot/ui';
import type { ClientList, FilterOptions } from './answers.ts';

/** Zones by name, clients by name or number; a person without the right to a list finds nothing in it. */
export const searchZones: NonNullable<WebApplication['search']> = async (query, api, signal) => {
  const nothing = () => null;
  const [options, clients] = await Promise.all([
    api.get<FilterOptions>('/api/zones/filters', {}, signal).catch(nothing),
    api.get<ClientList>('/api/clients', { q: query, limit: 8 }, signal).catch(nothing),
  ]);
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .toLowerCase();
  const zones = options?.zones.filter((zone) => plain(zone.name).includes(plain(query))) ?? [];
  return [
    ...zones.map((zone) => ({
      id: zone.id,
      title: zone.name,
      to: `/occupation/${encodeURIComponent(zone.id)}`,
      kind: { fr: 'Zone', en: 'Zone' },
    })),
    ...(clients?.items ?? []).map((client) => ({
      id: client.id_entreprise,
      title: client.raison_sociale,
      note: [client.id_entreprise, client.zone_location, client.secteur_activite].filter(Boolean).join(' · '),
      to: `/clients/${encodeURIComponent(client.id_entreprise)}`,
      kind: { fr: 'Client', en: 'Client' },
    })),
  ];
};
