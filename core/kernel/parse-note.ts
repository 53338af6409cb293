export interface Span {
  text: string;
  strong: boolean;
}
export type NoteBlock = { kind: 'heading' | 'paragraph'; spans: Span[] } | { kind: 'list'; items: Span[][] };

/** The few marks of a note: `# ` headings, `- ` lists, `**strong**`, an empty line between paragraphs. */
export function parseNote(text: string): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  for (const part of text.split(/\n\s*\n/)) {
    let open: string[] = [];
    const close = () => {
      if (open.length > 0) blocks.push({ kind: 'paragraph', spans: spansOf(open.join(' ')) });
      open = [];
    };
    for (const line of part.split('\n').map((one) => one.trim())) {
      if (line === '') continue;
      const last = blocks.at(-1);
      if (line.startsWith('# ')) {
        close();
        blocks.push({ kind: 'heading', spans: spansOf(line.slice(2)) });
      } else if (line.startsWith('- ')) {
        const follows = open.length === 0 && last?.kind === 'list';
        close();
        if (follows) last.items.push(spansOf(line.slice(2)));
        else blocks.push({ kind: 'list', items: [spansOf(line.slice(2))] });
      } else open.push(line);
    }
    close();
  }
  return blocks;
}

function spansOf(text: string): Span[] {
  return text
    .split(/\*\*(.+?)\*\*/)
    .map((part, at) => ({ text: part, strong: at % 2 === 1 }))
    .filter((span) => span.text !== '');
}
