import type { ReactNode } from 'react';
import { WovenMotif } from './woven-motif.tsx';

/** One sentence that says why there is nothing, and the one button that fills it. */
export function EmptyState({ sentence, action, small }: { sentence: string; action?: ReactNode; small?: boolean }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-4 px-4 py-8 text-center">
      <WovenMotif className="max-w-36 opacity-70" rows={small ? 1 : 2} />
      <p className="max-w-md text-base text-ink-soft">{sentence}</p>
      {action}
    </div>
  );
}
