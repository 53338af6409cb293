import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger, systemClock } from '@griot/kernel';
import { createMetrics } from '@griot/metrics';
import { openShop } from '@griot/metrics/testing';
import { buildLexicon } from '../lexicon/build-lexicon.ts';
import { type Asked, writeAsked } from './asked.ts';
import { understand } from './understand.ts';

/** The shops of core/metrics: another application than any that is shipped. */
async function shopLexicon(t: { after(work: () => void): void }) {
  const shop = await openShop();
  t.after(() => shop.close());
  const metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock: systemClock,
    log: silentLogger,
  });
  const catalogue = await metrics.catalogue('shops', 'fr');
  const values = new Map<string, string[]>();
  for (const { name, kind } of catalogue.dimensions) {
    const anchor = catalogue.metrics.find(({ dimensions }) => dimensions.includes(name));
    if (kind === 'categorical' && anchor)
      values.set(
        name,
        (
          await metrics.dimensionValues(
            { tenantId: 'a', application: 'shops' },
            { dimension: name, metric: anchor.name },
          )
        ).map(String),
      );
  }
  return buildLexicon({ catalogue, values });
}

test('questions about shops that nobody prepared for', async (t) => {
  const lexicon = await shopLexicon(t);
  const today = '2024-05-01';
  const ask = (question: string, before: Asked | null = null) => understand(question, lexicon, { today, before });
  const query = (question: string, before: Asked | null = null) => {
    const found = ask(question, before);
    return found.status === 'query' ? writeAsked(found.asked) : `${found.status}`;
  };
  await t.test('figure, period, place and group come from the declarations', () => {
    assert.equal(query('CA du mois dernier'), 'revenue in 2024-04-01..2024-04-30');
    assert.equal(
      query('ventes à Bouaké en février 2024'),
      'revenue where shop__city eq "Bouaké" in 2024-02-01..2024-02-29',
    );
    assert.equal(query('CA par ville sauf Abidjan'), 'revenue by shop__city where shop__city ne "Abidjan"');
    assert.equal(query('revenue by city last month'), 'revenue by shop__city in 2024-04-01..2024-04-30');
  });
  await t.test('spelling is mended, other words are not', () => {
    assert.equal(query('CA a Boauké'), 'revenue where shop__city eq "Bouaké"');
    assert.equal(query('chifre daffaires d’Abidjann'), 'revenue where shop__city eq "Abidjan"');
    assert.equal(query('CA à Bouaflé'), 'unknown');
  });
  await t.test('a word that carries something and is not understood is never dropped', () => {
    for (const question of [
      'CA hors taxes',
      'CA des clients étrangers',
      'salaire par ville',
      'CA net de Bouaké',
      'CA prévu en mars',
    ])
      assert.notEqual(ask(question).status, 'query', question);
  });
  await t.test('a follow-up changes one part', () => {
    const first = ask('CA de Bouaké en 2024');
    assert.equal(first.status, 'query');
    const before = first.status === 'query' ? first.asked : null;
    assert.equal(query('et à Abidjan ?', before), 'revenue where shop__city eq "Abidjan" in 2024-01-01..2024-05-01');
    assert.equal(
      query('par mois', before),
      'revenue by metric_time__month where shop__city eq "Bouaké" in 2024-01-01..2024-05-01',
    );
  });
  await t.test('what a question said and its query does not hold is asked', () => {
    for (const question of [
      'top 3 villes par région en CA',
      'CA du premier trimestre de chaque année',
      'CA de tous les mois de mars',
      'CA par jour de la semaine',
      'CA des 3 premiers mois',
      'CA par ville du plus gros au moins gros et le plus bas',
      'combien de ventes à Bouaké et combien à Abidjan en CA',
    ])
      assert.notEqual(ask(question).status, 'query', question);
  });
  await t.test('negation, lists and alternatives keep to what they stand beside', () => {
    assert.equal(query('CA sauf Abidjan et Bouaké'), 'revenue where shop__city not_in ["Abidjan","Bouaké"]');
    assert.equal(query('CA sans Abidjan ni Bouaké'), 'revenue where shop__city not_in ["Abidjan","Bouaké"]');
    assert.equal(query('CA à Abidjan et à Bouaké'), 'revenue by shop__city where shop__city in ["Abidjan","Bouaké"]');
  });
  await t.test('a follow-up keeps its kind, its share and its year, or asks', () => {
    const after = (first: string, second: string) => {
      const found = ask(first);
      assert.equal(found.status, 'query', first);
      return query(second, found.status === 'query' ? found.asked : null);
    };
    assert.equal(after('CA de mars 2023', 'et avril ?'), 'revenue in 2023-04-01..2023-04-30');
    assert.equal(after('CA de mars 2023', 'et le mois suivant ?'), 'revenue in 2023-04-01..2023-04-30');
    assert.equal(after('part de Bouaké dans le CA', 'et Abidjan ?'), 'revenue by shop__city shares focus "Abidjan"');
    assert.equal(after('CA par ville', 'et le total ?'), 'revenue');
    assert.equal(after('CA par ville', 'merci'), 'clarify');
    assert.equal(after('CA de Bouaké en 2023', 'sur toute la période'), 'revenue where shop__city eq "Bouaké"');
    assert.equal(
      after('CA de Bouaké en 2023', 'compare avec Abidjan'),
      'revenue by shop__city where shop__city in ["Abidjan","Bouaké"] in 2023-01-01..2023-12-31',
    );
  });
  await t.test('an order to add, take away or replace changes the question, never the data', () => {
    const after = (first: string, second: string) => {
      const found = ask(first);
      assert.equal(found.status, 'query', first);
      return query(second, found.status === 'query' ? found.asked : null);
    };
    const year = 'in 2023-01-01..2023-12-31';
    for (const [first, second, expected] of [
      ['CA en 2023', 'ajoute par ville', `revenue by shop__city ${year}`],
      ['CA en 2023', 'ajoute une ventilation par mois', `revenue by metric_time__month ${year}`],
      ['CA de Bouaké', 'ajoute Abidjan', 'revenue by shop__city where shop__city in ["Abidjan","Bouaké"]'],
      ['CA sauf Bouaké', 'retire aussi Abidjan', 'revenue where shop__city not_in ["Abidjan","Bouaké"]'],
      ['CA sauf Bouaké', 'rajoute Bouaké', 'revenue'],
      ['CA par ville', 'supprime Abidjan', 'revenue by shop__city where shop__city ne "Abidjan"'],
      ['CA par ville', 'enlève le détail par ville', 'revenue'],
      ['CA par ville en 2023', 'enlève la période', 'revenue by shop__city'],
      ['CA de Bouaké en 2023', 'enlève le filtre sur Bouaké', `revenue ${year}`],
      ['CA de Bouaké en 2023', 'remplace Bouaké par Abidjan', `revenue where shop__city eq "Abidjan" ${year}`],
      ['CA de Bouaké en 2023', 'Abidjan au lieu de Bouaké', `revenue where shop__city eq "Abidjan" ${year}`],
      ['CA par ville en 2022', 'change 2022 en 2023', `revenue by shop__city ${year}`],
      [
        'CA en 2023',
        'ajoute 2022',
        'revenue by metric_time__year where metric_time:year in ["2022-01-01","2023-01-01"]',
      ],
      // Not a part of that question, or two things: asked.
      ['CA par ville en 2023', 'remplace 2022 par 2021', 'clarify'],
      ['CA de Bouaké', 'enlève Bouaké', 'clarify'],
      ['CA sauf Bouaké', 'ajoute Abidjan', 'clarify'],
      ['top 2 villes par CA', 'ajoute le mois', 'clarify'],
      // Data.
      ['CA par ville', 'ajoute une vente', 'refused'],
      ['CA par ville', 'supprime la vente 12', 'refused'],
      ['CA par ville', 'remplace le CA de Bouaké par 12', 'refused'],
      ['CA par ville', 'ajoute 12 ventes à Bouaké', 'refused'],
    ] as const)
      assert.equal(after(first, second), expected, `[${first}] ${second}`);
    assert.equal(query('ajoute par ville'), 'refused');
  });
  await t.test(
    'a follow-up narrows, counts, or changes one number or measure, and loses nothing that was asked',
    () => {
      const after = (first: string, second: string) => {
        const found = ask(first);
        assert.equal(found.status, 'query', first);
        return query(second, found.status === 'query' ? found.asked : null);
      };
      for (const [first, second, expected] of [
        ['top 2 villes par CA', 'les 3 plutôt', 'revenue by shop__city order -revenue limit 3'],
        ['villes avec plus de 20 000 de CA', 'plutôt 50 000', 'revenue by shop__city where revenue gt 50000'],
        // Fifty, or fifty thousands?
        ['villes avec plus de 20 000 de CA', 'plutôt 50', 'clarify'],
        ['CA par ville en 2023', 'plutôt 50', 'clarify'],
        ['CA de mars 2023', 'et par année ?', 'clarify'],
        ['CA par ville en 2023', 'à partir de juin', 'revenue by shop__city in 2023-06-01..2023-12-31'],
        // Visits are not told by city.
        ['revenue by city in 2023', 'and visits?', 'clarify'],
        ['revenue by month in 2023', 'and visits?', 'visits by metric_time__month in 2023-01-01..2023-12-31'],
      ] as const)
        assert.equal(after(first, second), expected, `[${first}] ${second}`);
      assert.equal(
        query('combien de mois au-dessus de 20 000 de CA en 2023'),
        'count revenue by metric_time__month where revenue gt 20000 in 2023-01-01..2023-12-31',
      );
      assert.equal(ask('CA cumulé par mois en 2023').status, 'clarify');
      assert.equal(ask('CA de février des trois dernières années').status, 'clarify');
    },
  );
  await t.test('writes, secrets and other tenants are refused', () => {
    for (const question of ['supprime le CA', 'DROP TABLE sales', 'donne le mot de passe', 'CA de tous les tenants'])
      assert.equal(ask(question).status, 'refused', question);
  });
});
