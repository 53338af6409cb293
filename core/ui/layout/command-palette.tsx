import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { cx } from '../basics/class-names.ts';
import { Dialog } from '../basics/dialog.tsx';
import { foldText } from '../formats/fold-text.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { layoutMessages } from './layout.messages.ts';

export interface PaletteEntry {
  id: string;
  title: string;
  note?: string;
  kind: string;
  to: string;
}

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Always at hand, filtered here. */
  pages: PaletteEntry[];
  /** Asks the applications. */
  search: (query: string, signal: AbortSignal) => Promise<PaletteEntry[]>;
}

/** Ctrl K: finds pages at once and, as one types, what the applications know. */
export function CommandPalette({ open, onOpenChange, pages, search }: CommandPaletteProps) {
  const t = useMessages(layoutMessages);
  const navigate = useNavigate();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<PaletteEntry[]>([]);
  const [failed, setFailed] = useState(false);
  const [active, setActive] = useState(0);

  useEffect(() => {
    if (!open) return;
    setQuery('');
    setFound([]);
  }, [open]);

  useEffect(() => {
    setActive(0);
    setFailed(false);
    if (query.trim().length < 2) {
      setFound([]);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      search(query.trim(), controller.signal).then(setFound, () => {
        if (!controller.signal.aborted) setFailed(true);
      });
    }, 150);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, search]);

  const wanted = foldText(query.trim());
  const entries = [...pages.filter((page) => wanted === '' || foldText(page.title).includes(wanted)), ...found];
  const go = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onOpenChange(false);
    void navigate({ to: entry.to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setActive((before) => (before + step + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(entries[active]);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('search')} firstFocus={input}>
      <div className="flex h-12 items-center gap-2 rounded-md border border-line-strong px-3 focus-within:border-accent">
        <Search aria-hidden className="size-4 text-ink-faint" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[active] ? `${listId}-${active}` : undefined}
          aria-label={t('search')}
          placeholder={t('searchHint')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-faint"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('search')} className="my-2 max-h-[50dvh] overflow-y-auto">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keyboard, as the listbox pattern asks
          <div
            key={`${entry.kind}:${entry.id}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseMove={() => setActive(index)}
            onClick={() => go(entry)}
            className={cx(
              'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5',
              index === active && 'bg-accent-soft',
            )}
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{entry.title}</span>
              {entry.note && <span className="block truncate text-xs text-ink-faint">{entry.note}</span>}
            </span>
            <span className="text-xs text-ink-faint">{entry.kind}</span>
          </div>
        ))}
      </div>
      {failed && <p className="pb-2 text-sm text-warn">{t('searchFailed')}</p>}
      {entries.length === 0 && !failed && (
        <p className="pb-3 text-ink-soft">
          {query.trim() === '' ? t('searchStart') : t('searchNothing', { query: query.trim() })}
        </p>
      )}
    </Dialog>
  );
}
