/** A file is refused: with the code of its finding and the facts of its sentences. */
export class SourceRefused extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly place: { sheet?: string; line?: number; column?: string };

  constructor(
    code: string,
    facts: Readonly<Record<string, string>> = {},
    place: { sheet?: string; line?: number; column?: string } = {},
  ) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.place = place;
  }
}
