import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSemanticModels } from '@griot/metrics';
import { loadProject } from '@griot/warehouse';
import { PROJECT_DIR } from '../flows/pipeline-flow.ts';
import { CARDS } from '../queries/summaries.ts';
import { zonesPlatform } from '../testing/zones-platform.ts';

/** Names that others build on: what each model has at least. */
const COLUMNS: Record<string, string[]> = {
  dim_entreprises: ['segment', 'date_premiere_facture', 'is_active', 'dbt_scd_id', 'dbt_updated_at'],
  dim_zones: ['id_zone', 'nom_zone', 'region'],
  dim_dates: ['date_key', 'year', 'month', 'quarter', 'week', 'day_of_week', 'is_weekend', 'is_holiday', 'date_label'],
  dim_client_segment: ['id_entreprise', 'segment'],
  fact_factures: [
    'id_facture',
    'id_entreprise',
    'montant_facture',
    'date_emission',
    'date_echeance',
    'statut_paiement',
  ],
  fact_paiements: ['id_paiement', 'id_facture', 'montant_paye', 'date_paiement', 'delai_paiement_jours'],
  fact_occupation: ['id_zone', 'date_jour', 'lots_attribues', 'lots_disponibles', 'taux_occupation'],
  mart_performance_financiere: [
    ...[
      'zone',
      'mois',
      'secteur',
      'ca_total',
      'ca_moyen_par_client',
      'montant_impaye',
      'taux_impaye_pct',
      'taux_paiement_pct',
    ],
    ...[
      'delai_moyen_paiement',
      'taux_recouvrement_moyen',
      'creances_clients_montant',
      'factures_payees',
      'factures_impayees',
    ],
    'date_maj',
  ],
  mart_occupation_zones: [
    ...['zone_id', 'zone_name', 'region', 'total_lots', 'lots_disponibles', 'lots_attribues', 'taux_occupation'],
    ...[
      'surface_total_hectares',
      'surface_attribuee_hectares',
      'viabilisation_status',
      'secteurs_presents',
      'date_maj',
    ],
  ],
  mart_portefeuille_clients: [
    ...[
      'id_entreprise',
      'raison_sociale',
      'secteur_activite',
      'zone_location',
      'chiffre_affaires_total',
      'nombre_lots_attribues',
    ],
    ...['taux_paiement_pct', 'delai_moyen_paiement', 'segment_client', 'statut_activite', 'date_derniere_facture'],
    ...['montant_impaye', 'risk_score'],
  ],
  mart_kpi_operationnels: [
    ...[
      'zone',
      'date',
      'kpi_name',
      'valeur_actuelle',
      'valeur_periode_precedente',
      'variance_pct',
      'tendance',
      'date_maj',
    ],
  ],
};

test('the project compiles without a warning, and every model has tests', async () => {
  const project = await loadProject(PROJECT_DIR);
  assert.deepEqual(project.warnings, []);
  for (const node of project.nodes.values()) {
    if (node.kind === 'seed') continue;
    const tests = project.tests.filter((one) => one.dependsOn.includes(node.id));
    assert.ok(tests.length > 0, `${node.name} has no test`);
    assert.ok(node.description.length > 10, `${node.name} is not described`);
  }
});

test('every metric says what it is, in both languages; every card is one', async () => {
  const { metrics } = loadSemanticModels((await loadProject(PROJECT_DIR)).documents);
  for (const metric of metrics.values()) {
    const { label, unit, owner } = metric.presentation;
    assert.ok(label.fr && label.en && unit && owner && metric.description, metric.name);
  }
  for (const name of Object.values(CARDS).flat()) assert.ok(metrics.has(name), name);
});

test('what a build gives', async (t) => {
  const platform = await zonesPlatform(t);
  await platform.demonstrate({ seed: 11, scale: 0.05, asOf: '2026-11-21' });
  const query = async (sql: string): Promise<unknown[][]> =>
    (await platform.services.warehouse.tenant(platform.tenantId).query(sql)).rows;

  await t.test('the columns of the contract', async () => {
    for (const [model, names] of Object.entries(COLUMNS)) {
      const { columns } = await platform.services.warehouse
        .tenant(platform.tenantId)
        .query(`SELECT * FROM ${model} LIMIT 0`);
      const present = new Set(columns.map((column) => column.name));
      assert.deepEqual(
        names.filter((name) => !present.has(name)),
        [],
        model,
      );
    }
  });

  await t.test('the holidays of Côte d’Ivoire, movable feasts too', async () => {
    const rows = await query(
      `SELECT CAST(date_key AS VARCHAR) FROM dim_dates WHERE holiday_name LIKE '%Pâques%' AND year BETWEEN 2022 AND 2026 ORDER BY 1`,
    );
    assert.deepEqual(rows.flat(), ['2022-04-18', '2023-04-10', '2024-04-01', '2025-04-21', '2026-04-06']);
    const fixed = await query(`SELECT count(*) FROM dim_dates WHERE year = 2025 AND is_holiday`);
    assert.equal(Number(fixed[0]?.[0]), 14);
    const week = await query(`SELECT week, day_of_week, is_weekend FROM dim_dates WHERE date_key = DATE '2025-12-29'`);
    assert.deepEqual(week[0]?.map(String), ['1', '1', 'false']);
  });

  await t.test('eight indicators a zone and month, each beside the month before', async () => {
    const [row] = await query(`
      SELECT count(DISTINCT kpi_name), count(*) = count(DISTINCT (zone, date, kpi_name)),
        bool_and(tendance IS NULL OR (tendance = '↑') = (valeur_actuelle > valeur_periode_precedente)) FROM mart_kpi_operationnels`);
    assert.deepEqual(row?.map(String), ['8', 'true', 'true']);
    const [sums] = await query(`
      SELECT (SELECT sum(valeur_actuelle) FROM mart_kpi_operationnels WHERE kpi_name = 'ca_total')
        = (SELECT sum(ca) FROM fact_factures)`);
    assert.equal(String(sums?.[0]), 'true');
  });

  await t.test('a company that changes is a new version; invoices keep the one they were issued to', async () => {
    const [row] = await query(
      'SELECT count(*) = count(DISTINCT id_entreprise), bool_and(is_current) FROM dim_entreprises',
    );
    assert.deepEqual(row?.map(String), ['true', 'true']);
    const [invoices] = await query('SELECT count(*) FROM fact_factures WHERE entreprise_version IS NULL');
    assert.equal(Number(invoices?.[0]), 0);
  });
});
