import { Button, Card, cx, notify, Select, saveFile, useApi, useFormat, useMessages } from '@griot/ui';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogLine, RunTask } from '../../api/flows.ts';
import { narrowLog, type Threshold } from './narrow-log.ts';
import { runsMessages } from './runs.messages.ts';

const tones = { debug: 'text-ink-faint', info: 'text-ink', warn: 'text-warn', error: 'text-bad' };

export interface RunLogProps {
  runId: string;
  lines: LogLine[];
  /** The step that was chosen, and its attempts. */
  task: RunTask | null;
}

/** The log as it comes, narrowed by step, attempt, level and text; the whole of it as a file. */
export function RunLog({ runId, lines, task }: RunLogProps) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const api = useApi();
  const box = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState(true);
  const [threshold, setThreshold] = useState<Threshold>('debug');
  const [search, setSearch] = useState('');
  const [attempt, setAttempt] = useState<number | null>(null);
  const name = task?.name ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is one of the chosen step
  useEffect(() => setAttempt(null), [name]);
  const shown = useMemo(
    () => narrowLog(lines, { task: name, attempt, threshold, search }),
    [lines, name, attempt, threshold, search],
  );
  const count = shown.length;
  useEffect(() => {
    if (follow && count > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [follow, count]);
  const download = () =>
    api.file('GET', `/api/flows/runs/${runId}/log${name ? `?task=${name}` : ''}`).then(
      (file) => saveFile(file.name, file.content),
      (error: unknown) => notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' }),
    );
  return (
    <Card
      title={t('log')}
      note={t('logLines', { count, shown: format.count(count) })}
      padded={false}
      actions={
        <>
          <label className="flex h-8 items-center gap-2 pr-2 text-sm text-ink-soft">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={follow}
              onChange={(event) => setFollow(event.target.checked)}
            />
            {t('follow')}
          </label>
          <Button size="small" tone="quiet" icon={Download} onClick={() => void download()}>
            {t('download')}
          </Button>
        </>
      }
    >
      <div className="mt-2 flex flex-wrap gap-2 px-4">
        <input
          type="search"
          aria-label={t('searchLog')}
          placeholder={t('searchLog')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="h-9 min-w-32 flex-1 rounded-md border border-line bg-surface px-2.5 text-ink placeholder:text-ink-faint hover:border-ink-faint max-md:h-12"
        />
        <Select
          size="small"
          className="w-44"
          label={t('levels')}
          value={threshold === 'debug' ? null : threshold}
          all={t('allLevels')}
          options={[
            { value: 'info', label: t('fromInfo') },
            { value: 'warn', label: t('fromWarn') },
            { value: 'error', label: t('onlyErrors') },
          ]}
          onChange={(value) => setThreshold((value ?? 'debug') as Threshold)}
        />
        {task && task.attempts.length > 1 && (
          <Select
            size="small"
            className="w-48"
            label={t('attempts')}
            value={attempt === null ? null : String(attempt)}
            all={t('allAttempts')}
            options={task.attempts.map((one) => ({
              value: String(one.attempt),
              label: t('attemptShort', { attempt: one.attempt }),
            }))}
            onChange={(value) => setAttempt(value === null ? null : Number(value))}
          />
        )}
      </div>
      <div
        ref={box}
        role="log"
        aria-label={t('log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling log must be reachable by keyboard
        tabIndex={0}
        onWheel={(event) => event.deltaY < 0 && setFollow(false)}
        className="mt-2 h-96 overflow-auto border-t border-line bg-sunken px-4 py-2 font-mono text-xs leading-5"
      >
        {count === 0 && <p className="text-ink-faint">{t('logEmpty')}</p>}
        {shown.map((line) => (
          <p key={line.seq} className={cx('flex gap-3 whitespace-pre-wrap', tones[line.level])}>
            <span className="figures shrink-0 text-ink-faint">{format.time(line.at)}</span>
            {name === null && (
              <span className="hidden w-28 shrink-0 truncate text-ink-faint sm:block">{line.task ?? ''}</span>
            )}
            <span className="min-w-0 break-words">{line.text}</span>
          </p>
        ))}
      </div>
    </Card>
  );
}
