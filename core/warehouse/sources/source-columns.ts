import { DomainError } from '@griot/kernel';
import { quoteName, quoteText } from '../engine/identifiers.ts';

export interface SourceColumn {
  name: string;
  /** An engine type: `VARCHAR`, `BIGINT`, `DECIMAL(18,2)`, `DATE`, `TIMESTAMP`, `BOOLEAN`, `JSON`, lists with `[]`. */
  type: string;
}

const TYPE = /^[A-Za-z][A-Za-z0-9_ ]{0,40}(\(\s*\d{1,2}\s*(,\s*\d{1,2}\s*)?\))?(\[\])?$/;

/** Throws `warehouse.source_invalid` for a type that is not a plain one, a column named twice, or none. */
export function checkColumns(columns: readonly SourceColumn[]): readonly SourceColumn[] {
  const seen = new Set<string>();
  for (const { name, type } of columns) {
    const key = name.toLowerCase();
    if (name === '' || seen.has(key) || !TYPE.test(type)) {
      throw new DomainError({ code: 'warehouse.source_invalid', kind: 'invalid', details: { column: name, type } });
    }
    seen.add(key);
  }
  if (columns.length === 0) throw new DomainError({ code: 'warehouse.source_invalid', kind: 'invalid' });
  return columns;
}

/** Parquet files, each column by name and cast to the type asked for. */
export function readParquet(files: readonly string[], columns: readonly SourceColumn[]): string {
  const select = checkColumns(columns).map(
    ({ name, type }) => `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`,
  );
  return `SELECT ${select.join(', ')} FROM read_parquet([${files.map(quoteText).join(', ')}], union_by_name = true)`;
}
