import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@griot/kernel';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import type { DocumentModel } from '../document.ts';

const WEIGHTS = ['400Regular', '600SemiBold', '700Bold'];
const TEMPLATE = readFileSync(new URL('../template.typ', import.meta.url), 'utf8');

/** Holds the thread while it works: called in the typesetter's own process only. */
export function compilePdf(model: DocumentModel): { pdf: Buffer; pages: number } {
  return withDocument(model, (compiler, document) => ({
    pdf: compiler.pdf(document, { creationTimestamp: 0 }),
    pages: document.numOfPages,
  }));
}

export function compileSvg(model: DocumentModel): string {
  const svg = withDocument(model, (compiler, document) => compiler.plainSvg(document), true);
  return svg.replace(/^<svg[^>]*>/, (opening) => `${opening}<rect width="100%" height="100%" fill="#ffffff"/>`);
}

function withDocument<T>(
  model: DocumentModel,
  use: (compiler: NodeCompiler, document: NodeTypstDocument) => T,
  picture = false,
): T {
  // A compiler of its own for each document: files of one are never seen by another.
  const root = join(import.meta.dirname, 'no-files-here');
  const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: fonts() }] });
  const blocks = model.blocks.map((block, number) => {
    if (block.kind !== 'chart') return block;
    const { svg, ...rest } = block;
    compiler.mapShadow(join(root, `chart-${number}.svg`), Buffer.from(svg));
    return rest;
  });
  const whole = { landscape: false, picture, ...model, blocks };
  compiler.mapShadow(join(root, 'model.json'), Buffer.from(JSON.stringify(whole)));
  const answer = compiler.compile({ mainFileContent: TEMPLATE });
  const document = answer.result;
  if (!document) {
    const faults = answer.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new DomainError({ code: 'documents.not_typeset', kind: 'internal', details: { faults } });
  }
  return use(compiler, document);
}

function fonts(): string[] {
  const folder = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/package.json')));
  return WEIGHTS.map((weight) => join(folder, weight, `Inter_${weight}.ttf`));
}
