import { Button, cx, useMay, useMessages } from '@griot/ui';
import { Database, Paperclip, Send } from 'lucide-react';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { assistantMessages } from '../assistant.messages.ts';

/** Signs that the server takes for one question. */
const MOST = 500;

export interface ComposerProps {
  input: RefObject<HTMLInputElement | null>;
  busy: boolean;
  /** The conversation is about a file: its own placeholder. */
  about: string | null;
  /** A question that the reader's own figures answer, when it is known. */
  example: string | undefined;
  /** False where nothing was sent: what was typed stays. */
  onAsk: (question: string) => boolean;
  onAttach: (file: File) => void;
  onSql: () => void;
}

/** Where one asks: words, a file beside them, and SQL for those who may. A file can be dropped on it. */
export function Composer({ input, busy, about, example, onAsk, onAttach, onSql }: ComposerProps) {
  const t = useMessages(assistantMessages);
  const maySql = useMay('core.warehouse.query');
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const unprompted = example === undefined ? t('question') : t('placeholder', { example });
  const placeholder = about === null ? unprompted : t('placeholderFile', { name: about });
  const excess = text.trim().length - MOST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (excess <= 0 && onAsk(text)) setText('');
  };
  return (
    <form
      onSubmit={submit}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped) onAttach(dropped);
      }}
      className={cx(
        'sticky bottom-0 z-10 flex flex-wrap gap-2 border-t border-line bg-paper py-3 max-md:bottom-[calc(3.75rem+env(safe-area-inset-bottom))]',
        over && 'outline-2 outline-accent outline-dashed',
      )}
    >
      {excess > 0 && (
        <p id="question-too-long" role="alert" className="w-full text-sm text-bad">
          {t('tooLong', { most: MOST, count: excess })}
        </p>
      )}
      <input
        ref={file}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.xlsx,.xls"
        aria-label={t('attach')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onAttach(chosen);
          event.target.value = '';
        }}
      />
      <Button
        size="large"
        icon={Paperclip}
        aria-label={t('attach')}
        title={t('attach')}
        onClick={() => file.current?.click()}
      />
      {maySql && (
        <Button
          size="large"
          icon={Database}
          aria-label={t('sqlBox')}
          title={t('sqlBox')}
          className="max-md:hidden"
          onClick={onSql}
        />
      )}
      <input
        ref={input}
        // biome-ignore lint/a11y/noAutofocus: the page is one field; who opens it came to type
        autoFocus
        aria-label={t('question')}
        placeholder={placeholder}
        value={text}
        aria-invalid={excess > 0 || undefined}
        aria-describedby={excess > 0 ? 'question-too-long' : undefined}
        onChange={(event) => setText(event.target.value)}
        className="h-12 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-3 text-lg text-ink placeholder:text-ink-faint focus:border-accent focus:outline-2 focus:outline-accent"
      />
      <Button
        type="submit"
        tone="primary"
        size="large"
        icon={Send}
        busy={busy}
        disabled={text.trim() === '' || excess > 0}
        aria-label={t('send')}
      >
        <span className="max-md:hidden">{t('send')}</span>
      </Button>
    </form>
  );
}
