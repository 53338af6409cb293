import { Wordmark, WovenMotif } from '@griot/ui';
import type { ReactNode } from 'react';

/** The sheet of paper of whoever is not signed in. */
export function SignedOutFrame({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-paper">
      <WovenMotif rows={1} className="shrink-0 opacity-80" />
      <main className="flex flex-1 items-center justify-center px-4 py-8">
        <div className="w-full max-w-sm">
          <Wordmark />
          <h1 className="mt-8 text-xl font-semibold">{title}</h1>
          {note && <p className="mt-1 text-ink-soft">{note}</p>}
          {children}
        </div>
      </main>
      <WovenMotif rows={1} className="shrink-0 opacity-80" />
    </div>
  );
}

/** What went wrong, or what was done. */
export function Said({ tone, children }: { tone: 'ok' | 'bad' | 'ochre'; children: ReactNode }) {
  const look = {
    ok: 'border-ok bg-ok-soft text-ok',
    bad: 'border-bad bg-bad-soft text-bad',
    ochre: 'border-ochre bg-ochre-soft text-ochre-ink',
  };
  return (
    <p role={tone === 'bad' ? 'alert' : 'status'} className={`mt-4 border-l-2 px-3 py-2 text-sm ${look[tone]}`}>
      {children}
    </p>
  );
}
