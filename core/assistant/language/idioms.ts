import { type Token, tokenize } from './tokens.ts';

const NUMBER =
  '2|3|4|5|6|7|8|9|10|12|15|20|25|30|50|100|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|cinquante|cent|three|five|ten|twenty';
const NUMBERS = new Set(NUMBER.split('|'));

/**
 * Ways of saying something that is asked in plainer words, left > right. `a|b` either; `a?` perhaps; `*` up to eight words, kept; `_` one word, kept; `**` all that follows, kept; `@` the last word again, `$1` the first;
 * `^` only at the beginning, `[a|b]` what must follow and stays. Nothing on the right: it says nothing. `?` on the right:
 * it means something that is not answered, and is said to be unknown as a whole.
 */
const IDIOMS = `
  ^cela|ca donne quoi [le|la|les|l|nos|notre|mes] >
  cela donne quoi >
  cela donne combien|quoi > combien
  ^cela|ca fait combien > combien
  cela fait combien > combien
  c est quoi deja|donc > quel est
  c quoi deja|donc? > quel est
  on en est where|ou sur|avec|pour|de|cote? >
  on est where|ou sur|avec? >
  where|ou en est|sommes t? on|nous sur|avec|pour? >
  where|ou en est|sont [le|la|les|l|nos|notre|mes] >
  ^et? where|ou en est|sommes on|nous >
  dis|dites moi un peu >
  donne|donnez moi une idee de|du|des >
  ^non je voulais|veux|parlais|parle|pensais|demandais dire|a? > et
  ^pardon|oups|desole je voulais|veux? dire? > et
  ^je voulais dire > et
  year|quarter|month|week to date > =
  cumul|cumule|cumulee|cumules a fin > =
  a|à ce jour >
  au jour d aujourdhui hui? >
  a l heure actuelle|qu il? est? >
  en ce moment|meme? >
  a l instant >
  pour l instant|moment >
  pour le moment >
  jusqu a present >
  jusque a present >
  a present >
  jusqu|jusque ici >
  a date [par|a|pour|et] >
  to date >
  so far >
  as of today|now >
  at present >
  at the moment >
  sous forme de|d un? tableau|graphique|graphe|courbe|diagramme|histogramme|camembert|liste >
  en|dans un? tableau|graphique|graphe|diagramme|histogramme|camembert >
  in|as a table|chart|graph >
  fiscal|financial|calendar year > year
  annee|annees fiscale|civile|calendaire|comptable|fiscales|civiles|comptables > année
  exercice|exercices comptable|fiscal|comptables|fiscaux > exercice
  de|du? la veille > d'hier
  voudrais|veux|aimerais|souhaite|souhaiterais|voudrait|voudrions avoir|obtenir >
  possible d avoir|obtenir >
  puis|peut|peux|pourrais|pourrait|pouvez|pourriez je|on|nous|vous|tu avoir|obtenir >
  en liquide|cash|numeraire|comptant > en espèces
  les? mois de|en _ where|ou ** > mois avec ** en _
  les? trimestres de|en _ where|ou ** > trimestres avec ** en _
  podium des|de > top 3 des
  camembert de|du|des > répartition des
  n y a t il pas|plus|aucun|aucune de|d|des|un|une? > y a-t-il des
  n y a t il pas|plus|aucun|aucune > y a-t-il
  est ce qu il n y a pas|plus|aucun|aucune de|d|des|un|une? > est-ce qu'il y a des
  n a t il|elle pas > a-t-il
  n ont ils|elles pas > ont-ils
  n a t on pas de|d? > a-t-on
  n avons nous pas de|d? > avons-nous
  ne reste t il pas|plus|aucun|aucune de|d|des? > reste-t-il des
  ^pas un|une seul|seule > y a-t-il un
  quelqu un nous doit|devrait de|des? l? argent|sous > y a-t-il des créances
  nous doit|doivent de l argent > doit
  doit|doivent de l argent > doit
  il? nous? reste|restent combien a recuperer|recouvrer|encaisser|percevoir > combien reste à recouvrer
  combien il? nous? reste|restent t? il? a recuperer|recouvrer|encaisser|percevoir > combien reste à recouvrer
  reste|restent t? il? a recuperer|recouvrer|encaisser|percevoir > reste à recouvrer
  restant a payer|regler|recouvrer|encaisser > reste à payer
  montant|montants restant|restants du|dus > reste dû
  sommes|est|sont nous|on|ils payes|paye en combien de temps|jours > délai de paiement
  en combien de temps|jours sommes|est nous|on paye|payes|regle|regles > délai de paiement
  combien de temps faut il|on|attendre pour etre paye|payes|regle|regles > délai de paiement
  combien de temps avant|pour d? etre|avoir? paye|payes|regle|regles > délai de paiement
  combien de temps met|mettent|prend|prennent * a|pour payer|paye|regler|regle > délai de paiement *
  en combien de temps|jours paie|paient|payent|regle|reglent|sont|est > délai de paiement
  combien de temps pour etre paye|payes|regle|regles > délai de paiement
  combien de temps|jours * met|mettent pour|a payer|paye|regler|regle > délai de paiement *
  paie|paient|payent|paye|regle|reglent le plus vite|rapidement|tot > le plus petit délai de paiement
  paie|paient|payent|paye|regle|reglent le plus lentement|tard|tardivement > le plus long délai de paiement
  payer|regler le plus vite|rapidement|tot > le plus petit délai de paiement
  payer|regler le plus lentement|tard|tardivement > le plus long délai de paiement
  paie|paient|payent|paye|regle|reglent le moins vite|rapidement > le plus long délai de paiement
  ^et? le|les plus vite|rapidement|rapide|rapides > et pour le plus petit délai de paiement
  ^et? le|les plus lentement|lents|tard > et pour le plus long délai de paiement
  paie|paient|payent|paye|regle|reglent le? mieux > le meilleur taux de paiement
  paie|paient|payent|paye|regle|reglent le? moins bien > le pire taux de paiement
  paie|paient|payent|paye|regle|reglent le? plus? mal > le pire taux de paiement
  plus? gros|grand|principal|premier|important debiteur > qui doit le plus
  NUMBER? plus? gros|grands|importants|principaux|premiers debiteurs > qui doivent les plus $
  plus? pire|mauvais payeur > qui le plus impayés
  NUMBER? pires payeurs > qui les plus $ impayés
  NUMBER? plus mauvais payeurs > qui les plus $ impayés
  top NUMBER des? debiteurs > qui doivent les plus $
  NUMBER? meilleurs|meilleur payeurs|payeur > clients avec le meilleur taux de paiement $
  n ont pas encore? paye|payes|regle leurs|leur? factures|facture? > ont des impayés
  ont pas encore? paye|payes|regle leurs|leur? factures|facture? > ont des impayés
  n a pas encore? paye|regle sa|ses|leurs? facture|factures? > a des impayés
  partiellement paye|payes|payee|payees|regle|regles|reglee|reglees|encaissees > statut de paiement partielle
  paye|payes|payee|payees|regle|regles|reglee|reglees partiellement > statut de paiement partielle
  paye|payes|payee|payees|regle|regles|reglee|reglees en partie > statut de paiement partielle
  partiellement viabilise|viabilises|viabilisee|viabilisees > viabilisation partielle
  pleines|pleins|saturees|satures|completes|complets a? 100? %? > avec un taux d'occupation d'au moins 100 %
  remplies|remplis|occupees a 100 % > avec un taux d'occupation d'au moins 100 %
  ^l? age|anciennete|vieillissement de|des|du nos|l? impayes|impaye|creances|dettes|arrieres > @ par ancienneté
  balance agee ** > balance âgée ** par ancienneté
  combien de|d * reste|restent t? il|elle? a attribuer|louer|pourvoir|vendre > combien de * restants
  combien de|d * il|ils|elles reste|restent > combien de * restants
  combien de|d * reste|restent t il > combien de * restants
  combien de|d * avons nous recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * a t on recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * on a recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * nous avons recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * avez vous recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * ai je recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  combien de|d * j ai recu|recus|recue|recues|facture|factures|facturee|facturees|emis|emise|emises|annule|annules|annulee|annulees|perdu|perdus|perdue|perdues > combien de * @
  where|ou il reste|restent encore? * libres|disponibles|vacants|inoccupes|vides|vacantes|inoccupees > avec * @
  where|ou il reste|restent encore? ** > avec ** restants
  combien reste|restent t? il? encore? de|d _ > combien de _ restants
  il reste encore? combien de|d _ > combien de _ restants
  reste t? il encore? de|des|d|un|une la|l? _ > y a-t-il des _ restants
  il reste encore? de|des|d|un|une la|l? _ > y a-t-il des _ restants
  que|qu reste t il a encaisser|recouvrer|recuperer|percevoir > combien reste à recouvrer
  ^il? y a encore|toujours? [de|des|du] > y a-t-il
  ^y a encore|toujours [un|une] > y a-t-il
  how many clients|customers did|have we lose|lost > combien de clients perdus
  compte t elle|il|on >
  comptent t elles|ils >
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? plus de|d un|1 mois > $1 de plus de 30 jours
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? moins de|d un|1 mois > $1 de moins de 30 jours
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? plus de|d deux|2 mois > $1 de plus de 60 jours
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? moins de|d deux|2 mois > $1 de moins de 60 jours
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? plus de|d trois|3 mois > $1 de plus de 90 jours
  impayes|impaye|arrieres|dettes|creances vieux|vieilles|datant|ages|anciens|depuis? de? moins de|d trois|3 mois > $1 de moins de 90 jours
  vieux|vieille|vieilles|datant|ages|agees|anciens|anciennes de [plus|moins] > de
  solde|delta entre > écart entre
  client|clients|entreprise|entreprises|societe|societes|locataire|locataires le|la plus risque|risquee|dangereux|dangereuse > $1 avec le plus haut score de risque
  client|clients|entreprise|entreprises|societe|societes|locataire|locataires les plus risques|risquees|dangereux|dangereuses > $1 avec les plus hauts score de risque
  client|clients|entreprise|entreprises|societe|societes|locataire|locataires le|la moins risque|risquee > $1 avec le plus bas score de risque
  client|clients|entreprise|entreprises|societe|societes|locataire|locataires les moins risques|risquees > $1 avec les plus bas score de risque
  comment se porte|portent|presente|presentent >
  comment va|vont|marche|marchent [le|la|les|l|nos|notre] >
  en superficie|surface > par superficie
  dettes de plus de|d > impayés de plus de
  dettes de moins de|d > impayés de moins de
  combien de chiffre > combien de ca
  fait|font|faisons combien de|en|comme chiffre d? affaires|affaire? > combien de ca
  fait|font combien de|en ca > combien de ca
  fait|font du? chiffre > ca
  mieux que > contre
  moins bien que > contre
  du plus au moins > par ordre décroissant
  du moins au plus > par ordre croissant
  du plus fort|haut|important|eleve|grand|lourd au plus|moins faible|bas|petit|important|eleve|fort|leger > par ordre décroissant
  du plus faible|bas|petit|leger au plus fort|haut|important|eleve|grand|lourd > par ordre croissant
  a|en la? fin de chaque > par
  chaque fin de|d > par
  jour|jours de la? semaine [par|pour|en|a|au|depuis|sur] > ?
  par jour|jours de la? semaine > ?
  jour de semaine > ?
  jours de semaine > ?
  quel jour de la? semaine > ?
  tous|chaque les? mois? de|d? MONTH a|au|et > =
  tous|chaque les? mois? de|d? MONTH > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 de|d|pour chaque annee|an|exercice > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 de|pour toutes|tous les annees|ans > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 chaque annee|an|exercice > ?
  MONTH|trimestre|semestre|quinzaine|moitie|t1|t2|t3|t4|s1|s2 tous les ans > ?
  how much cash did we collect|receive > combien a-t-on encaissé
  how much do|did customers|clients owe us > combien nous doivent les clients
  pays|pay the? slowest|latest > le plus long délai de paiement
  pays|pay the? fastest|soonest|quickest > le plus petit délai de paiement
  pays|pay the? best > le meilleur taux de paiement
  pays|pay the? worst > le pire taux de paiement
  top|biggest|largest|main NUMBER? debtors > qui doivent les plus $
  are full > avec un taux d'occupation d'au moins 100 %
  highest|largest|biggest first > par ordre décroissant
  lowest|smallest first > par ordre croissant
  age|aging bucket|buckets|brackets|bracket|group|groups > ancienneté
  bank|wire transfer|transfers > virement
  at-risk > à risque
`
  .replaceAll('NUMBER', NUMBER)
  .replaceAll(
    'MONTH',
    'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december',
  );

type Step = { readonly words: ReadonlySet<string>; readonly optional: boolean } | 'gap' | 'one' | 'rest';
interface Idiom {
  readonly steps: readonly Step[];
  readonly first: boolean;
  readonly ahead: ReadonlySet<string> | null;
  readonly right: string;
  readonly length: number;
}

const MOST_IN_GAP = 8;

function read(line: string): Idiom {
  const [left = '', right = ''] = line.split('>').map((one) => one.trim());
  const ahead = /\[([^\]]+)\]/.exec(left)?.[1];
  const words = left
    .replace(/\[[^\]]+\]/, '')
    .replace('^', '')
    .split(/\s+/)
    .filter((one) => one !== '');
  const steps = words.map((word): Step => {
    if (word === '*') return 'gap';
    if (word === '**') return 'rest';
    if (word === '_') return 'one';
    return { words: new Set(word.replace('?', '').split('|')), optional: word.endsWith('?') };
  });
  return {
    ...{ steps, right, first: left.startsWith('^'), ahead: ahead === undefined ? null : new Set(ahead.split('|')) },
    length: steps.filter((one) => typeof one === 'object' && !one.optional).length,
  };
}

/** By the words that may begin them, longest first. */
const BY_WORD = new Map<string, Idiom[]>();
for (const idiom of IDIOMS.split('\n')
  .filter((line) => line.includes('>'))
  .map(read)
  .sort((a, b) => b.length - a.length))
  for (const step of idiom.steps) {
    if (typeof step !== 'object') break;
    for (const word of step.words) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), idiom]);
    if (!step.optional) break;
  }

interface Match {
  readonly end: number;
  readonly kept: readonly Kept[];
}
interface Kept {
  readonly sign: string;
  readonly tokens: readonly Token[];
}

function match(tokens: readonly Token[], at: number, steps: readonly Step[], next = 0): Match | null {
  const step = steps[next];
  if (step === undefined) return { end: at, kept: [] };
  if (step === 'rest') return { end: tokens.length, kept: [{ sign: '**', tokens: tokens.slice(at) }] };
  if (step === 'one') {
    const [here] = tokens.slice(at, at + 1);
    const rest = here ? match(tokens, at + 1, steps, next + 1) : null;
    return here && rest ? { end: rest.end, kept: [{ sign: '_', tokens: [here] }, ...rest.kept] } : null;
  }
  if (step === 'gap') {
    for (let size = 0; size <= MOST_IN_GAP && at + size < tokens.length; size += 1) {
      const rest = match(tokens, at + size, steps, next + 1);
      if (rest) return { end: rest.end, kept: [{ sign: '*', tokens: tokens.slice(at, at + size) }, ...rest.kept] };
    }
    return null;
  }
  const token = tokens[at];
  // « CA » written so is the figure, never « ça ».
  const word = token === undefined || token.raw === 'CA' ? '' : token.text;
  const here = step.words.has(word) ? match(tokens, at + 1, steps, next + 1) : null;
  return here ?? (step.optional ? match(tokens, at, steps, next + 1) : null);
}

/** Puts plain words for idioms: what a question says in a roundabout way is read as what it asks. */
export function plainly(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = idiomAt(tokens, at);
    if (!found) {
      const token = tokens[at] as Token;
      out.push(relative(tokens, at) ? { ...token, text: 'avec', stem: 'avec' } : token);
      at += 1;
      continue;
    }
    out.push(...found.said);
    at = found.end;
  }
  return out;
}

function idiomAt(tokens: readonly Token[], at: number): { end: number; said: readonly Token[] } | null {
  for (const idiom of BY_WORD.get(tokens[at]?.text ?? '') ?? []) {
    if (idiom.first && at > 0) continue;
    const found = match(tokens, at, idiom.steps);
    if (!found || found.end === at) continue;
    if (idiom.ahead && !idiom.ahead.has(tokens[found.end]?.text ?? '')) continue;
    return { end: found.end, said: say(tokens.slice(at, found.end), found.kept, idiom.right) };
  }
  return null;
}

function say(from: readonly Token[], kept: readonly Kept[], right: string): readonly Token[] {
  const [first] = from;
  if (!first || right === '') return [];
  if (right === '=') return from;
  const end = from.at(-1)?.end ?? first.end;
  const place = { at: first.at, end };
  // A sign that is in no word: nothing is near it, nothing takes it for a typing error.
  if (right === '?') return [{ ...place, text: '=?', stem: '=?', raw: from.map(({ raw }) => raw).join(' ') }];
  return right.split(/\s+/).flatMap((word): readonly Token[] => {
    const group = kept.find(({ sign }) => sign === word);
    if (group) return plainly(group.tokens);
    if (word === '@') return from.slice(-1);
    if (word === '$1') return from.slice(0, 1);
    if (word === '$') return from.filter(({ text }) => NUMBERS.has(text));
    return tokenize(word).map((token) => ({ ...token, ...place }));
  });
}

const ASKING = new Set(
  'est sont moi savoir voir c sais dis dites et montre connaitre en d know me show tell from'.split(' '),
);
const AHEAD = new Set('le la les l il on nous nos notre the'.split(' '));
/** « zones où le taux dépasse » tells which zones; « où le taux dépasse-t-il » asks for them. */
function relative(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== 'where' || at === 0) return false;
  return !ASKING.has(tokens[at - 1]?.text ?? '') && AHEAD.has(tokens[at + 1]?.text ?? '');
}
