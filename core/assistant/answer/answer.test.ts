import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shopAssistant } from '../testing/shop-assistant.ts';

/** Without the spaces that do not break. */
const read = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('answers are said, and gone on from, as people speak', async (t) => {
  const { chat } = await shopAssistant(t);
  const said = async (question: string) => {
    const { data } = await chat(question);
    assert.equal(data.status, 'answered', question);
    return read(data.sentence);
  };
  const chips = async (question: string) => (await chat(question)).data.chips.map(({ text }) => read(text));

  await t.test('a table says by what, names its first rows with their figures, and what they come to', async () => {
    assert.equal(
      await said('CA par ville'),
      "Chiffre d'affaires par ville : Abidjan, 531 FCFA ; Bouaké, 220 FCFA ; non renseigné, 15 FCFA. Au total : 765 FCFA.",
    );
    assert.match(await said('répartition du CA par ville'), /Abidjan, 531 FCFA \(69,3 %\) ;/);
    assert.match(await said('revenue by city'), /^Revenue by city: Abidjan, 531 FCFA; .* In all: 765 FCFA\.$/);
  });
  await t.test('beside the first few, the total is said to be of the others too', async () => {
    assert.match(await said('top 2 villes par CA'), /Bouaké, 220 FCFA\. Au total, avec les autres : 765 FCFA\.$/);
    assert.match(await said('quelle ville a le plus de CA ?'), /^Abidjan : 531 FCFA/);
    assert.deepEqual((await chips('quelle ville a le plus de CA ?')).at(-1), 'le plus élevé');
    assert.deepEqual((await chips('top 2 villes par CA')).at(-1), 'les 2 plus élevés');
  });
  await t.test('a limit is said in its unit, with how many are within it', async () => {
    const question = 'villes avec un CA supérieur à 100';
    assert.match(await said(question), /par ville \(> 100 FCFA\) : 2 villes\. Abidjan, 531 FCFA/);
    assert.ok((await chips(question)).includes("Chiffre d'affaires > 100 FCFA"));
  });
  await t.test('what a figure is held against is said, and can be taken away', async () => {
    const question = 'le CA dépasse-t-il 100 en 2024 ?';
    assert.match(await said(question), /^Oui\. .* Seuil demandé : > 100 FCFA\.$/);
    const { data } = await chat(question);
    const chip = data.chips.find(({ kind }) => kind === 'kind');
    assert.equal((chip?.without as { kind: string } | undefined)?.kind, 'figure');
  });
  await t.test('of a cause without its period, the figure is left', async () => {
    const { data } = await chat('pourquoi le CA a changé en 2024 ?');
    const chip = data.chips.find(({ kind }) => kind === 'period');
    assert.equal((chip?.without as { kind: string } | undefined)?.kind, 'figure');
  });
  await t.test(
    'what is not known offers figures that share a word with it, then others, each of them answered',
    async () => {
      for (const question of ['zorglub', 'paid zorglub', 'meilleur']) {
        const { data } = await chat(question);
        assert.notEqual(data.status, 'answered', question);
        assert.ok(data.options.length > 0, question);
        for (const option of data.options) assert.equal((await chat(option)).data.status, 'answered', option);
      }
    },
  );
  await t.test('each question offered next is answered, as another one', async () => {
    for (const question of ['CA', 'CA par ville', 'CA par mois', 'part de Bouaké dans le CA', 'CA moyen par mois']) {
      const { data } = await chat(question);
      assert.equal(data.next.length, 3, question);
      for (const words of data.next) {
        const begun = (await chat(question)).data;
        const next = (await chat(words, { in: begun.conversationId })).data;
        // A period of which there are no figures is understood, and said to have none.
        assert.ok(next.query !== null && next.query !== begun.query, `${question} > ${words}: ${next.sentence}`);
      }
    }
  });
});
