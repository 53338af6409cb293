import type { Books } from '../demo/books/book-types.ts';
import { closingBalances, makeBooks } from '../demo/books/make-books.ts';
import { plantControl } from '../demo/faults/control-faults.ts';

/** Books of both charts and currencies, over two years, the second one in two periods, with what the controls find. */
export function severalBooks(lines = 260): { client: string; books: Books }[] {
  return (['syscohada', 'pcg'] as const).flatMap((standard, at) => {
    const of = { company: standard, standard, sector: at === 0 ? ('commerce' as const) : ('services' as const), lines };
    const first = makeBooks({ ...of, seed: at, start: '2024-01-01', end: '2024-12-31' });
    const openings = closingBalances(first);
    const second = makeBooks({ ...of, seed: at + 10, start: '2025-01-01', end: '2025-06-30', openings });
    let third = makeBooks({ ...of, seed: at + 20, start: '2025-07-01', end: '2025-09-30', continued: true });
    for (const control of [
      'compte_attente',
      'montant_rond',
      'doublon',
      'fin_de_semaine',
      'rupture_numerotation',
    ] as const)
      third = plantControl(third, control).books;
    return [first, second, third].map((books) => ({ client: standard, books }));
  });
}
