import { Card, cx, useFormat, useLocale, useMessages } from '@griot/ui';
import type { RunTask } from '../../api/flows.ts';
import { layoutGraph } from './graph-layout.ts';
import { stateLook } from './run-state.ts';
import { runsMessages } from './runs.messages.ts';

const WIDTH = 168;
const HEIGHT = 52;
const GAP_X = 44;
const GAP_Y = 16;
const MARGIN = 4;

const borders: Partial<Record<RunTask['state'], string>> = {
  running: 'border-accent bg-accent-soft',
  succeeded: 'border-ok bg-ok-soft',
  failed: 'border-bad bg-bad-soft',
  queued: 'border-ink-faint bg-surface',
};

export type GraphTask = Pick<RunTask, 'name' | 'label' | 'dependsOn'> &
  Partial<Pick<RunTask, 'state'>> & {
    /** Under the name. */
    note?: string;
  };

interface GraphProps {
  tasks: GraphTask[];
  chosen?: string | null;
  onChoose?: (task: string | null) => void;
}

/** The tasks and what waits for what, drawn from the dependencies; a task chosen narrows the log. */
export function TaskGraph({ tasks, chosen = null, onChoose }: GraphProps) {
  const { locale } = useLocale();
  const t = useMessages(runsMessages);
  const { nodes, columns, rows } = layoutGraph(tasks);
  const at = new Map(nodes.map((node) => [node.name, node]));
  const x = (column: number) => MARGIN + column * (WIDTH + GAP_X);
  const y = (row: number) => MARGIN + row * (HEIGHT + GAP_Y);
  const width = 2 * MARGIN + columns * WIDTH + (columns - 1) * GAP_X;
  const height = 2 * MARGIN + rows * HEIGHT + (rows - 1) * GAP_Y;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen must be reachable by keyboard
    <section aria-label={t('graph')} tabIndex={0} className="overflow-x-auto">
      <div className="relative" style={{ width, height }}>
        <svg aria-hidden width={width} height={height} className="absolute inset-0 text-line-strong">
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 L8 4 L0 8 z" fill="currentColor" />
            </marker>
          </defs>
          {tasks.flatMap((task) =>
            task.dependsOn.map((from) => {
              const [a, b] = [at.get(from), at.get(task.name)];
              if (!a || !b) return null;
              const [x1, y1] = [x(a.column) + WIDTH, y(a.row) + HEIGHT / 2];
              const [x2, y2] = [x(b.column), y(b.row) + HEIGHT / 2];
              const bend = Math.max(GAP_X / 2, (x2 - x1) / 3);
              return (
                <path
                  key={`${from} ${task.name}`}
                  d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 2} ${y2}`}
                  fill="none"
                  stroke="currentColor"
                  strokeWidth={1.5}
                  markerEnd="url(#arrow)"
                />
              );
            }),
          )}
        </svg>
        {tasks.map((task) => {
          const place = at.get(task.name);
          if (!place) return null;
          const state = task.state ?? 'waiting';
          const Icon = task.state && stateLook[task.state].icon;
          return (
            <button
              key={task.name}
              type="button"
              disabled={!onChoose}
              aria-pressed={onChoose ? chosen === task.name : undefined}
              onClick={() => onChoose?.(chosen === task.name ? null : task.name)}
              style={{ left: x(place.column), top: y(place.row), width: WIDTH, height: HEIGHT }}
              className={cx(
                'absolute flex flex-col justify-center overflow-hidden rounded-md border px-2.5 text-left aria-pressed:outline-2 aria-pressed:outline-accent',
                borders[state] ?? 'border-line bg-sunken',
              )}
            >
              <span className="flex items-center gap-1.5 text-sm font-medium text-ink">
                {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
                <span className="truncate">{task.label[locale]}</span>
              </span>
              <span className="figures truncate text-xs text-ink-soft">
                {[task.state && t(task.state), task.note].filter(Boolean).join(' · ')}
              </span>
            </button>
          );
        })}
      </div>
    </section>
  );
}

export function RunGraph(props: {
  tasks: RunTask[];
  chosen: string | null;
  onChoose: (task: string | null) => void;
  now: number;
}) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const tasks = props.tasks.map((task) => ({
    ...task,
    note: task.startedAt
      ? format.duration((task.endedAt ? Date.parse(task.endedAt) : props.now) - Date.parse(task.startedAt))
      : '',
  }));
  return (
    <Card title={t('graph')} note={t('graphNote')}>
      <TaskGraph tasks={tasks} chosen={props.chosen} onChoose={props.onChoose} />
    </Card>
  );
}
