import { Badge, cx, ProgressBar, useFormat, useLocale, useMessages } from '@griot/ui';
import type { RunTask } from '../api/flows.ts';
import { ganttBars } from './gantt.ts';
import { stateLook } from './run-state.ts';
import { runsMessages } from './runs.messages.ts';

const fills = {
  running: 'bg-accent motion-safe:animate-skeleton',
  succeeded: 'bg-ok',
  failed: 'bg-bad',
  timed_out: 'bg-bad',
  cancelled: 'bg-ink-faint',
  lost: 'bg-warn',
};

export interface RunStepsProps {
  tasks: RunTask[];
  now: number;
  chosen: string | null;
  onChoose: (task: string | null) => void;
}

/** The steps in order, when each worked, what it read and wrote. A step chosen narrows the log. */
export function RunSteps({ tasks, now, chosen, onChoose }: RunStepsProps) {
  const { bars } = ganttBars(tasks, now);
  return (
    <ol className="flex flex-col">
      {tasks.map((task) => (
        <Step
          key={task.name}
          task={task}
          bars={bars.get(task.name) ?? []}
          pressed={chosen === task.name}
          onChoose={() => onChoose(chosen === task.name ? null : task.name)}
        />
      ))}
    </ol>
  );
}

function Step(props: {
  task: RunTask;
  bars: ReturnType<typeof ganttBars>['bars'] extends Map<string, infer Bars> ? Bars : never;
  pressed: boolean;
  onChoose: () => void;
}) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const { task } = props;
  const last = task.attempts.at(-1);
  const rows = [
    last?.rowsIn != null && `${t('rowsIn')} : ${format.count(last.rowsIn)}`,
    last?.rowsOut != null && `${t('rowsOut')} : ${format.count(last.rowsOut)}`,
  ].filter(Boolean);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-pressed={props.pressed}
        onClick={props.onChoose}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 text-left hover:bg-sunken aria-pressed:bg-accent-soft lg:grid-cols-[minmax(12rem,16rem)_8rem_minmax(0,1fr)_6rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-ink">{task.label[locale]}</span>
          <span className="figures block truncate text-xs text-ink-faint">
            {task.attempts.length > 1
              ? t('attempt', { attempt: task.attempts.length, max: task.retries + 1 })
              : rows.join(' · ')}
            {task.retryAt && ` · ${t('retryAt', { at: format.time(task.retryAt) })}`}
          </span>
        </span>
        <span className="max-lg:justify-self-end">
          <Badge {...stateLook[task.state]}>{t(task.state)}</Badge>
        </span>
        <span className="relative block h-4 rounded-sm bg-sunken max-lg:col-span-2" aria-hidden>
          {props.bars.map((bar) => (
            <span
              key={bar.attempt}
              className={cx('absolute inset-y-1 rounded-sm', fills[bar.state])}
              style={{ left: `${bar.left}%`, width: `${Math.min(bar.width, 100 - bar.left)}%` }}
            />
          ))}
        </span>
        <span className="figures text-right text-sm text-ink-soft max-lg:hidden">
          {format.duration(last?.durationMs)}
        </span>
        {task.state === 'running' && last && (
          <span className="col-span-full">
            <ProgressBar percent={last.progress} label={last.progressText ?? task.label[locale]} />
          </span>
        )}
        {task.error?.message && <span className="col-span-full text-sm text-bad">{task.error.message}</span>}
      </button>
    </li>
  );
}
