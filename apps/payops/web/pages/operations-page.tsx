import {
  Button,
  Card,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  Tabs,
  useApiQuery,
  useFormat,
  useMay,
  useUrlFilters,
} from '@griot/ui';
import { PenLine, UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { Action, ActionType } from '../answers.ts';
import { ActionSheet } from '../parts/action-sheet.tsx';
import { RiskBadge, StateBadge, useOpsWords } from '../parts/action-words.tsx';
import { ACTION_TYPES, AskDialog, type Draft } from '../parts/ask-dialog.tsx';
import { PersonsDialog } from '../parts/persons-dialog.tsx';
import { useFresh } from '../parts/use-fresh.ts';

const PATH = '/api/dashboard/ops/actions';
const CHECKS = {
  action: (value: string) => /^[0-9a-f-]{36}$/.test(value),
  vue: (value: string) => value === 'open' || value === 'all',
  // An alert or an agent brings its request along, filled in.
  demande: (value: string) => (ACTION_TYPES as readonly string[]).includes(value),
  agentId: (value: string) => value.length <= 120,
  merchantId: (value: string) => value.length <= 120,
  target: (value: string) => value.length <= 120,
  currency: (value: string) => /^[A-Z]{3}$/.test(value),
  amount: (value: string) => /^-?\d{1,15}(\.\d{1,4})?$/.test(value),
  route: (value: string) => value.length <= 120,
};

const BROUGHT = ['demande', 'agentId', 'merchantId', 'target', 'currency', 'amount', 'route'] as const;

/** The queue: what awaits me first, then what is under way, then everything. */
export default function OperationsPage() {
  const { t } = useOpsWords();
  const filters = useUrlFilters(CHECKS);
  const may = useMay('payops.actions.request');
  const mayMark = useMay('payops.persons.manage');
  const [marking, setMarking] = useState(false);
  const { demande, agentId, merchantId, target, currency, amount, route } = filters.values;
  const brought = demande
    ? { type: demande as ActionType, parameters: definedOf({ agentId, merchantId, target, currency, amount, route }) }
    : null;
  const [draft, setDraft] = useState<Draft | null>(brought);
  const awaiting = useApiQuery<{ items: Action[] }>(PATH, { awaiting: 'me' });
  useFresh(PATH);
  const open = (id: string) => filters.set({ action: id });
  const count = awaiting.data?.items.length;
  return (
    <>
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={
          <>
            {mayMark && (
              <Button icon={UsersRound} onClick={() => setMarking(true)}>
                {t('persons')}
              </Button>
            )}
            {may && (
              <Button tone="primary" icon={PenLine} onClick={() => setDraft({ type: 'PAUSE_PAYOUT', parameters: {} })}>
                {t('ask')}
              </Button>
            )}
          </>
        }
      />
      <Card padded={false}>
        <Tabs
          label={t('title')}
          value={filters.values.vue ?? 'mine'}
          onChange={(id) => filters.set({ vue: id === 'mine' ? null : id })}
          items={[
            {
              ...{ id: 'mine', label: t('awaitingMe'), ...(count ? { count: String(count) } : {}) },
              content: <Queue params={{ awaiting: 'me' }} empty={t('nothingAwaits')} onOpen={open} />,
            },
            {
              id: 'open',
              label: t('open'),
              content: <Queue params={{ open: true }} empty={t('nothingOpen')} onOpen={open} />,
            },
            { id: 'all', label: t('all'), content: <Queue params={{}} empty={t('nothing')} onOpen={open} /> },
          ]}
        />
      </Card>
      {filters.values.action && (
        <ActionSheet id={filters.values.action} onClose={() => filters.set({ action: null })} />
      )}
      {marking && <PersonsDialog onClose={() => setMarking(false)} />}
      {draft && (
        <AskDialog
          draft={draft}
          onClose={(made) => {
            setDraft(null);
            const gone = Object.fromEntries(BROUGHT.map((name) => [name, null]));
            filters.set({ ...gone, action: made?.id ?? null });
          }}
        />
      )}
    </>
  );
}

const definedOf = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function Queue(props: { params: Record<string, string | boolean>; empty: string; onOpen: (id: string) => void }) {
  const { t } = useOpsWords();
  const format = useFormat();
  const query = useApiQuery<{ items: Action[] }>(PATH, props.params);
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={props.empty} />
        ) : (
          <ul className="divide-y divide-line">
            {items.map((action) => (
              <li key={action.id}>
                <button
                  type="button"
                  aria-haspopup="dialog"
                  onClick={() => props.onOpen(action.id)}
                  className="flex min-h-16 w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-left hover:bg-sunken"
                >
                  <span className="min-w-0 flex-1 basis-60">
                    <span className="block font-medium">
                      {action.rollbackOf && `${t('isRollback')} · `}
                      {t(action.type)} · <span data-own-words>{action.subject.name}</span>
                    </span>
                    <span className="figures block text-sm text-ink-faint">
                      {t('askedBy', { name: action.requesterName, at: format.instant(action.createdAt) })}
                    </span>
                  </span>
                  <span className="figures text-sm text-ink-soft">
                    {t('signaturesOf', { done: action.signatures.length, people: action.requirement.people })}
                  </span>
                  <RiskBadge risk={action.risk} />
                  <StateBadge state={action.state} />
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
