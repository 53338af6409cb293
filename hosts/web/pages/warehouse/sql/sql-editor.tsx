import { autocompletion } from '@codemirror/autocomplete';
import { PostgreSQL, sql as sqlLanguage } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { forceLinting, linter } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import type { SqlTable } from '../../../api/warehouse.ts';

/** The product's own colours, which follow the theme by themselves. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.special(tags.string), color: 'inherit' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ochre-ink)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--accent-strong)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '14px' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-content': { caretColor: 'var(--ink)', fontFamily: 'ui-monospace, monospace', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--accent-soft) 45%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft) !important',
  },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
});

export interface Mistake {
  /** Both from 1. */
  line: number;
  column: number;
  message: string;
}

export interface SqlEditorProps {
  label: string;
  value: string;
  onChange: (sql: string) => void;
  /** Ctrl or Cmd + Enter. */
  onRun: () => void;
  tables: readonly SqlTable[];
  mistake: Mistake | null;
}

/** Where one writes SQL: colours, completion of models and columns, and the place of a mistake. */
export function SqlEditor(props: SqlEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  const language = useRef(new Compartment());
  useEffect(() => {
    latest.current = props;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once and told of changes below
  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: props.value,
        extensions: [
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: () => {
                  latest.current.onRun();
                  return true;
                },
              },
            ]),
          ),
          basicSetup,
          autocompletion(),
          language.current.of(languageOf(props.tables)),
          linter((of) => diagnosticsOf(of, latest.current.mistake), { delay: 0 }),
          syntaxHighlighting(colours),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': props.label, spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === props.value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.value } });
  }, [props.value]);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageOf(props.tables)) });
  }, [props.tables]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it finds depends on the mistake
  useEffect(() => {
    if (view.current) forceLinting(view.current);
  }, [props.mistake]);
  return <div ref={host} className="[&_.cm-editor]:max-h-[40dvh] [&_.cm-editor]:min-h-40" />;
}

function languageOf(tables: readonly SqlTable[]) {
  const schema = Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      columns.map((column) => ({ label: column.name, type: 'property', ...(column.type && { detail: column.type }) })),
    ]),
  );
  return sqlLanguage({ dialect: PostgreSQL, schema, upperCaseKeywords: true });
}

function diagnosticsOf(view: EditorView, mistake: Mistake | null) {
  if (mistake === null || mistake.line > view.state.doc.lines) return [];
  const line = view.state.doc.line(mistake.line);
  const from = Math.min(line.to, line.from + mistake.column - 1);
  const word = view.state.wordAt(from);
  const to = word && word.from === from ? word.to : Math.min(line.to, from + 1);
  return [{ from, to, severity: 'error' as const, message: mistake.message }];
}

/** SQL to be read, not written. */
export function SqlView({ sql, label }: { sql: string; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: sql,
        extensions: [
          lineNumbers(),
          sqlLanguage({ dialect: PostgreSQL }),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          // Long lines and long texts are scrolled with the keyboard too.
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        ],
      }),
    });
    return () => editor.destroy();
  }, [sql, label]);
  return <div ref={host} className="[&_.cm-editor]:max-h-[32rem]" />;
}
