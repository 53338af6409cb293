import { Badge, type Column, DataTable, type Tone, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { ClientDetails } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';

type Invoice = ClientDetails['invoices'][number];
type Payment = ClientDetails['payments'][number];
type ClientLot = ClientDetails['lots'][number];

const statuses: Record<string, { tone: Tone; key: 'payee' | 'partielle' | 'impayee' | 'annulee' }> = {
  payee: { tone: 'ok', key: 'payee' },
  partielle: { tone: 'warn', key: 'partielle' },
  impayee: { tone: 'bad', key: 'impayee' },
  annulee: { tone: 'neutral', key: 'annulee' },
};
const methods = ['virement', 'cheque', 'especes', 'mobile_money'] as const;
const leases: Record<string, 'leaseActive' | 'leaseEnded' | 'leaseCancelled'> = {
  active: 'leaseActive',
  terminee: 'leaseEnded',
  annulee: 'leaseCancelled',
};

export function InvoicesTable({ rows }: { rows: Invoice[] }) {
  const t = useMessages(zonesMessages);
  const columns = useMemo<Column<Invoice>[]>(() => {
    const statusText = (row: Invoice) => {
      const status = statuses[row.statut_paiement];
      return status ? t(status.key) : row.statut_paiement;
    };
    return [
      { id: 'id_facture', heading: t('invoice'), kind: 'text', value: (row) => row.id_facture },
      { id: 'date_emission', heading: t('issued'), kind: 'day', value: (row) => row.date_emission },
      { id: 'date_echeance', heading: t('due'), kind: 'day', value: (row) => row.date_echeance },
      {
        id: 'statut',
        heading: t('status'),
        kind: 'text',
        options: true,
        onPhone: true,
        value: (row) => row.statut_paiement,
        text: statusText,
        render: (row) => <Badge tone={statuses[row.statut_paiement]?.tone ?? 'neutral'}>{statusText(row)}</Badge>,
      },
      {
        id: 'montant',
        heading: t('amount'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.montant_facture,
        total: true,
        onPhone: true,
      },
      {
        id: 'paye',
        heading: t('amountPaid'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.montant_paye,
        total: true,
      },
      {
        id: 'reste',
        heading: t('remaining'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.reste_a_payer,
        total: true,
      },
      {
        id: 'retard',
        heading: t('lateDays'),
        kind: 'figure',
        unit: 'days',
        value: (row) => (row.jours_retard > 0 ? row.jours_retard : null),
      },
    ];
  }, [t]);
  return (
    <DataTable
      title={t('invoices')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id_facture}
      defaultSort={{ column: 'date_emission', descending: true }}
      empty={t('noInvoices')}
    />
  );
}

export function PaymentsTable({ rows }: { rows: Payment[] }) {
  const t = useMessages(zonesMessages);
  const columns = useMemo<Column<Payment>[]>(
    () => [
      { id: 'id_paiement', heading: t('payment'), kind: 'text', value: (row) => row.id_paiement },
      { id: 'id_facture', heading: t('invoice'), kind: 'text', value: (row) => row.id_facture },
      { id: 'date_paiement', heading: t('paidOn'), kind: 'day', value: (row) => row.date_paiement, onPhone: true },
      {
        id: 'montant_paye',
        heading: t('amount'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.montant_paye,
        total: true,
        onPhone: true,
      },
      {
        id: 'mode',
        heading: t('method'),
        kind: 'text',
        options: true,
        value: (row) => row.mode_paiement,
        text: (row) => {
          const method = methods.find((one) => one === row.mode_paiement);
          return method ? t(method) : row.mode_paiement;
        },
      },
      { id: 'delai', heading: t('delay'), kind: 'figure', unit: 'days', value: (row) => row.delai_paiement_jours },
    ],
    [t],
  );
  return (
    <DataTable
      title={t('payments')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id_paiement}
      defaultSort={{ column: 'date_paiement', descending: true }}
      empty={t('noPayments')}
    />
  );
}

export function ClientLotsTable({ rows }: { rows: ClientLot[] }) {
  const t = useMessages(zonesMessages);
  const columns = useMemo<Column<ClientLot>[]>(
    () => [
      { id: 'numero', heading: t('lot'), kind: 'text', value: (row) => row.numero },
      { id: 'zone', heading: t('zone'), kind: 'text', options: true, value: (row) => row.zone_name, onPhone: true },
      {
        id: 'surface',
        heading: t('surface'),
        kind: 'figure',
        unit: 'hectares',
        value: (row) => row.superficie_hectares,
        total: true,
      },
      { id: 'debut', heading: t('since'), kind: 'day', value: (row) => row.date_debut, onPhone: true },
      { id: 'fin', heading: t('until'), kind: 'day', value: (row) => row.date_fin },
      {
        id: 'statut',
        heading: t('status'),
        kind: 'text',
        options: true,
        value: (row) => row.statut,
        text: (row) => {
          const key = leases[row.statut];
          return key ? t(key) : row.statut;
        },
      },
    ],
    [t],
  );
  return (
    <DataTable
      title={t('attributions')}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.id_lot}/${row.date_debut}`}
      empty={t('noClientLots')}
    />
  );
}
