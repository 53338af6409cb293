import { useState } from 'react';
import { Button } from '../basics/button.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { cellContent, headingUnit, RowLink } from './cell.tsx';
import type { Column } from './column.ts';
import { tableMessages } from './table.messages.ts';

const BATCH = 30;

/** A table on a phone: a card a row, with the two columns that matter. */
export function RowCards<Row>(props: {
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string | undefined;
}) {
  const t = useMessages(tableMessages);
  const format = useFormat();
  const [shown, setShown] = useState(BATCH);
  const [first, ...others] = props.columns;
  if (!first) return null;
  const marked = others.filter((column) => column.onPhone);
  const details = marked.length > 0 ? marked : others.slice(0, 2);
  return (
    <div className="md:hidden">
      <ul className="divide-y divide-line border-y border-line">
        {props.rows.slice(0, shown).map((row) => (
          <li key={props.rowKey(row)} className="relative px-4 py-3 active:bg-sunken">
            <p className="min-w-0 break-words text-ink [&_a]:after:absolute [&_a]:after:inset-0">
              <RowLink to={props.rowHref?.(row)}>{cellContent(first, row, format)}</RowLink>
            </p>
            <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
              {details.map((column) => (
                <div key={column.id} className="min-w-0">
                  <dt className="text-2xs text-ink-faint">{column.heading}</dt>
                  <dd className="figures text-base">
                    {cellContent(column, row, format)}
                    {headingUnit(column, format) && (
                      <span className="text-xs text-ink-faint"> {headingUnit(column, format)}</span>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {props.rows.length > shown && (
        <div className="p-3">
          <Button className="w-full" onClick={() => setShown(shown + BATCH * 3)}>
            {t('moreRows')}
          </Button>
        </div>
      )}
    </div>
  );
}
