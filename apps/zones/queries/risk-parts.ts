import type { Cell } from '@griot/warehouse';
import { figure, whole } from './figures.ts';

export interface RiskPart {
  part: string;
  label: string;
  value: string | null;
  weight: string | null;
  points: string | null;
  explanation: string;
}

type Row = Record<string, Cell>;

/** The parts of mart_portefeuille_clients' score, with their weights there; the points add up to it. Empty without a score. */
export function riskParts(row: Row): RiskPart[] {
  if (row.risk_score === null || row.risk_score === undefined) return [];
  const part = (name: string, label: string, weight: string, explanation: string): RiskPart => ({
    part: name,
    label,
    value: figure(row[name]),
    weight,
    points: figure(row[`${name}_points`]),
    explanation,
  });
  return [
    part('risque_impaye', 'Part impayée', '0.40', overdueWords(row)),
    part('risque_anciennete', 'Ancienneté de la dette', '0.30', ageWords(row)),
    part('risque_tendance', 'Évolution du délai de paiement', '0.20', trendWords(row)),
    part(
      'risque_concentration',
      'Poids dans les créances',
      '0.10',
      `Ce client doit ${percent(row.part_creances_pct)} de toutes les créances ; 10 % ou plus valent 100.`,
    ),
  ];
}

function overdueWords(row: Row): string {
  if (Number(row.montant_impaye) === 0) return 'Aucune somme échue ne reste impayée.';
  if (Number(row.ca_12_mois) === 0) return 'Des sommes restent impayées, sans aucune facture depuis douze mois.';
  return `Les impayés valent ${percent(row.risque_impaye)} d’une année de facturation.`;
}

function ageWords(row: Row): string {
  const days = whole(row.plus_ancienne_dette_jours);
  if (days === 0) return 'Aucune facture n’est en retard.';
  return `La plus ancienne facture impayée est échue depuis ${days} jours ; 180 jours ou plus valent 100.`;
}

function trendWords(row: Row): string {
  if (row.delai_recent === null || row.delai_avant === null) {
    return 'Pas assez de paiements sur douze mois pour comparer les délais.';
  }
  const difference = Number(row.delai_recent) - Number(row.delai_avant);
  const words = `Délai moyen de ${days(row.delai_recent)} jours sur six mois, contre ${days(row.delai_avant)} les six mois d’avant`;
  return difference > 0 ? `${words} ; 30 jours de plus valent 100.` : `${words} : il ne s’allonge pas.`;
}

const percent = (value: Cell | undefined): string =>
  `${Number(value ?? 0)
    .toFixed(1)
    .replace('.', ',')} %`;
const days = (value: Cell | undefined): string =>
  Number(value ?? 0)
    .toFixed(1)
    .replace('.', ',');
