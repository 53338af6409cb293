import {
  Badge,
  Card,
  ErrorState,
  Facts,
  Grid,
  KpiRow,
  PageHeader,
  Skeleton,
  StaleBanner,
  StatCard,
  Tabs,
  TimeChart,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ClientDetails } from '../answers.ts';
import { zonesSource } from '../parts/chart-source.ts';
import { RiskBadge } from '../parts/client-columns.tsx';
import { ClientLotsTable, InvoicesTable, PaymentsTable } from '../parts/client-tables.tsx';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { RiskExplained } from '../parts/risk-explained.tsx';
import { StatementTable } from '../parts/statement-table.tsx';
import { CardsSkeleton } from '../parts/summary-cards.tsx';
import { useDrill } from '../parts/use-drill.ts';
import { zonesMessages } from '../zones.messages.ts';

export default function ClientPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useMessages(zonesMessages);
  const query = useApiQuery<ClientDetails>(`/api/clients/${encodeURIComponent(id)}/details`);
  const details = query.data?.client.id_entreprise === id ? query.data : undefined;
  const name = details?.client.raison_sociale ?? id;
  const facts = [details?.client.id_entreprise, details?.client.secteur_activite, details?.client.zone_location];
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ label: t('clients'), to: '/clients' }, { label: name }]}
        note={facts.filter(Boolean).join(' · ')}
        actions={details && <ClientBadges client={details.client} />}
      />
      {query.isError && !details ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : details ? (
        <ClientView details={details} />
      ) : (
        <>
          <CardsSkeleton count={6} />
          <Skeleton className="h-72 w-full" />
        </>
      )}
    </>
  );
}

function ClientBadges({ client }: { client: ClientDetails['client'] }) {
  const t = useMessages(zonesMessages);
  const active = client.statut_activite === 'actif';
  return (
    <>
      {client.segment_client && <Badge tone="accent">{t('segmentName', { segment: client.segment_client })}</Badge>}
      <Badge tone={active ? 'ok' : 'neutral'}>{t(active ? 'active' : 'inactive')}</Badge>
    </>
  );
}

function ClientView({ details }: { details: ClientDetails }) {
  const t = useMessages(zonesMessages);
  const { client, passport } = details;
  const [tab, setTab] = useState('invoices');
  const periods = useMemo(() => details.monthly.map((month) => month.mois), [details]);
  const series = useMemo(
    () => [
      {
        key: 'ca',
        label: t('revenueShort'),
        shape: 'bar' as const,
        values: details.monthly.map((month) => month.ca_total),
      },
      {
        key: 'impaye',
        label: t('overdue'),
        shape: 'bar' as const,
        values: details.monthly.map((month) => month.montant_impaye),
      },
    ],
    [details, t],
  );
  const stats = { passport };
  const drill = useDrill();
  const { id_entreprise: id, date_premiere_facture: first, date_derniere_facture: last } = client;
  // These cards are of all invoices: what opens is from the first to the last.
  const open = (metric: string) =>
    first && last ? () => drill.open({ metric, client: id, period: { from: first, to: last } }) : undefined;
  return (
    <>
      <StaleBanner passport={passport} />
      <KpiRow count={6} dense>
        <StatCard
          {...stats}
          label={t('totalRevenue')}
          value={client.chiffre_affaires_total}
          unit="currency"
          onOpen={open('ca_total')}
        />
        <StatCard
          {...stats}
          label={t('overdue')}
          value={client.montant_impaye}
          unit="currency"
          onOpen={open('montant_impaye')}
        />
        <StatCard
          {...stats}
          label={t('paymentRate')}
          value={client.taux_paiement_pct}
          unit="percent"
          onOpen={open('taux_paiement_pct')}
        />
        <StatCard
          {...stats}
          label={t('paymentDelay')}
          value={client.delai_moyen_paiement}
          unit="days"
          onOpen={open('delai_moyen_paiement')}
        />
        <StatCard
          {...stats}
          label={t('lots')}
          value={String(client.nombre_lots_attribues)}
          unit="count"
          onOpen={() => setTab('lots')}
        />
        <StatCard
          {...stats}
          label={t('risk')}
          value={client.risk_score}
          unit="score"
          note={<RiskBadge score={client.risk_score} word />}
        />
      </KpiRow>
      <Grid>
        <TimeChart
          className="md:col-span-6 lg:col-span-7 xl:col-span-5"
          title={t('monthly')}
          note={t('byIssueMonth')}
          unit="currency"
          passport={passport}
          periods={periods}
          series={series}
          height={290}
          source={zonesSource(
            { client: id },
            {
              type: 'chart_bar',
              title: client.raison_sociale,
              metrics: ['ca_total', 'montant_impaye'],
              dimensions: ['metric_time__month'],
            },
          )}
          onOpen={(mois) =>
            first && last && drill.open({ metric: 'ca_total', client: id, mois, period: { from: first, to: last } })
          }
        />
        <RiskExplained
          className="md:col-span-6 lg:col-span-5 xl:col-span-4"
          score={client.risk_score}
          parts={details.risk}
          passport={passport}
        />
        <ContactCard client={client} />
      </Grid>
      <Card padded={false} className="pt-1">
        <Tabs
          label={name(client)}
          value={tab}
          onChange={setTab}
          items={[
            {
              id: 'invoices',
              label: t('invoices'),
              count: String(details.invoices.length),
              content: <InvoicesTable rows={details.invoices} />,
            },
            {
              id: 'statement',
              label: t('statement'),
              content: <StatementTable id={client.id_entreprise} />,
            },
            {
              id: 'payments',
              label: t('payments'),
              count: String(details.payments.length),
              content: <PaymentsTable rows={details.payments} />,
            },
            {
              id: 'lots',
              label: t('lots'),
              count: String(details.lots.length),
              content: <ClientLotsTable rows={details.lots} />,
            },
          ]}
        />
      </Card>
      <DrillDrawer params={NONE} />
    </>
  );
}

const NONE = {};
const name = (client: ClientDetails['client']) => client.raison_sociale;

function ContactCard({ client }: { client: ClientDetails['client'] }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const link = (href: string, text: string | null) =>
    text ? (
      <a
        href={`${href}${text.replaceAll(' ', '')}`}
        className="break-all text-accent underline-offset-2 hover:underline"
      >
        {text}
      </a>
    ) : (
      '–'
    );
  return (
    <Card title={t('contact')} className="md:col-span-6 lg:col-span-12 xl:col-span-3">
      <Facts
        items={[
          { label: t('contactName'), value: client.contact_nom ?? '–' },
          { label: t('email'), value: link('mailto:', client.email) },
          { label: t('phone'), value: link('tel:', client.telephone) },
          { label: t('address'), value: client.adresse ?? '–' },
          { label: t('clientSince'), value: <span className="figures">{format.day(client.date_creation)}</span> },
          {
            label: t('firstInvoice'),
            value: <span className="figures">{format.day(client.date_premiere_facture)}</span>,
          },
          {
            label: t('lastInvoice'),
            value: <span className="figures">{format.day(client.date_derniere_facture)}</span>,
          },
          ...(client.statut
            ? [
                {
                  label: t('status'),
                  value: <span className="inline-block first-letter:uppercase">{client.statut}</span>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
