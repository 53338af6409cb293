import { minorDigits } from '@griot/kernel';
import {
  Button,
  Card,
  EmptyState,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  type TabItem,
  Tabs,
  useApi,
  useApiQuery,
  useLive,
  useMay,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DecidedRow, RecommendationCard } from '../parts/sira-card.tsx';
import { ModelsView } from '../parts/sira-models.tsx';
import { PlanMaker } from '../parts/sira-plan.tsx';
import { useSiraWords } from '../parts/sira-words.tsx';
import { MODELS, type Models, RECOMMENDATIONS, type Recommendation } from '../sira-answers.ts';

/** SIRA: advice with its reasons, what came of it, a plan, and the models behind it. */
export default function SiraPage() {
  const { t } = useSiraWords();
  const queries = useQueryClient();
  const api = useApi();
  const [tab, setTab] = useState('open');
  const mayAsk = useMay('payops.actions.request');
  const mayLearn = useMay('core.flows.run');
  useLive('payops.sira', () => {
    void queries.invalidateQueries({ queryKey: [RECOMMENDATIONS] });
    void queries.invalidateQueries({ queryKey: [MODELS] });
  });
  const learn = () =>
    api.send('POST', '/api/flows/payops.sira/trigger', { parameters: { learn: true } }).then(
      () => notify({ title: t('learning'), text: '', tone: 'ok' }),
      (cause: unknown) =>
        notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' }),
    );
  const items: TabItem[] = [
    { id: 'open', label: t('open'), content: <List state="open" /> },
    { id: 'decided', label: t('decided'), content: <List state="decided" /> },
  ];
  // Plans and models speak of the whole platform.
  if (mayAsk) {
    items.push({ id: 'plan', label: t('plan'), content: <OfModels show="plan" /> });
    items.push({ id: 'models', label: t('models'), content: <OfModels show="models" /> });
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={mayLearn && mayAsk ? <Button onClick={() => void learn()}>{t('learnNow')}</Button> : undefined}
      />
      <Card padded={false}>
        <Tabs label={t('title')} value={tab} onChange={setTab} items={items} />
      </Card>
    </>
  );
}

function List({ state }: { state: 'open' | 'decided' }) {
  const { t } = useSiraWords();
  const query = useApiQuery<{ items: Recommendation[] }>(RECOMMENDATIONS, { state });
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={t(state === 'open' ? 'nothingOpen' : 'nothingDecided')} />
        ) : (
          <ul className="divide-y divide-line">
            {items.map((one) =>
              state === 'open' ? <RecommendationCard key={one.id} one={one} /> : <DecidedRow key={one.id} one={one} />,
            )}
          </ul>
        )
      }
    </QueryView>
  );
}

function OfModels({ show }: { show: 'plan' | 'models' }) {
  const query = useApiQuery<Models>(MODELS, {});
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4" />}>
      {(models) => {
        const digits = minorDigits(models.reportingCurrency);
        return show === 'plan' ? (
          <PlanMaker currency={models.reportingCurrency} digits={digits} />
        ) : (
          <ModelsView models={models} digits={digits} />
        );
      }}
    </QueryView>
  );
}
