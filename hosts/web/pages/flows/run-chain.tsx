import { Card, useFormat, useLocale, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { RunDetails, RunReference } from '../../api/flows.ts';
import { RunStateBadge } from './run-state-badge.tsx';
import { runsMessages } from './runs.messages.ts';

/** The runs around this one: what started it, what it started, what it is again, what it waits for. */
export function RunChain({ run }: { run: RunDetails }) {
  const t = useMessages(runsMessages);
  const lists = [
    { title: t('chainBefore'), runs: run.before },
    { title: t('chainAfter'), runs: run.after },
    { title: t('chainReruns'), runs: run.reruns },
  ].filter((list) => list.runs.length > 0);
  const single = [
    { title: t('chainHeld'), to: run.heldBy && `/runs/${run.heldBy}`, id: run.heldBy },
    { title: t('chainRerunOf'), to: run.rerunOf && `/runs/${run.rerunOf}`, id: run.rerunOf },
    { title: t('chainBackfill'), to: run.backfillId && `/runs/backfills/${run.backfillId}`, id: run.backfillId },
  ];
  if (lists.length === 0 && single.every((one) => !one.to)) return null;
  return (
    <Card title={t('chain')}>
      <ul className="flex flex-col gap-3">
        {single.map(
          (one) =>
            one.to && (
              <li key={one.title} className="flex flex-wrap gap-x-2">
                <span className="text-ink-faint">{one.title}</span>
                <Link to={one.to} className="text-accent hover:underline">
                  {t('runRef', { id: one.id?.slice(-8) ?? '' })}
                </Link>
              </li>
            ),
        )}
        {lists.map((list) => (
          <li key={list.title}>
            <p className="text-ink-faint">{list.title}</p>
            <ul className="mt-1 flex flex-col gap-1.5">
              {list.runs.map((one) => (
                <Reference key={one.id} run={one} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reference({ run }: { run: RunReference }) {
  const format = useFormat();
  const { locale } = useLocale();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to={`/runs/${run.id}`} className="text-accent hover:underline">
        {run.label[locale]}
      </Link>
      <span className="figures text-sm text-ink-faint">{format.instant(run.at)}</span>
      <RunStateBadge run={{ state: run.state, pausedAt: null, waiting: false, cancelling: false }} />
    </li>
  );
}
