import { lines, list, type SpokenFigure } from './spoken.ts';

/** Clients, plots and leases in Zones. */
export const ZONES_LAND: readonly SpokenFigure[] = [
  {
    metric: 'clients_total',
    known: true,
    fr: list(
      'le nombre de clients, le nombre d’entreprises, le nombre total de clients, le portefeuille clients, le nombre de sociétés, le nombre de locataires',
    ),
    en: list(
      'the number of clients, the number of customers, the number of companies, the total number of clients, the client count, the number of tenants',
    ),
    asked: lines(`
      Combien de clients avons-nous{p} ?
      Combien de clients a-t-on{p} ?
      Combien avons-nous de clients{p} ?
      Combien y a-t-il de clients{p} ?
      Combien de clients y a-t-il{p} ?
      Combien de clients{p} ?
      Combien d'entreprises{p} ?
      Combien de sociétés{p} ?
      Combien d'entreprises sont installées{p} ?
      Combien on a de clients{p} ?
      On a combien de clients{p} ?
      Combien de clients compte-t-on{p} ?
      Combien comptons-nous de clients{p} ?
      Combien de clients gérons-nous{p} ?
      Combien de locataires avons-nous{p} ?
      How many clients do we have{p}?
      How many customers are there{p}?
      How many clients{p}?
      How many companies do we have{p}?
      How many tenants do we have{p}?`),
  },
  {
    metric: 'clients_actifs',
    same: ['clients_total where entreprise__statut_activite eq "actif"'],
    known: true,
    fr: list(
      'le nombre de clients actifs, les clients actifs, le nombre d’entreprises actives, le nombre de clients en activité',
    ),
    en: list(
      'the number of active clients, the active customers, the number of active customers, the number of active companies',
    ),
    asked: lines(`
      Combien de clients actifs{p} ?
      Combien de clients sont actifs{p} ?
      Combien avons-nous de clients actifs{p} ?
      Combien y a-t-il de clients actifs{p} ?
      Combien d'entreprises actives{p} ?
      Combien d'entreprises sont actives{p} ?
      Combien de clients sont encore actifs{p} ?
      How many active clients do we have{p}?
      How many clients are active{p}?
      How many customers are active{p}?`),
  },
  {
    metric: 'clients_inactifs',
    same: ['clients_total where entreprise__statut_activite eq "inactif"'],
    known: true,
    fr: list(
      'le nombre de clients inactifs, les clients inactifs, le nombre de clients perdus, le nombre d’entreprises inactives, le nombre de clients dormants',
    ),
    en: list(
      'the number of inactive clients, the inactive customers, the number of lost clients, the number of dormant customers',
    ),
    asked: lines(`
      Combien de clients inactifs{p} ?
      Combien de clients sont inactifs{p} ?
      Combien avons-nous de clients inactifs{p} ?
      Combien de clients avons-nous perdus{p} ?
      Combien de clients a-t-on perdus{p} ?
      Combien de clients sont partis{p} ?
      Combien de clients n'ont plus d'activité{p} ?
      Combien avons-nous perdu de clients{p} ?
      How many clients are inactive{p}?
      How many inactive customers do we have{p}?
      How many clients did we lose{p}?
      How many customers have we lost{p}?
      How many clients have left{p}?`),
  },
  {
    metric: 'clients_a_risque',
    known: true,
    fr: list(
      'le nombre de clients à risque, les clients à risque, le nombre de clients risqués, le nombre de clients à surveiller',
    ),
    en: list(
      'the number of at-risk clients, the number of clients at risk, the number of risky clients, the risky customers',
    ),
    asked: lines(`
      Combien de clients à risque{p} ?
      Combien de clients sont à risque{p} ?
      Combien avons-nous de clients à risque{p} ?
      Combien de clients sont risqués{p} ?
      Combien de clients faut-il surveiller{p} ?
      How many clients are at risk{p}?
      How many risky clients do we have{p}?
      How many at-risk customers{p}?`),
  },
  {
    metric: 'score_risque_moyen',
    known: true,
    fr: list(
      'le risque moyen, le score de risque moyen, le score de risque, la note de risque moyenne, le niveau de risque moyen, le score moyen de risque',
    ),
    en: list('the average risk score, the mean risk score, the risk score, the mean risk, the average risk'),
    asked: [],
  },
  {
    metric: 'lots_total',
    fr: list('le nombre de lots, le nombre de parcelles, le nombre total de lots, le nombre de terrains'),
    en: list('the number of plots, the total number of plots, the plot count'),
    asked: lines(`
      Combien de lots{p}{t} ?
      Combien de lots avons-nous{p}{t} ?
      Combien y a-t-il de lots{p}{t} ?
      Combien y avait-il de lots{p}{t} ?
      Combien de parcelles avons-nous{p}{t} ?
      Combien de lots gérons-nous{p}{t} ?
      Combien de lots y a-t-il{p}{t} ?
      How many plots do we have{p}{t}?
      How many plots are there{p}{t}?
      How many plots{p}{t}?`),
  },
  {
    metric: 'lots_disponibles',
    fr: list(
      'le nombre de lots disponibles, les lots disponibles, le nombre de lots libres, le nombre de lots vacants, les disponibilités, les parcelles libres, le nombre de lots inoccupés, le nombre de places disponibles, le nombre de lots non attribués, le nombre de lots vides',
    ),
    en: list(
      'the number of available plots, the available plots, the vacant plots, the number of free plots, the number of vacant plots, the number of unoccupied plots, the number of empty plots, the number of plots available',
    ),
    asked: lines(`
      Combien de lots sont disponibles{p}{t} ?
      Combien de lots sont libres{p}{t} ?
      Combien de lots étaient libres{p}{t} ?
      Combien de lots restent libres{p}{t} ?
      Combien de lots restent disponibles{p}{t} ?
      Combien de lots libres{p}{t} ?
      Combien de lots vacants{p}{t} ?
      Combien reste-t-il de lots{p}{t} ?
      Combien reste-t-il de lots libres{p}{t} ?
      Combien restait-il de lots libres{p}{t} ?
      Combien de lots reste-t-il{p}{t} ?
      Combien de lots sont encore libres{p}{t} ?
      Combien de lots sont inoccupés{p}{t} ?
      Combien de lots ne sont pas attribués{p}{t} ?
      Combien de lots ne sont pas occupés{p}{t} ?
      Combien avons-nous de lots disponibles{p}{t} ?
      Combien y a-t-il de places libres{p}{t} ?
      Combien de lots à louer{p}{t} ?
      Combien de lots reste-t-il à attribuer{p}{t} ?
      Il reste combien de lots libres{p}{t} ?
      How many plots are available{p}{t}?
      How many plots are vacant{p}{t}?
      How many plots are free{p}{t}?
      How many plots were available{p}{t}?
      How many plots are still available{p}{t}?
      How many plots are left{p}{t}?
      How many plots are empty{p}{t}?
      How many plots remain available{p}{t}?
      How many vacant plots do we have{p}{t}?
      How many free plots are there{p}{t}?`),
  },
  {
    metric: 'lots_attribues',
    fr: list(
      'le nombre de lots occupés, les lots occupés, les lots loués, le nombre de lots pris, le nombre de parcelles occupées',
    ),
    en: list(
      'the number of occupied plots, the number of plots let, the occupied plots, the leased plots, the number of leased plots, the number of let plots',
    ),
    asked: lines(`
      Combien de lots sont occupés{p}{t} ?
      Combien de lots étaient occupés{p}{t} ?
      Combien de lots sont loués{p}{t} ?
      Combien de lots occupés{p}{t} ?
      Combien avons-nous de lots occupés{p}{t} ?
      Combien y a-t-il de lots occupés{p}{t} ?
      Combien y avait-il de lots attribués{p}{t} ?
      Combien de parcelles sont occupées{p}{t} ?
      Combien de lots sont pris{p}{t} ?
      How many plots are occupied{p}{t}?
      How many plots were occupied{p}{t}?
      How many plots are let{p}{t}?
      How many plots are leased{p}{t}?
      How many occupied plots do we have{p}{t}?`),
  },
  {
    metric: 'taux_occupation',
    fr: list(
      "le taux d'occupation, le taux de remplissage, l'occupation, le remplissage, le taux d'occupation des lots, le niveau d'occupation, le pourcentage d'occupation",
    ),
    en: list('the occupancy rate, the occupancy, the fill rate, the occupation rate'),
    asked: lines(`
      À combien est le taux d'occupation{p}{t} ?
      À combien était le taux d'occupation{p}{t} ?
      À combien s'élève le taux d'occupation{p}{t} ?
      Où en est l'occupation{p}{t} ?`),
  },
  {
    metric: 'surface_attribuee_hectares',
    fr: list(
      'la surface attribuée, la superficie attribuée, la surface louée, la surface occupée, le nombre d’hectares attribués, la superficie occupée, la superficie louée',
    ),
    en: list('the leased area, the area let, the occupied area, the area leased'),
    asked: lines(`
      Combien d'hectares sont attribués{p}{t} ?
      Combien d'hectares sont occupés{p}{t} ?
      Combien d'hectares étaient occupés{p}{t} ?
      Combien d'hectares avons-nous attribués{p}{t} ?
      How many hectares are let{p}{t}?
      How many hectares are leased{p}{t}?
      How many hectares are occupied{p}{t}?`),
  },
  {
    metric: 'surface_lots_hectares',
    fr: list('la surface des lots, la superficie des lots, la surface totale des lots'),
    en: list('the plot area, the area of the plots, the total plot area'),
    asked: [],
  },
  {
    metric: 'lots_viabilises',
    known: true,
    fr: list('le nombre de lots viabilisés, les lots viabilisés, le nombre de lots aménagés'),
    en: list('the number of serviced plots, the serviced plots'),
    asked: lines(`
      Combien de lots viabilisés{p} ?
      Combien de lots sont viabilisés{p} ?
      Combien de lots ont été viabilisés{p} ?
      Combien avons-nous de lots viabilisés{p} ?
      How many plots are serviced{p}?
      How many serviced plots do we have{p}?`),
  },
  {
    metric: 'taux_viabilisation',
    known: true,
    fr: list('le taux de viabilisation, la viabilisation'),
    en: list('the servicing rate'),
    asked: [],
  },
  {
    metric: 'nouvelles_attributions',
    fr: list(
      'le nombre de nouvelles attributions, les nouvelles attributions, le nombre de nouveaux baux, les nouveaux baux, le nombre de baux signés, le nombre de contrats signés',
    ),
    en: list('the number of new leases, the new leases, the number of leases signed'),
    asked: lines(`
      Combien de nouvelles attributions{p}{t} ?
      Combien de nouveaux baux{p}{t} ?
      Combien de baux avons-nous signés{p}{t} ?
      Combien de baux ont été signés{p}{t} ?
      Combien de contrats ont été signés{p}{t} ?
      Combien de nouveaux contrats{p}{t} ?
      How many new leases{p}{t}?
      How many leases did we sign{p}{t}?
      How many leases were signed{p}{t}?
      How many new leases were signed{p}{t}?`),
  },
];
