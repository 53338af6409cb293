import { Button, Checkbox, Dialog, notify, QueryView, Skeleton, useApi, useApiQuery } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Persons } from '../answers.ts';
import { useOpsWords } from './action-words.tsx';

const PATH = '/api/dashboard/ops/persons';

/** Which accounts are one person's: together they ask or sign once. */
export function PersonsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useOpsWords();
  const query = useApiQuery<Persons>(PATH);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('persons')}
      description={t('personsNote')}
      shape="sheet"
    >
      <QueryView query={query} skeleton={<Skeleton />}>
        {(persons) => <Groups {...persons} />}
      </QueryView>
    </Dialog>
  );
}

function Groups({ groups, members }: Persons) {
  const { t } = useOpsWords();
  const api = useApi();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async (next: string[][]) => {
    setBusy(true);
    try {
      await api.send('PUT', PATH, { groups: next });
      setChosen([]);
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: [PATH] });
    }
  };
  const nameOf = (id: string) => members.find(({ userId }) => userId === id);
  const free = members.filter(({ userId }) => !groups.some((group) => group.includes(userId)));
  return (
    <div className="flex flex-col gap-5">
      <ul className="divide-y divide-line">
        {groups.length === 0 && <li className="text-ink-faint">{t('noPersons')}</li>}
        {groups.map((group) => (
          <li key={group.join()} className="flex items-center justify-between gap-3 py-2">
            <span data-own-words>{group.map((id) => nameOf(id)?.login ?? id).join(' = ')}</span>
            <Button busy={busy} onClick={() => void save(groups.filter((one) => one !== group))}>
              {t('part')}
            </Button>
          </li>
        ))}
      </ul>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-semibold">{t('joinThese')}</legend>
        {free.map(({ userId, name, login }) => (
          <Checkbox
            key={userId}
            label={`${name} (${login})`}
            checked={chosen.includes(userId)}
            onChange={(on) => setChosen((before) => (on ? [...before, userId] : before.filter((id) => id !== userId)))}
          />
        ))}
      </fieldset>
      <p>
        <Button
          tone="primary"
          busy={busy}
          disabled={chosen.length < 2}
          onClick={() => void save([...groups, [...chosen]])}
        >
          {t('join')}
        </Button>
      </p>
    </div>
  );
}
