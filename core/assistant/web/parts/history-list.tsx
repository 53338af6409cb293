import {
  Button,
  ConfirmDialog,
  cx,
  Dialog,
  IconButton,
  Menu,
  notify,
  TextField,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal, Pencil, Plus, Star, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Conversation } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from '../state/use-failure-text.ts';

/** A person's own conversations: open, favour, rename, delete. */
export function HistoryList({ current, onOpen }: { current: string | null; onOpen: (id: string | null) => void }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const failureText = useFailureText();
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  // Kept after it closes: a dialog that is taken away while it is open leaves the page behind it out of reach.
  const [dialog, setDialog] = useState<{ of: 'rename' | 'remove'; one: Conversation; open: boolean } | null>(null);
  const close = () => setDialog((now) => now && { ...now, open: false });
  const list = useApiQuery<{ items: Conversation[] }>('/api/ai/history', { search });
  const change = async (id: string, body: object) => {
    try {
      await api.send('PATCH', `/api/ai/history/${id}`, body);
    } catch (failed) {
      notify({ title: failureText(failed), tone: 'bad' });
    }
    await queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
  };
  const remove = async ({ id }: Conversation) => {
    await api.send('DELETE', `/api/ai/history/${id}`);
    await queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
    if (current === id) onOpen(null);
  };
  const items = list.data?.items ?? [];
  return (
    <nav aria-label={t('history')} className="flex flex-col gap-2">
      <Button icon={Plus} onClick={() => onOpen(null)}>
        {t('newChat')}
      </Button>
      <TextField label={t('searchHistory')} value={search} onChange={setSearch} />
      {list.data && items.length === 0 && (
        <p className="px-1 text-sm text-ink-faint">{t(search === '' ? 'noHistory' : 'noMatch')}</p>
      )}
      {list.isError && <p className="px-1 text-sm text-bad">{failureText(list.error)}</p>}
      <ul className="flex max-h-[60dvh] flex-col overflow-y-auto">
        {items.map((one) => (
          <li key={one.id} className={cx('flex items-center rounded-md', one.id === current && 'bg-accent-soft')}>
            <button
              type="button"
              onClick={() => onOpen(one.id)}
              aria-current={one.id === current || undefined}
              title={one.title}
              className="flex min-h-10 min-w-0 flex-1 items-center gap-2 px-2 text-left text-sm"
            >
              {one.favourite && <Star aria-hidden className="size-3.5 shrink-0 fill-current text-ochre" />}
              <span className="truncate">{one.title}</span>
              {one.favourite && <span className="sr-only">{t('isFavourite')}</span>}
            </button>
            <Menu
              trigger={<IconButton icon={MoreHorizontal} label={t('moreOf', { title: one.title })} tone="quiet" />}
              groups={[
                {
                  id: 'actions',
                  choices: [
                    {
                      id: 'star',
                      icon: Star,
                      label: t(one.favourite ? 'unfavourite' : 'favourite'),
                      onSelect: () => void change(one.id, { favourite: !one.favourite }),
                    },
                    {
                      id: 'rename',
                      icon: Pencil,
                      label: t('rename'),
                      onSelect: () => setDialog({ of: 'rename', one: { ...one }, open: true }),
                    },
                    {
                      id: 'remove',
                      icon: Trash2,
                      label: t('remove'),
                      onSelect: () => setDialog({ of: 'remove', one, open: true }),
                    },
                  ],
                },
              ]}
            />
          </li>
        ))}
      </ul>
      {dialog?.of === 'rename' && (
        <Rename
          conversation={dialog.one}
          open={dialog.open}
          onClose={close}
          onSave={(title) => {
            void change(dialog.one.id, { title });
            close();
          }}
        />
      )}
      {dialog?.of === 'remove' && (
        <ConfirmDialog
          open={dialog.open}
          onOpenChange={(open) => !open && close()}
          title={t('removeTitle')}
          consequence={t('removeText', { title: dialog.one.title })}
          verb={t('remove')}
          danger
          onConfirm={() => remove(dialog.one)}
        />
      )}
    </nav>
  );
}

interface RenameProps {
  conversation: Conversation;
  open: boolean;
  onClose: () => void;
  onSave: (title: string) => void;
}

function Rename({ conversation, open, onClose, onSave }: RenameProps) {
  const t = useMessages(assistantMessages);
  const [typed, setTyped] = useState({ of: conversation, title: conversation.title });
  const title = typed.of === conversation ? typed.title : conversation.title;
  const field = useRef<HTMLInputElement>(null);
  const save = () => title.trim() !== '' && onSave(title.trim());
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => !now && onClose()}
      title={t('renameTitle')}
      firstFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" disabled={title.trim() === ''} onClick={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <TextField
        ref={field}
        onFocus={(event) => event.target.select()}
        label={t('name')}
        value={title}
        onChange={(text) => setTyped({ of: conversation, title: text })}
        maxLength={200}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Dialog>
  );
}
