import {
  Badge,
  Button,
  Card,
  EmptyState,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Link, useParams } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { FlowDescription, FlowVersion } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { flowOfPath } from './flow-path.ts';
import { flowsMessages } from './flows.messages.ts';
import { LaunchDialog } from './launch-dialog.tsx';
import { TaskGraph } from './run-graph.tsx';
import { startSentences } from './start-sentences.ts';
import { useAct } from './use-act.ts';

/** One flow: what starts it, its graph with mean times, its history by version. */
export default function FlowPage() {
  const { name: part } = useParams({ strict: false }) as { name: string };
  const name = flowOfPath(part);
  const flows = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  const versions = useApiQuery<{ items: FlowVersion[] }>(`/api/flows/${name}/versions`);
  return (
    <QueryView query={flows} skeleton={<Skeleton className="h-64" />}>
      {({ items }) => {
        const flow = items.find((one) => one.name === name);
        return (
          <>
            {flow && <Head flow={flow} all={items} />}
            <QueryView query={versions} skeleton={<Skeleton className="h-64" />}>
              {(answer) => <Versions flow={name} versions={answer.items} />}
            </QueryView>
          </>
        );
      }}
    </QueryView>
  );
}

function Head({ flow, all }: { flow: FlowDescription; all: readonly FlowDescription[] }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const act = useAct();
  const mayRun = useMay('core.flows.run');
  const mayManage = useMay('core.flows.manage');
  const [launching, setLaunching] = useState(false);
  const name = flow.label[locale];
  const paused = flow.pausedAt !== null;
  return (
    <>
      <PageHeader
        title={name}
        note={flow.description?.[locale]}
        crumbs={[{ label: t('tabFlows'), to: '/runs/flows' }, { label: flow.name }]}
        actions={
          <>
            {mayManage && (
              <Button
                icon={paused ? Play : Pause}
                onClick={() =>
                  void act(
                    'POST',
                    `/api/flows/${flow.name}/${paused ? 'resume' : 'pause'}`,
                    {},
                    t(paused ? 'resumedDone' : 'pausedDone', { flow: name }),
                  )
                }
              >
                {t(paused ? 'resume' : 'pause')}
              </Button>
            )}
            {mayRun && (
              <Button icon={Play} tone="primary" onClick={() => setLaunching(true)}>
                {t('launch')}
              </Button>
            )}
          </>
        }
      />
      {paused && (
        <p role="status" className="border-l-2 border-ochre bg-ochre-soft px-3 py-2 text-ochre-ink">
          {t('flowPaused')}
        </p>
      )}
      <Card title={t('starts')}>
        <ul className="text-ink-soft">
          {startSentences(flow, all, t, format).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {flow.whenBusy && <li className="text-ink-faint">{t(`whenBusy_${flow.whenBusy}`)}</li>}
        </ul>
      </Card>
      {launching && <LaunchDialog flow={flow} onClose={() => setLaunching(false)} />}
    </>
  );
}

function Versions({ flow, versions }: { flow: string; versions: FlowVersion[] }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const [shown, setShown] = useState(0);
  const version = versions[shown];
  if (!version) return <EmptyState sentence={t('noRuns')} />;
  const tasks = version.tasks.map((task) => ({ ...task, note: format.duration(task.meanMs) }));
  return (
    <>
      <Card title={t('steps')} note={`${t('version')} ${version.version} · ${t('mean')}`}>
        <TaskGraph tasks={tasks} />
      </Card>
      <Card title={t('versions')} note={t('versionsNote')} padded={false}>
        <div className="mt-2 overflow-x-auto">
          <table className="figures w-full min-w-[44rem] text-right">
            <thead className="border-b border-line text-xs text-ink-faint">
              <tr>
                <th className="px-4 py-2 text-left font-normal">{t('version')}</th>
                {(['count', 'success', 'mean', 'median', 'p95', 'lastSeen'] as const).map((key) => (
                  <th key={key} className="px-4 py-2 font-normal">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {versions.map((one, index) => (
                <tr key={one.version} className="border-b border-line last:border-b-0">
                  <td className="px-4 py-2.5 text-left">
                    <button
                      type="button"
                      aria-pressed={index === shown}
                      onClick={() => setShown(index)}
                      className="font-mono text-sm text-accent hover:underline aria-pressed:font-semibold"
                    >
                      {one.version}
                    </button>{' '}
                    {one.current && <Badge tone="accent">{t('currentVersion')}</Badge>}
                  </td>
                  <td className="px-4">
                    <Link to="/runs" search={{ flow, version: one.version } as never} className="hover:underline">
                      {format.count(one.runs)}
                    </Link>
                  </td>
                  <td className="px-4">{one.successRate === null ? '–' : format.percent(String(one.successRate))}</td>
                  <td className="px-4">{format.duration(one.meanMs)}</td>
                  <td className="px-4">{format.duration(one.medianMs)}</td>
                  <td className="px-4">{format.duration(one.p95Ms)}</td>
                  <td className="px-4">{format.instant(one.lastAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </>
  );
}
