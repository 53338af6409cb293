import { Badge, cx, ProgressBar, useFormat, useLocale, useMessages } from '@griot/ui';
import type { RunTask } from '../../api/flows.ts';
import { type GanttBar, ganttBars } from './gantt.ts';
import { elapsed, stateLook } from './run-state.ts';
import { runsMessages } from './runs.messages.ts';

const fills: Partial<Record<RunTask['state'], string>> = {
  running: 'bg-accent motion-safe:animate-skeleton',
  succeeded: 'bg-ok',
  failed: 'bg-bad',
};

export interface RunStepsProps {
  tasks: RunTask[];
  now: number;
  chosen: string | null;
  onChoose: (task: string | null) => void;
}

/** The steps in order, when each worked, what it read and wrote. A step chosen narrows the log. */
export function RunSteps({ tasks, now, chosen, onChoose }: RunStepsProps) {
  const bars = ganttBars(tasks, now);
  return (
    <ol className="flex flex-col">
      {tasks.map((task) => (
        <Step
          key={task.name}
          task={task}
          bar={bars.get(task.name)}
          duration={elapsed(task, now)}
          pressed={chosen === task.name}
          onChoose={() => onChoose(chosen === task.name ? null : task.name)}
        />
      ))}
    </ol>
  );
}

interface StepProps {
  task: RunTask;
  bar: GanttBar | undefined;
  duration: number | null;
  pressed: boolean;
  onChoose: () => void;
}

function Step({ task, bar, duration, pressed, onChoose }: StepProps) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const facts = [
    task.attempt > 1 && t('attempt', { attempt: task.attempt, max: task.maxAttempts }),
    task.retryAt !== null && t('retryAt', { at: format.time(task.retryAt) }),
    task.needs.length > 0 && t('needs', { labels: task.needs.join(', ') }),
    task.rowsIn !== null && `${t('rowsIn')} : ${format.count(task.rowsIn)}`,
    task.rowsOut !== null && `${t('rowsOut')} : ${format.count(task.rowsOut)}`,
  ].filter(Boolean);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-pressed={pressed}
        onClick={onChoose}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 text-left hover:bg-sunken focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft lg:grid-cols-[minmax(12rem,18rem)_7rem_minmax(0,1fr)_5.5rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium text-ink">{task.label[locale]}</span>
          <span className="figures block text-xs text-ink-faint">{facts.join(' · ')}</span>
        </span>
        <span className="max-lg:justify-self-end">
          <Badge {...stateLook[task.state]}>{t(task.state)}</Badge>
        </span>
        <span className="relative block h-3 rounded-sm bg-sunken max-lg:col-span-2" aria-hidden>
          {bar && (
            <span
              className={cx('absolute inset-y-0.5 rounded-sm', fills[task.state] ?? 'bg-ink-faint')}
              style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
            />
          )}
        </span>
        <span className="figures text-right text-sm text-ink-soft max-lg:hidden">{format.duration(duration)}</span>
        {task.state === 'running' && task.progress && (
          <span className="col-span-full">
            <ProgressBar percent={task.progress.percent} label={task.progress.text || task.label[locale]} />
          </span>
        )}
        {task.attempts.length > 1 && (
          <span className="figures col-span-full text-xs text-ink-faint">
            {task.attempts
              .map((one) => `${one.attempt} : ${t(`attempt_${one.state}` as 'attempt_failed')}`)
              .join(' · ')}
          </span>
        )}
        {task.error && <span className="col-span-full text-sm text-bad">{task.error.message}</span>}
      </button>
    </li>
  );
}
