import { Button, Dialog, Field, IconButton, Select, TextField, useMessages } from '@griot/ui';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Catalogue, Widget } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';
import {
  BLOCKS,
  type BlockDraft,
  type BlockKind,
  BY,
  freeId,
  isComplete,
  MONTHS,
  MOST_METRICS,
  moved,
  toWidget,
} from '../state/block.ts';

/** The blocks of a report from top to bottom; buttons move them, so that the keyboard does what the pointer does. */
export function BlocksField(props: {
  catalogue: Catalogue;
  widgets: readonly Widget[];
  onChange: (widgets: Widget[]) => void;
}) {
  const t = useMessages(reportsMessages);
  const { catalogue, widgets, onChange } = props;
  const [adding, setAdding] = useState(false);
  const labelOf = (name: string) => catalogue.metrics.find((one) => one.name === name)?.label ?? name;
  const nameOf = (one: Widget): string => {
    if (one.title) return one.title;
    if ('query' in one) return one.query.metrics.map(labelOf).join(', ');
    return one.type === 'text' ? one.display.text.slice(0, 60) : one.id;
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t('blocksLegend')}</legend>
      <ol className="flex flex-col gap-1.5">
        {widgets.map((one, at) => (
          <li key={one.id} className="flex items-center gap-1 rounded-md border border-line py-1 pr-1 pl-3">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{nameOf(one)}</span>
              <span className="block text-xs text-ink-faint">{t(`block_${one.type}` as 'block_kpi')}</span>
            </span>
            <IconButton
              size="small"
              icon={ArrowUp}
              label={t('moveUp', { name: nameOf(one) })}
              disabled={at === 0}
              onClick={() => onChange(moved(widgets, at, -1))}
            />
            <IconButton
              size="small"
              icon={ArrowDown}
              label={t('moveDown', { name: nameOf(one) })}
              disabled={at === widgets.length - 1}
              onClick={() => onChange(moved(widgets, at, 1))}
            />
            <IconButton
              size="small"
              icon={X}
              label={t('removeBlock', { name: nameOf(one) })}
              onClick={() => onChange(widgets.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ol>
      {widgets.length < 40 && (
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('addBlock')}
        </Button>
      )}
      {adding && (
        <BlockDialog
          catalogue={catalogue}
          onClose={() => setAdding(false)}
          onAdd={(draft) => {
            const id = freeId(
              widgets.map((one) => one.id),
              draft.kind,
            );
            onChange([...widgets, toWidget(draft, id)]);
            setAdding(false);
          }}
        />
      )}
    </fieldset>
  );
}

function BlockDialog(props: { catalogue: Catalogue; onClose: () => void; onAdd: (draft: BlockDraft) => void }) {
  const t = useMessages(reportsMessages);
  const { catalogue } = props;
  const [draft, setDraft] = useState<BlockDraft>({ kind: 'kpi', title: '', metrics: [], by: null, text: '' });
  const change = (patch: Partial<BlockDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const most = MOST_METRICS[draft.kind];
  const wanted = draft.metrics.slice(0, most);
  const lists = wanted.map((name) => catalogue.metrics.find((one) => one.name === name)?.dimensions ?? []);
  const shared = (lists[0] ?? []).filter((name) => lists.every((list) => list.includes(name)));
  const categories = catalogue.dimensions.filter(({ name, kind }) => kind === 'categorical' && shared.includes(name));
  const by = BY[draft.kind];
  const months = { value: MONTHS, label: t('byMonth') };
  const free = catalogue.metrics.filter(({ name }) => !wanted.includes(name));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('addBlock')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button tone="primary" disabled={!isComplete(draft)} onClick={() => props.onAdd(draft)}>
            {t('add')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('blockKind')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('blockKind')}
              value={draft.kind}
              options={BLOCKS.map((kind) => ({ value: kind, label: t(`block_${kind}`) }))}
              onChange={(kind) => change({ kind: kind as BlockKind, by: null })}
            />
          )}
        </Field>
        <TextField label={t('blockTitle')} optional value={draft.title} onChange={(title) => change({ title })} />
        {draft.kind === 'text' ? (
          <Field label={t('blockText')} help={t('blockTextHelp')}>
            {(control) => (
              <textarea
                {...control}
                rows={5}
                maxLength={5000}
                value={draft.text}
                onChange={(event) => change({ text: event.target.value })}
                className="w-full rounded-md border border-line-strong bg-surface p-2.5 text-ink"
              />
            )}
          </Field>
        ) : (
          <>
            <ul className="flex flex-wrap gap-1.5">
              {wanted.map((name) => (
                <li key={name}>
                  <Button size="small" icon={X} onClick={() => change({ metrics: wanted.filter((x) => x !== name) })}>
                    {catalogue.metrics.find((one) => one.name === name)?.label ?? name}
                  </Button>
                </li>
              ))}
            </ul>
            <Select
              label={t('addMetric')}
              value={null}
              all={wanted.length === 0 ? t('chooseMetric') : t('addMetric')}
              options={free.map(({ name, label }) => ({ value: name, label }))}
              onChange={(name) => name !== null && change({ metrics: [...wanted, name].slice(-most), by: draft.by })}
            />
            {(by === 'any' || by === 'category') && (
              <Field label={t('shownBy')}>
                {({ id }) => (
                  <Select
                    id={id}
                    label={t('shownBy')}
                    value={draft.by}
                    all={draft.kind === 'table' ? t('noDimension') : t('chooseDimension')}
                    options={[
                      ...(by === 'any' ? [months] : []),
                      ...categories.map(({ name, label }) => ({ value: name, label })),
                    ]}
                    onChange={(name) => change({ by: name })}
                  />
                )}
              </Field>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
