import { Field, useMessages } from '@griot/ui';
import { useState } from 'react';
import { flowsMessages } from '../flows.messages.ts';

const areaClasses =
  'min-h-24 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink hover:border-ink-faint focus:border-accent focus:outline-2 focus:outline-accent aria-invalid:border-bad';

interface AreaProps {
  label: string;
  help?: string;
  error: string | null;
  optional: boolean;
}

/** One text a line. */
export function LinesField({
  value,
  onChange,
  ...rest
}: AreaProps & { value: string[]; onChange: (v: unknown) => void }) {
  const [typed, setTyped] = useState(value.join('\n'));
  const change = (text: string) => {
    setTyped(text);
    onChange(text.split('\n').filter((line) => line.trim() !== ''));
  };
  return (
    <Field {...rest}>
      {(control) => (
        <textarea {...control} className={areaClasses} value={typed} onChange={(event) => change(event.target.value)} />
      )}
    </Field>
  );
}

/** A longer text, or (not `plain`) anything that JSON can say; what was typed stays, also when it is not JSON yet. */
export function JsonField({
  value,
  onChange,
  plain,
  error,
  ...rest
}: AreaProps & { value: unknown; plain: boolean; onChange: (v: unknown) => void }) {
  const t = useMessages(flowsMessages);
  const [typed, setTyped] = useState(() =>
    value === undefined ? '' : plain ? String(value) : JSON.stringify(value, null, 2),
  );
  const [wrong, setWrong] = useState(false);
  const change = (text: string) => {
    setTyped(text);
    if (plain || text.trim() === '') return onChange(text === '' ? undefined : text);
    try {
      onChange(JSON.parse(text));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <Field {...rest} error={wrong ? t('notJson') : error}>
      {(control) => (
        <textarea
          {...control}
          spellCheck={plain}
          className={`${areaClasses} ${plain ? '' : 'font-mono text-sm'}`}
          value={typed}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}
