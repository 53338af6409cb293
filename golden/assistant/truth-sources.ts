/**
 * Truth for the demonstration of Zones, in SQL on the cleaned sources (`stg_…`, one row for each row of a source file). Written from
 * the definitions of the figures, apart from the assistant, the metric layer, the facts and the marts.
 */
const paid = (asOf: string) => `paid as (
  select p.id_facture, p.date_paiement, p.montant_paye,
    greatest(0, least(p.montant_paye, (case when f.is_annulee then 0 else f.montant_facture end)
      - coalesce(sum(p.montant_paye) over (partition by p.id_facture order by p.date_paiement, p.id_paiement rows between unbounded preceding and 1 preceding), 0))) as counted
  from stg_paiements p join stg_factures f using (id_facture)
  where p.date_paiement <= date '${asOf}' and f.date_emission <= date '${asOf}')`;

/** Companies as they are; active: an invoice or a lease in the twelve months before the as-of day. */
const company = (asOf: string) => `active as (
  select id_entreprise from stg_factures where not is_annulee and date_emission <= date '${asOf}' and date_emission > date '${asOf}' - interval 12 month
  union select id_entreprise from stg_attributions where is_valide and date_debut <= date '${asOf}' and (date_fin is null or date_fin > date '${asOf}' - interval 12 month)),
company as (
  select e.id_entreprise, e.raison_sociale as client, e.secteur_activite as secteur, z.nom_zone as zone, z.region, z.status_viabilisation as viabilisation,
    case when e.id_entreprise in (select id_entreprise from active) then 'actif' else 'inactif' end as activite
  from stg_entreprises e left join stg_zones z on z.nom_zone = e.zone_location)`;

/** Invoices with their state on the as-of day. */
const invoices = (asOf: string) => `with ${paid(asOf)}, ${company(asOf)},
settled as (select id_facture, sum(counted) as paid, sum(counted * date_diff('day', f.date_emission, paid.date_paiement)) as days
  from paid join stg_factures f using (id_facture) group by id_facture),
base as (
  select f.id_facture as id, f.date_emission as day, c.*, f.is_annulee as cancelled,
    case when f.is_annulee then 0 else f.montant_facture end as ca,
    coalesce(s.paid, 0) as paid, coalesce(s.days, 0) as days,
    f.date_echeance < date '${asOf}' as due,
    date_diff('day', f.date_echeance, date '${asOf}') as late
  from stg_factures f join company c using (id_entreprise) left join settled s on s.id_facture = f.id_facture
  where f.date_emission <= date '${asOf}'),
rows as (select *, ca - paid as owed, case when due then ca - paid else 0 end as overdue,
  case when not due or ca - paid = 0 then null when late <= 30 then '0-30' when late <= 60 then '31-60' when late <= 90 then '61-90' else '90+' end as anciennete,
  case when cancelled then 'annulee' when ca - paid = 0 then 'payee' when paid > 0 then 'partielle' else 'impayee' end as statut from base)`;

const payments = (asOf: string) => `with ${company(asOf)},
rows as (select p.id_paiement as id, p.date_paiement as day, p.montant_paye as amount, p.mode_paiement as mode, c.*
  from stg_paiements p join stg_factures f using (id_facture) join company c using (id_entreprise)
  where p.date_paiement <= date '${asOf}' and f.date_emission <= date '${asOf}')`;

const leases = () => `with rows as (
  select a.id_attribution as id, a.date_debut as day, c.raison_sociale as client, c.secteur_activite as secteur, z.nom_zone as zone, z.region, z.status_viabilisation as viabilisation
  from stg_attributions a join stg_lots l using (id_lot) join stg_zones z on z.id_zone = l.id_zone join stg_entreprises c using (id_entreprise) where a.is_valide)`;

const zones = () => `with rows as (
  select z.id_zone as id, z.nom_zone as zone, z.region, z.status_viabilisation as viabilisation, z.superficie_hectares as surface,
    (select count(*) from stg_lots l where l.id_zone = z.id_zone) as lots,
    (select count(*) from stg_lots l where l.id_zone = z.id_zone and l.viabilise) as serviced
  from stg_zones z)`;

const clients = (asOf: string) => `with ${company(asOf)},
rows as (select id_entreprise as id, c.* exclude (id_entreprise) from company c)`;

/** The days that a truth looks at. */
export interface Reach {
  from: string | null;
  to: string;
  /** The grain that it is told by. */
  grain: string | null;
}

/** Plots let on the last day of each period, cut at `to`: one row a plot and period. Without a grain, the one day `to`. */
const plots = ({ from, to, grain }: Reach, asOf: string) => `with periods as (
  select ${grain ? 'cast(b as date)' : `date '${to}'`} as day, ${grain ? `least(cast(b + interval 1 ${grain} - interval 1 day as date), date '${to}')` : `date '${to}'`} as last
  from ${grain ? `generate_series(date_trunc('${grain}', ${from ? `date '${from}'` : '(select min(date_debut) from stg_attributions where is_valide)'}), timestamp '${to}', interval 1 ${grain}) t(b)` : '(select 1) t(b)'}),
rows as (
  select l.id_lot as id, periods.day, z.nom_zone as zone, z.region, z.status_viabilisation as viabilisation, l.superficie_hectares as surface,
    exists (select 1 from stg_attributions a where a.id_lot = l.id_lot and a.is_valide and a.date_debut <= periods.last
      and least(coalesce(a.date_fin, date '${asOf}'), date '${asOf}') >= periods.last) as let
  from stg_lots l join stg_zones z on z.id_zone = l.id_zone cross join periods)`;

export type Source = 'invoices' | 'payments' | 'leases' | 'zones' | 'clients' | 'plots';
export const MEASURES: Record<string, [Source, string]> = {
  ca_total: ['invoices', 'sum(ca)'],
  montant_paye: ['invoices', 'sum(paid)'],
  creances_clients_montant: ['invoices', 'sum(owed)'],
  montant_impaye: ['invoices', 'sum(overdue)'],
  montant_echu: ['invoices', 'sum(case when due then ca else 0 end)'],
  taux_impaye_pct: ['invoices', '100.0 * sum(overdue) / nullif(sum(ca), 0)'],
  taux_paiement_pct: ['invoices', '100.0 * sum(paid) / nullif(sum(ca), 0)'],
  taux_recouvrement: [
    'invoices',
    '100.0 * sum(case when due then paid else 0 end) / nullif(sum(case when due then ca else 0 end), 0)',
  ],
  delai_moyen_paiement: ['invoices', '1.0 * sum(days) / nullif(sum(paid), 0)'],
  factures_emises: ['invoices', 'count(*) filter (where not cancelled)'],
  factures_annulees: ['invoices', 'count(*) filter (where cancelled)'],
  factures_payees: ['invoices', 'count(*) filter (where not cancelled and owed = 0)'],
  factures_impayees: ['invoices', 'count(*) filter (where overdue > 0)'],
  clients_factures: ['invoices', 'count(distinct client) filter (where not cancelled)'],
  clients_en_retard: ['invoices', 'count(distinct client) filter (where overdue > 0)'],
  ca_moyen_par_client: ['invoices', '1.0 * sum(ca) / nullif(count(distinct client) filter (where not cancelled), 0)'],
  ca_moyen_par_facture: ['invoices', '1.0 * sum(ca) / nullif(count(*) filter (where not cancelled), 0)'],
  encaissements: ['payments', 'sum(amount)'],
  paiements_recus: ['payments', 'count(*)'],
  nouvelles_attributions: ['leases', 'count(*)'],
  zones_total: ['zones', 'count(*)'],
  surface_total_hectares: ['zones', 'sum(surface)'],
  lots_viabilises: ['zones', 'sum(serviced)'],
  taux_viabilisation: ['zones', '100.0 * sum(serviced) / nullif(sum(lots), 0)'],
  clients_total: ['clients', 'count(*)'],
  clients_actifs: ['clients', "count(*) filter (where activite = 'actif')"],
  clients_inactifs: ['clients', "count(*) filter (where activite = 'inactif')"],
  lots_total: ['plots', 'count(*)'],
  lots_attribues: ['plots', 'count(*) filter (where let)'],
  lots_disponibles: ['plots', 'count(*) filter (where not let)'],
  taux_occupation: ['plots', '100.0 * count(*) filter (where let) / count(*)'],
  surface_attribuee_hectares: ['plots', 'sum(surface) filter (where let)'],
};

export const COLUMNS: Record<string, string> = {
  zone__nom_zone: 'zone',
  zone__region: 'region',
  zone__status_viabilisation: 'viabilisation',
  entreprise__raison_sociale: 'client',
  entreprise__secteur_activite: 'secteur',
  entreprise__statut_activite: 'activite',
  facture__tranche_retard: 'anciennete',
  facture__statut_paiement: 'statut',
  paiement__mode_paiement: 'mode',
};

/** `with … rows as (…)`: the rows that a source's measures add up. */
export function rowsOf(source: Source, reach: Reach, asOf: string): string {
  const known = { invoices, payments, leases, zones, clients };
  return source === 'plots' ? plots(reach, asOf) : known[source](asOf);
}
