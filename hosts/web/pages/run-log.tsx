import { Card, cx, useFormat, useMessages } from '@griot/ui';
import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '../api/flows.ts';
import { runsMessages } from './runs.messages.ts';

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
