import { wordTable } from './word-table.ts';

/** Spellings of text messages and notes, as the words they stand for. */
const WORDS = wordTable(`
  kel ql qel kl > quel; kels qels > quels; kelle qelle > quelle; kelles qles > quelles; quelsont > quels sont
  cb cbien combi1 konbien kombien combiens cmb cbn > combien; koi kwa > quoi; pk pq pkoi pourkoi prkoi pkw > pourquoi
  ki > qui; ke k > que; ds > dans; dep dpuis dpi > depuis; pr > pour; ac av avk > avec; ss > sans; tt > tout; ttes > toutes
  bcp > beaucoup; mm > meme; ya > y a; yatil yatils > y a t il; ojd auj ajd > aujourdhui; jusk jusqu > jusque
  nb nbr nbre nbres num > nombre; evol > evolution; moy > moyen; pct prct pourcent pourcents > %; pourcentages > pourcentage
  trim trims > trimestre; sem > semaine; jr > jour; jrs > jours; ms mth > mois; clt clts cli > clients; fact facs > factures
  mt mnt mtt > montant; stp > svp; slt bjr bsr hello hi > bonjour; dern > dernier; ttl tot > total; tx txs tau > taux
  encaiss > encaissements; impayer > impaye; impayers > impayes; payer > paye; payers > payes; facturer > facture; encaisser > encaisse
  jan janv > janvier; fev fevr > fevrier; avr > avril; juil juill > juillet; oct > octobre; nov > novembre; dec > decembre
  lmois > le mois; cmois > ce mois; dmois > du mois; whats > what is; hows > how is; avg > average; mio > millions; mds md > milliards
  koman coman > comment; kan kand qd > quand; ns > nous; vs > vs; g > j ai; jveux > je veux; jvoudrais > je voudrais; dc > donc
  pire > pires; chaques > chaque; parmoi parmois > par mois; eske esk > est ce que; kil > qu il; dafaire daffaire daffaires dafaires > d affaires
  plu > plus; pir > pires; pa > pas; sf > sauf; davant > d avant; qte qtes qtte qttes > nombre; rep repart > repartition
  clien kliens klien cliens clt > clients; deb > debut
  skoi ckoi cekoi ceskoi > c est quoi; cest ct > c est; sest > s est; jai > j ai; yavait > y avait; dja > deja; pdt > pendant
  tjs tjrs > toujours; nvo nvx nouvo nouvos nvaux > nouveaux; nvlle nvelle > nouvelle; nvlles nvelles > nouvelles
  ste > societe; stes > societes; entrep > entreprise; rglt rgt regl rglmt > reglement; pmt pymt paimt paiemt payement > paiement
  pmts paiemts payements > paiements; chq chqs > cheque; mensu > mensuel
  recouv recouvr > recouvrement; benef > benefice; treso > tresorerie
  fourn frn frns fourniss > fournisseurs; encais > encaissements; impay > impayes; vls veu > veux
 keske kesk > qu est ce que; konbyin kombyen combyin konbyen > combien; avc > avec
  ancaissement ancaissements > encaissements; inpaye inpayes unpaye unpayes > impayes; qlq > quelque; qlqs > quelques; mlrd mlrds mrd mrds mia > milliards
  mln mlns mn mio mios > millions; bn > milliards; tabl > tableau; gd gds grd grds > gros; dernie > dernier
  chiffredaffaires > chiffre d affaires; qque > quelque; aujourd > aujourdhui; ht > ht; donne donner > donne; ds > dans; ms > mois
  top3 > top 3; top5 > top 5; top10 > top 10; top20 > top 20; sup > superieur; inf > inferieur; nou > nous; emi > emis; doi doive > doit; resulta resultas > resultat; o > au; kfcfa > k fcfa; mfcfa > m fcfa; mdfcfa > md fcfa; mxof > m xof; kf > k francs; 
  komben kombin kombiin konbin > combien; chif chifr > chiffre; dla > de la; jve jvx > je veux; til tils > t il; hor > hors;
  tou > tout; mrc mci mersi > merci; fo fau > faut; dir > dire; pluss > plus; lane lanne > l annee; ane anne ane > annee; anes annes > annees; sof > sauf; fe fet > fait; dan > dans; gro > gros; mieu > mieux; osi > aussi; yan > y en; avon > avons
  ageing aging > age; percents pourcents > %
`);

/** The words that stand behind one; itself when it is ordinary. */
export function informal(word: string): string[] {
  const found = WORDS.get(word);
  if (found !== undefined) return found.split(' ');
  // An article glued to its word comes off: `lannée`, `doctobre`.
  const elided = /^([ld])(annees?|an|argent|octobre|avril|aout|evolution)$/.exec(word);
  if (elided?.[1] && elided[2]) return [elided[1], ...informal(elided[2])];
  // A year glued to its month comes apart: `mars2025`; `t1` and `pk24` stay.
  const glued = /^([a-z]{3,9})((?:19|20)\d{2})$/.exec(word);
  return glued?.[1] && glued[2] ? [...informal(glued[1]), glued[2]] : [word];
}
