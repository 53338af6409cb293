import { Card, cx, useApi, useFormat, useMessages } from '@griot/ui';
import { useEffect, useRef, useState } from 'react';
import type { LogLine, LogPage } from '../api/flows.ts';
import { runsMessages } from './runs.messages.ts';

const KEPT = 5000;

/** Lines of a run's log, read from where the last reading ended each time `signal` changes. */
export function useRunLog(runId: string, signal: number): LogLine[] {
  const api = useApi();
  const [lines, setLines] = useState<LogLine[]>([]);
  const after = useRef(0);
  const reading = useRef(false);
  const wanted = useRef(0);
  useEffect(() => {
    wanted.current = signal;
    if (reading.current) return;
    let gone = false;
    const read = async () => {
      reading.current = true;
      try {
        for (;;) {
          const seen = wanted.current;
          const page = await api.get<LogPage>(`/api/flows/runs/${runId}/logs`, { after: after.current, limit: 500 });
          if (gone) return;
          after.current = page.lastSeq;
          if (page.lines.length > 0) {
            setLines((before) => {
              const known = before.at(-1)?.seq ?? 0;
              return [...before, ...page.lines.filter((line) => line.seq > known)].slice(-KEPT);
            });
          }
          if (!page.more && seen === wanted.current) return;
        }
      } catch {
        // The page itself says when the server is away; the next change reads again.
      } finally {
        reading.current = false;
      }
    };
    void read();
    return () => {
      gone = signal !== wanted.current ? gone : false;
    };
  }, [api, runId, signal]);
  return lines;
}

const tones = { debug: 'text-ink-faint', info: 'text-ink', warn: 'text-warn', error: 'text-bad' };

export function RunLog({ lines, task }: { lines: LogLine[]; task: string | null }) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState(true);
  const shown = task === null ? lines : lines.filter((line) => line.task === task);
  const count = shown.length;
  useEffect(() => {
    if (follow && count > 0) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [follow, count]);
  return (
    <Card
      title={t('log')}
      note={t('logLines', { count, shown: format.count(count) })}
      padded={false}
      actions={
        <label className="flex h-8 items-center gap-2 pr-2 text-sm text-ink-soft">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={follow}
            onChange={(event) => setFollow(event.target.checked)}
          />
          {t('follow')}
        </label>
      }
    >
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
            {task === null && (
              <span className="hidden w-28 shrink-0 truncate text-ink-faint sm:block">{line.task ?? ''}</span>
            )}
            <span className="min-w-0 break-words">{line.text}</span>
          </p>
        ))}
      </div>
    </Card>
  );
}
