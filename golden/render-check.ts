export function renderCheck(query: string): string {
  return query;
}
