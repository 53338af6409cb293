import { Badge, type Column, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { AT_RISK, type ClientRow, WATCHED } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';

/** Low, to watch, at risk: a word and a colour for a score of 0 to 100. */
export function RiskBadge({ score, word: asWord }: { score: string | null; word?: boolean }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  if (score === null) return <span className="text-ink-faint">–</span>;
  const number = Number(score);
  const tone = number >= AT_RISK ? 'bad' : number >= WATCHED ? 'warn' : 'ok';
  const word = t(number >= AT_RISK ? 'riskHigh' : number >= WATCHED ? 'riskMedium' : 'riskLow');
  return (
    <Badge tone={tone} title={word}>
      {asWord ? (
        word
      ) : (
        <>
          <span className="figures">{format.number(score)}</span>
          <span className="sr-only">, {word}</span>
        </>
      )}
    </Badge>
  );
}

/** Columns of every list of clients; the first leads to the client. */
export function useClientColumns(): Column<ClientRow>[] {
  const t = useMessages(zonesMessages);
  return useMemo<Column<ClientRow>[]>(
    () => [
      { id: 'raison_sociale', heading: t('client'), kind: 'text', value: (row) => row.raison_sociale },
      { id: 'id_entreprise', heading: t('identifier'), kind: 'text', value: (row) => row.id_entreprise, hidden: true },
      {
        id: 'secteur_activite',
        heading: t('sector'),
        kind: 'text',
        options: true,
        value: (row) => row.secteur_activite,
      },
      { id: 'zone_location', heading: t('zone'), kind: 'text', options: true, value: (row) => row.zone_location },
      {
        id: 'segment_client',
        heading: t('segment'),
        kind: 'text',
        options: true,
        value: (row) => row.segment_client,
        width: 110,
      },
      {
        id: 'statut_activite',
        heading: t('activity'),
        kind: 'text',
        options: true,
        hidden: true,
        value: (row) => row.statut_activite,
        text: (row) => t(row.statut_activite === 'actif' ? 'active' : 'inactive'),
      },
      {
        id: 'chiffre_affaires_total',
        heading: t('revenueShort'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.chiffre_affaires_total,
        total: true,
        onPhone: true,
      },
      {
        id: 'montant_impaye',
        heading: t('overdue'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.montant_impaye,
        total: true,
        onPhone: true,
      },
      {
        id: 'risk_score',
        heading: t('risk'),
        kind: 'figure',
        value: (row) => row.risk_score,
        render: (row) => <RiskBadge score={row.risk_score} />,
        onPhone: true,
        width: 110,
      },
      {
        id: 'taux_paiement_pct',
        heading: t('paymentRateShort'),
        kind: 'figure',
        unit: 'percent',
        value: (row) => row.taux_paiement_pct,
      },
      {
        id: 'delai_moyen_paiement',
        heading: t('delayShort'),
        kind: 'figure',
        unit: 'days',
        value: (row) => row.delai_moyen_paiement,
        hidden: true,
      },
      {
        id: 'nombre_lots_attribues',
        heading: t('lots'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.nombre_lots_attribues,
        total: true,
        hidden: true,
      },
      {
        id: 'date_derniere_facture',
        heading: t('lastInvoice'),
        kind: 'day',
        value: (row) => row.date_derniere_facture,
        hidden: true,
      },
    ],
    [t],
  );
}
