import type { Cell } from '@griot/warehouse';
import { whole } from './figures.ts';

type Row = Record<string, Cell>;
export type RiskName = 'risque_impaye' | 'risque_anciennete' | 'risque_tendance' | 'risque_concentration';
interface PartWords {
  label: string;
  explain: (row: Row) => string;
}

const oneDecimal = (value: Cell | undefined): string => Number(value ?? 0).toFixed(1);
const french = (value: Cell | undefined): string => oneDecimal(value).replace('.', ',');
const compared = (row: Row): boolean => row.delai_recent !== null && row.delai_avant !== null;
const longer = (row: Row): boolean => Number(row.delai_recent) > Number(row.delai_avant);

/** Why each part of the score is what it is, in whole sentences. */
export const RISK_WORDS: Record<'fr' | 'en', Record<RiskName, PartWords>> = {
  fr: {
    risque_impaye: {
      label: 'Part impayée',
      explain: (row) => {
        if (Number(row.montant_impaye) === 0) return 'Aucune somme échue ne reste impayée.';
        if (Number(row.ca_12_mois) === 0) return 'Des sommes restent impayées, sans aucune facture depuis douze mois.';
        return `Les impayés valent ${french(row.risque_impaye)} % d’une année de facturation.`;
      },
    },
    risque_anciennete: {
      label: 'Ancienneté de la dette',
      explain: (row) => {
        const days = whole(row.plus_ancienne_dette_jours);
        if (days === 0) return 'Aucune facture n’est en retard.';
        return `La plus ancienne facture impayée est échue depuis ${days} jours ; 180 jours ou plus valent 100.`;
      },
    },
    risque_tendance: {
      label: 'Évolution du délai de paiement',
      explain: (row) => {
        if (!compared(row)) return 'Pas assez de paiements sur douze mois pour comparer les délais.';
        const words = `Délai moyen de ${french(row.delai_recent)} jours sur six mois, contre ${french(row.delai_avant)} les six mois d’avant`;
        return longer(row) ? `${words} ; 30 jours de plus valent 100.` : `${words} : il ne s’allonge pas.`;
      },
    },
    risque_concentration: {
      label: 'Poids dans les créances',
      explain: (row) =>
        `Ce client doit ${french(row.part_creances_pct)} % de toutes les créances ; 10 % ou plus valent 100.`,
    },
  },
  en: {
    risque_impaye: {
      label: 'Overdue share',
      explain: (row) => {
        if (Number(row.montant_impaye) === 0) return 'Nothing that is due is left unpaid.';
        if (Number(row.ca_12_mois) === 0) return 'Amounts are left unpaid, without any invoice for twelve months.';
        return `What is overdue is worth ${oneDecimal(row.risque_impaye)}% of a year’s invoices.`;
      },
    },
    risque_anciennete: {
      label: 'Age of the debt',
      explain: (row) => {
        const days = whole(row.plus_ancienne_dette_jours);
        if (days === 0) return 'No invoice is late.';
        return `The oldest unpaid invoice fell due ${days} days ago; 180 days or more are worth 100.`;
      },
    },
    risque_tendance: {
      label: 'Trend of the payment delay',
      explain: (row) => {
        if (!compared(row)) return 'Too few payments in twelve months to compare delays.';
        const words = `Mean delay of ${oneDecimal(row.delai_recent)} days over six months, against ${oneDecimal(row.delai_avant)} in the six before`;
        return longer(row) ? `${words}; 30 days more are worth 100.` : `${words}: it does not get longer.`;
      },
    },
    risque_concentration: {
      label: 'Weight among receivables',
      explain: (row) =>
        `This client owes ${oneDecimal(row.part_creances_pct)}% of all receivables; 10% or more is worth 100.`,
    },
  },
};
