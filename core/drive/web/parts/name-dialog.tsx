import { Button, Dialog, TextField, useMessages } from '@griot/ui';
import { useState } from 'react';
import { driveMessages } from '../drive.messages.ts';

/** One name, typed; what the server refuses stays on the screen. */
export function NameDialog(props: {
  title: string;
  verb: string;
  name: string;
  label?: string;
  help?: string;
  mayBeEmpty?: boolean;
  onName: (name: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const t = useMessages(driveMessages);
  const [name, setName] = useState(props.name);
  const [busy, setBusy] = useState(false);
  const clean = name.trim();
  const wrong = (clean === '' && !props.mayBeEmpty) || clean === props.name;
  const submit = async () => {
    setBusy(true);
    const done = await props.onName(clean);
    setBusy(false);
    if (done) props.onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={props.title}>
      <form
        className="flex flex-col gap-4 pb-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) void submit();
        }}
      >
        <TextField
          label={props.label ?? t('name')}
          help={props.help}
          value={name}
          maxLength={1000}
          onChange={setName}
          autoComplete="off"
        />
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy} disabled={wrong}>
            {props.verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
