import {
  Card,
  DataTable,
  DonutChart,
  GaugeChart,
  Grid,
  KpiCard,
  KpiCardSkeleton,
  KpiRow,
  MapView,
  RankingChart,
  StatCard,
  TimeChart,
} from '@griot/ui';
import {
  brokenSeries,
  items,
  kpis,
  mapAreas,
  mapClasses,
  months,
  passports,
  people,
  personColumns,
  sevenSeries,
  twoSeries,
} from './gallery-data.ts';
import { Section } from './section.tsx';

export function FiguresSection() {
  return (
    <Section title="Chiffres">
      <KpiRow count={8}>
        {kpis.map((kpi, index) => (
          <KpiCard
            key={kpi.metric}
            kpi={kpi}
            passport={passports[index === 1 ? 'warned' : index === 2 ? 'stale' : 'sound']}
          />
        ))}
        <StatCard label="CA total" value="75300000" unit="currency" passport={passports.sound} />
        <StatCard label="Risque" value="31" unit="score" note="À surveiller" />
        <StatCard label="Rien" value={null} unit="percent" />
        <KpiCardSkeleton />
      </KpiRow>
    </Section>
  );
}

export function ChartsSection() {
  const money = { unit: 'currency', currency: 'XOF', passport: passports.sound } as const;
  return (
    <Section title="Graphiques">
      <Grid>
        <TimeChart
          {...money}
          className="lg:col-span-6"
          title="Ligne et période précédente"
          periods={months}
          series={twoSeries}
        />
        <TimeChart
          {...money}
          className="lg:col-span-6"
          title="Sept séries en barres empilées"
          periods={months}
          series={sevenSeries}
          stacked
        />
        <TimeChart
          unit="percent"
          max={100}
          className="lg:col-span-4"
          title="Valeurs manquantes"
          periods={months}
          series={brokenSeries}
        />
        <TimeChart {...money} className="lg:col-span-4" title="Vide" periods={[]} series={[]} />
        <GaugeChart className="lg:col-span-4" title="Jauge" value="74.1" passport={passports.warned} />
        <RankingChart
          {...money}
          className="lg:col-span-6"
          title="Classement"
          items={items}
          chosen="kou"
          onPick={() => {}}
        />
        <DonutChart {...money} className="lg:col-span-6" title="Parts" items={items} onPick={() => {}} />
      </Grid>
    </Section>
  );
}

export function TableSection() {
  return (
    <Section title="Tableau de 100 000 lignes">
      <Card padded={false}>
        <DataTable
          title="Sociétés"
          columns={personColumns}
          rows={people}
          rowKey={(row) => row.id}
          rowHref={() => '/'}
          defaultSort={{ column: 'amount', descending: true }}
          maxHeight="24rem"
        />
      </Card>
      <Card padded={false}>
        <DataTable
          title="Sociétés"
          columns={personColumns}
          rows={[]}
          rowKey={(row) => row.id}
          empty="Aucune société."
        />
      </Card>
    </Section>
  );
}

export function MapSection() {
  return (
    <Section title="Carte">
      <Card padded={false}>
        <MapView
          title="Zones"
          areas={mapAreas}
          classes={mapClasses}
          legendTitle="Occupation"
          popup={(id) => <p>{id}</p>}
          onOpen={() => {}}
        />
      </Card>
    </Section>
  );
}
