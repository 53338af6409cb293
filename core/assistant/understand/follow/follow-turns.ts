/**
 * Turns of speech that only mean something after a question, left > right in the notation of `language/idiom-list.ts`: what they
 * say in words that name the slot they change.
 */
export const FOLLOW_TURNS: readonly string[] = `
  refais|refait|refaites|refaire|recommence|recommencez|reprends|reprenez|redonne|redonnez|remontre|rejoue|redo|repeat|rerun le|la|les|l|ca|cela|moi|it|that? la|le|les|l|the? meme|same? chose|question|calcul|requete|analyse|tableau|thing? > pareil
  ^et? si on|nous|je|l|tu prend|prends|prenons|prenait|prenais|regarde|regarder|regardait|regardons|passe|passait|fait|faisait|voit|voyait > pareil
  ^et? cote|niveau|question de|du|des|d? > pareil pour
  ^et? du|au cote|niveau de|du|des|d > pareil pour
  ^et? la? pareil|idem pour|chez|sur > et pour
  ^et? la? meme chose|question pour|chez|sur > et pour
  ^and? what|how about > and for
  ^and? the? same for > and for
  ^and? now? do the? same thing? for|in|with > and for
  ^and? now do > and for
  ^and? same but for|with|in > and for
  ^switch|change|move to > and for
  ^et? passons|passez|passe a|au|aux > et pour
  ^et? c est tout > ?
  le reste de|du|des > ?
  concentre|concentrez toi|vous? sur > seulement
  ^focus|zoom|filtre|filtrez sur|on? > seulement
  ^et? a la semaine [END] > par semaine
  ^et? au jour|mois|trimestre [END] > par @
  ^et? si je|on|nous veux|veut|voulait|voulais|voudrais|voulons > pareil
  avec|mets|mettez|with * a cote|alongside [END] > ajoute *
  parmi|dentre eux|elles|ceux|celles|ci? >
  d entre eux|elles >
  among|of them|those [how|in|END] >
  break|breaks|split it|that|this|them? down by > by
  sort|order|rank it|them|that? from? the? lowest|smallest|least to the? highest|largest|biggest|most > par ordre croissant
  sort|order|rank it|them|that? from? the? highest|largest|biggest|most to the? lowest|smallest|least > par ordre décroissant
  ^and? the? same thing|question|again > same
  ^et? la|le|les meme|memes par > pareil par
  ^et? par qui [END] > qui
  ^non le|la|les|l > et les
  ^et? eux|elles leur|leurs > et leurs
  they > their
  ^et? c|ca|cela|cest est plus|moins que > par rapport a
  is|was that|this|it more|less|higher|lower|better|worse than > compared to
  ca|cela depasse aussi? [END] >
  ^avec|with * aussi|egalement|too|also [END] > ajoute *
  ^et|and * aussi|egalement|too [END] > ajoute *
  cette|this fois|time ci|la? >
  ^et? ca|cela donne|donnait|donnerait|donnera quoi|combien >
  ^et? c|cela etait combien|quoi >
  ^non? je|j|on parle|parlais|parlons|cause de|du|des|d > et pour
  ^et? la|le|les|l? periode|celui|celle|ceux|one|period d|de avant > la période précédente
  ^et? pareil|idem|meme? chose? pour|sur|avec? la|le|les? celui|celle|ceux d|de avant > la période précédente
  ^et? pareil|idem|meme? chose? pour|sur|avec? la|le|les? celui|celle|ceux d|de apres > la période suivante
  ^et? celui|celle|ceux d|de apres > la période suivante
  ^et? la|le|les|l? periode d|de apres > la période suivante
  ^et? juste avant [END] > la période précédente
  ^et? juste apres [END] > la période suivante
  ^et? le|la precedent|precedente [END] > la période précédente
  ^et? le|la suivant|suivante [END] > la période suivante
  ^and? the? previous|prior|preceding one|period [END] > la période précédente
  ^and? the? one|period before that? > la période précédente
  ^and? the? next|following one|period [END] > la période suivante
  ^and? the? one|period after that? > la période suivante
  donne|donnez|dis|dites|montre|montrez|affiche|affichez|sors|cite|citez|liste|listez|give|show|tell moi|me|nous|us? leurs|their noms|nom|names|name > lesquels
  ^et? leurs|les|their noms|names > lesquels
  ^et? comment s appellent ils|elles > lesquels
  ^et? de qui s agit il|t? > qui
  ^et? c est qui > qui
  ^et? ce sont qui|lesquels|lesquelles > qui
  ^et? qui sont ce|ces _ [END] > qui
  ^and? who are they|these|those|them > qui
  ^and? who is it|this|that > qui
  ^and? which ones > lesquels
  ^and? what are their names > lesquels
  ^et? chez|pour qui|lesquels|lesquelles > qui
  ^et? chez|pour|dans|sur|a|à quel|quelle|quels|quelles _ [END] > par _
  ^and? in|at|for which|what _ [END] > by _
  ^et? sur|pour|dans l ensemble des|de > pour toutes les
  a|à la place [END] > plutôt
  ^et? ou ca > where
  ^et? en part|parts du|de? total|l|ensemble? > quelle part du total
  ^et? en parts [END] > quelle part du total
  ^et? aussi|egalement par|by > ajoute par
  also|too by > ajoute par
  croise|croises|croisee|croisees|croisez|croiser|croisant|cross avec|with|it with? le|la|les|l|the? > ajoute par
  croise|croises|croisee|croisees|croisez|croiser|croisant|cross it avec|with le|la|les|l|the? > ajoute par
  en croisant avec le|la|les|l > ajoute par
  en detaillant|ventilant|decoupant aussi? par > ajoute par
  detaille|ventile|decoupe|detaillez en plus par > ajoute par
  ^et? par _ en plus [END] > ajoute par _
  ^et? par _ _ en plus [END] > ajoute par _ _
  ^and? by _ too|as [END] > ajoute par _
  en commencant par le|la|les pire|pires > les pires d abord
  en commencant par le|la|les moins|plus bon|bonne|bons|bonnes|mauvais|mauvaise|mauvaises > les pires d abord
  en commencant par le|la|les meilleur|meilleure|meilleurs|meilleures > les meilleurs d abord
  en commencant par le|la|les plus|moins petit|petite|petits|petites|faible|faibles|bas|basse|basses > par ordre croissant
  en commencant par le|la|les plus BIG > par ordre décroissant
  en commencant par le|la|les plus eleve|elevee|eleves|elevees|haut|haute|hauts|hautes > par ordre décroissant
  starting with|from the worst > worst first
  starting with|from the best > best first
  starting with|from the smallest|lowest > par ordre croissant
  starting with|from the largest|biggest|highest > par ordre décroissant
  celui|celle|ceux|celles|lesquels|lesquelles qui? font|fait|ont|a plus de > $1 au-dessus de
  celui|celle|ceux|celles|lesquels|lesquelles qui? font|fait|ont|a moins de > $1 en dessous de
  limite|limitez|limitons|limiter|restreins|restreignez|restreindre toi|vous|nous|moi|le|la|les|ca|cela|it? a|au|aux|to > seulement
  arrete|arretez|stop toi|vous|at? a|au|aux|at? > seulement
  tiens|tenez t|toi|vous en a|au|aux > seulement
  ne|n gardez|garde|prends|prenez|montre|montrez|affiche|laisse|en? que > seulement
  garde|gardez|conserve|conservez|keep que|seulement|juste|only|just? > seulement
  ^dans|in un|une|le|la|l|the? autre|meme|other sens way > =
`
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
