/** Everything that is wrong with a project, gathered so that people see all of it at once. */
import { DomainError } from '@griot/kernel';
import type { ProjectFinding } from './manifest.ts';

export class Findings {
  readonly errors: ProjectFinding[] = [];
  readonly warnings: ProjectFinding[] = [];
  readonly #seen = new Set<string>();

  error(file: string, line: number, message: string): void {
    const key = `${file}:${line}:${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.errors.push({ file, line, message });
  }

  /** Takes over the errors of a part that was looked at on its own. */
  add(errors: readonly ProjectFinding[]): void {
    for (const { file, line, message } of errors) this.error(file, line, message);
  }

  warn(file: string, line: number, message: string): void {
    this.warnings.push({ file, line, message });
  }

  /** Throws 'warehouse.project_invalid' when there are errors, sorted by place. */
  throwIfAny(): void {
    if (this.errors.length === 0) return;
    const errors = this.errors.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
    const text = errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n');
    throw new DomainError({
      code: 'warehouse.project_invalid',
      kind: 'invalid',
      details: { errors },
      message: `The warehouse project has ${errors.length} error${errors.length === 1 ? '' : 's'}:\n${text}`,
    });
  }
}
