import { z } from 'zod';
import { passport } from './passport.ts';

/**
 * What the Zones endpoints answer, shared by the server and the pages (pure: imports zod alone).
 * Figures are exact decimal strings, never floats; null where there is nothing to measure (shown as "–").
 */
export const figure = z.string().nullable();
/** `YYYY-MM-DD`, a day that exists. */
export const day = z.iso.date();

export const kpi = z.object({
  metric: z.string(),
  label: z.string(),
  description: z.string(),
  unit: z.enum(['currency', 'percent', 'days', 'count', 'hectares', 'score']),
  /** ISO 4217, when unit is currency. */
  currency: z.string().optional(),
  value: figure,
  /**
   * The same over the previous period of the same length. Debts and payment rates of the previous period are taken as they
   * stood when its invoices were as old as the present ones (`previousLabel` says so): older invoices are always paid more.
   */
  previous: figure,
  previousLabel: z.string(),
  /** (value - previous) / |previous| x 100, one decimal; null when it cannot be said. */
  changePct: figure,
  goodDirection: z.enum(['up', 'down', 'none']),
  sparkline: z.array(z.object({ period: day, value: figure })),
});

export const filtersQuery = z.object({
  date_debut: day.optional(),
  date_fin: day.optional(),
  zone: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  secteur: z.string().max(200).optional(),
  segment: z.enum(['A', 'B', 'C']).optional(),
});

/** What the cards of a summary are set beside: the period just before, or the same one a year earlier. */
export const against = z.enum(['periode', 'annee']).default('periode');
export const summaryQuery = filtersQuery.extend({ comparaison: against });

/** Sorting and paging of every list: `sort=-montant_impaye`, opaque `cursor`, at most 500 rows a page. */
export const listQuery = filtersQuery.extend({
  sort: z.string().max(64).optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const period = z.object({ from: day, to: day });
/** GET /api/{financier,occupation,clients,operationnel}/summary */
export const summary = z.object({ period, kpis: z.array(kpi), passport });

/** GET /api/financier/top_zones_performance */
export const topZones = z.object({
  period,
  passport,
  items: z.array(
    z.object({
      zone: z.string(),
      ca_total: figure,
      montant_impaye: figure,
      taux_paiement_pct: figure,
      rang: z.number(),
    }),
  ),
});

/** GET /api/financier/tendances_mensuelles: one row a month, months without invoices included. */
export const monthlyTrends = z.object({
  period,
  passport,
  items: z.array(
    z.object({
      mois: day,
      ca_total: figure,
      montant_impaye: figure,
      taux_paiement_pct: figure,
      taux_recouvrement: figure,
      /** CA of the same month a year before. */
      ca_total_n1: figure,
    }),
  ),
});

/** GET /api/financier/top_clients */
export const topClients = z.object({
  period,
  passport,
  items: z.array(
    z.object({
      id_entreprise: z.string(),
      raison_sociale: z.string(),
      zone: z.string().nullable(),
      secteur_activite: z.string().nullable(),
      segment_client: z.enum(['A', 'B', 'C']).nullable(),
      ca_total: figure,
      montant_impaye: figure,
    }),
  ),
});

/** GET /api/financier/by_secteur */
export const bySector = z.object({
  period,
  passport,
  items: z.array(z.object({ secteur: z.string(), ca_total: figure, part_pct: figure, montant_impaye: figure })),
});

/**
 * GET /api/financier/impayes: overdue money of the invoices issued in the period, by its age on the as-of date (the day of
 * the newest load). The buckets add up to the card `montant_impaye` of the same filters.
 */
export const overdueAgeing = z.object({
  asOf: day,
  passport,
  total: figure,
  buckets: z.array(
    z.object({
      bucket: z.enum(['0-30', '31-60', '61-90', '90+']),
      montant: figure,
      factures: z.number(),
      clients: z.number(),
    }),
  ),
});

const position = z.array(z.number()).length(2);
/** GET /api/occupation/zones_map: GeoJSON (RFC 7946), longitude first. */
export const zonesMap = z.object({
  type: z.literal('FeatureCollection'),
  passport,
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
      properties: z.object({
        zone_id: z.string(),
        zone_name: z.string(),
        region: z.string(),
        total_lots: z.number(),
        lots_attribues: z.number(),
        lots_disponibles: z.number(),
        taux_occupation: figure,
        surface_total_hectares: figure,
        viabilisation_status: z.string(),
      }),
    }),
  ),
});

/** GET /api/occupation (list, a row a zone) */
export const zoneRow = z.object({
  zone_id: z.string(),
  zone_name: z.string(),
  region: z.string(),
  total_lots: z.number(),
  lots_attribues: z.number(),
  lots_disponibles: z.number(),
  taux_occupation: figure,
  surface_total_hectares: figure,
  surface_attribuee_hectares: figure,
  viabilisation_status: z.string(),
  secteurs_presents: z.array(z.string()),
});
export const zoneList = z.object({
  passport,
  items: z.array(zoneRow),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

/** GET /api/occupation/{zone_id} */
export const zoneDetails = z.object({
  passport,
  zone: zoneRow,
  kpis: z.array(kpi),
  geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
  lots: z.array(
    z.object({
      id_lot: z.string(),
      numero: z.string(),
      superficie_hectares: figure,
      viabilise: z.boolean(),
      statut: z.enum(['attribue', 'disponible']),
      id_entreprise: z.string().nullable(),
      raison_sociale: z.string().nullable(),
      date_debut: day.nullable(),
      geometry: z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }).nullable(),
    }),
  ),
  historique: z.array(z.object({ date: day, taux_occupation: figure, lots_attribues: z.number() })),
});

/** Query of GET /api/clients: `statut` and `risque_min` (risk_score at or above) serve the tabs Actifs, Inactifs, À risque. */
export const clientsQuery = listQuery.extend({
  statut: z.enum(['actif', 'inactif']).optional(),
  risque_min: z.coerce.number().min(0).max(100).optional(),
});
/** GET /api/clients */
export const clientRow = z.object({
  id_entreprise: z.string(),
  raison_sociale: z.string(),
  secteur_activite: z.string().nullable(),
  zone_location: z.string().nullable(),
  segment_client: z.enum(['A', 'B', 'C']).nullable(),
  statut_activite: z.enum(['actif', 'inactif']),
  chiffre_affaires_total: figure,
  montant_impaye: figure,
  taux_paiement_pct: figure,
  delai_moyen_paiement: figure,
  nombre_lots_attribues: z.number(),
  date_derniere_facture: day.nullable(),
  risk_score: figure,
});
export const clientList = z.object({
  passport,
  items: z.array(clientRow),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

/** GET /api/clients/{id}/details */
export const clientDetails = z.object({
  passport,
  client: clientRow.extend({
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    adresse: z.string().nullable(),
    contact_nom: z.string().nullable(),
    date_creation: day.nullable(),
    statut: z.string().nullable(),
    date_premiere_facture: day.nullable(),
  }),
  /** Parts of the risk score, each 0-100, its weight (sums to 1), and its points; points sum to risk_score. */
  risk: z.array(
    z.object({
      part: z.string(),
      label: z.string(),
      value: figure,
      weight: figure,
      points: figure,
      explanation: z.string(),
    }),
  ),
  monthly: z.array(z.object({ mois: day, ca_total: figure, montant_impaye: figure })),
  invoices: z.array(
    z.object({
      id_facture: z.string(),
      date_emission: day,
      date_echeance: day,
      montant_facture: figure,
      montant_paye: figure,
      reste_a_payer: figure,
      statut_paiement: z.string(),
      jours_retard: z.number(),
    }),
  ),
  payments: z.array(
    z.object({
      id_paiement: z.string(),
      id_facture: z.string(),
      date_paiement: day,
      montant_paye: figure,
      mode_paiement: z.string(),
      delai_paiement_jours: z.number().nullable(),
    }),
  ),
  lots: z.array(
    z.object({
      id_lot: z.string(),
      numero: z.string(),
      zone_name: z.string(),
      superficie_hectares: figure,
      date_debut: day,
      date_fin: day.nullable(),
      statut: z.string(),
    }),
  ),
});

/** GET /api/zones/filters: the values the filter bar offers. */
export const filterOptions = z.object({
  zones: z.array(z.object({ id: z.string(), name: z.string() })),
  regions: z.array(z.string()),
  secteurs: z.array(z.string()),
  period: z.object({ min: day, max: day }),
});

/** GET /api/financier/by_zone/{zone} */
export const financeOfZone = z.object({
  period,
  passport,
  zone: z.string(),
  kpis: z.array(kpi),
  tendances: monthlyTrends.shape.items,
  secteurs: bySector.shape.items,
});

/** GET /api/financier/comparaison: each figure beside the period before and the same period a year earlier. */
export const comparison = z.object({
  period,
  previous: period,
  lastYear: period,
  passport,
  items: z.array(
    z.object({
      metric: z.string(),
      label: z.string(),
      unit: kpi.shape.unit,
      value: figure,
      previous: figure,
      changePct: figure,
      lastYear: figure,
      lastYearChangePct: figure,
      goodDirection: kpi.shape.goodDirection,
    }),
  ),
});

/** Query of GET /api/financier/factures. */
export const invoicesQuery = listQuery.extend({
  statut_paiement: z.enum(['payee', 'partielle', 'impayee', 'annulee']).optional(),
  tranche: z.enum(['0-30', '31-60', '61-90', '90+']).optional(),
  /** Only those with money overdue. */
  impayees: z.stringbool().optional(),
});
/** GET /api/financier/factures: the invoices behind the figures; `totals` are of all of them, not of the page. */
export const invoiceList = z.object({
  period,
  passport,
  items: z.array(
    z.object({
      id_facture: z.string(),
      id_entreprise: z.string(),
      raison_sociale: z.string(),
      zone: z.string(),
      secteur: z.string(),
      date_emission: day,
      date_echeance: day,
      montant_facture: figure,
      montant_paye: figure,
      reste_a_payer: figure,
      montant_impaye: figure,
      statut_paiement: z.string(),
      jours_retard: z.number(),
      tranche_retard: z.string().nullable(),
    }),
  ),
  totals: z.object({ ca_total: figure, montant_impaye: figure }),
  total: z.number(),
  nextCursor: z.string().nullable(),
});

/** Query of GET /api/zones/lignes/{metric}: the page's filters, and what of a chart was opened. */
export const drillQuery = listQuery.omit({ q: true }).extend({
  /** A month of a chart over time: its first day. */
  mois: day.optional(),
  tranche: z.enum(['0-30', '31-60', '61-90', '90+']).optional(),
  client: z.string().max(64).optional(),
  /** For a ratio: which of its two sides. */
  input: z.string().max(100).optional(),
});
/** GET /api/zones/lignes/{metric}: the rows behind a figure; `figure` is over all of them and equals the one opened. */
export const drillRows = z.object({
  passport,
  metric: z.string(),
  label: z.string(),
  description: z.string(),
  unit: kpi.shape.unit,
  period: period.optional(),
  columns: z.array(z.object({ name: z.string(), label: z.string(), kind: z.string(), unit: z.string().nullable() })),
  /** A row as its values, in the order of the columns; `value` last. */
  items: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  total: z.number(),
  figure,
  adds: z.boolean(),
  input: z.string(),
  inputs: z.array(z.object({ name: z.string(), label: z.string() })),
  nextCursor: z.string().nullable(),
});
