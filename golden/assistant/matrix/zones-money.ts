import { lines, list, type SpokenFigure } from './spoken.ts';

/** What is invoiced, received, owed and overdue in Zones. */
export const ZONES_MONEY: readonly SpokenFigure[] = [
  {
    metric: 'ca_total',
    fr: list(
      "le chiffre d'affaires, le CA, la facturation, le montant facturé, le total facturé, le volume d'affaires, le revenu, les ventes, le montant total des factures émises, la valeur des factures, le montant de la facturation",
    ),
    en: list(
      'the revenue, the turnover, the sales, the invoiced amount, the billing, the total invoiced, the amount billed, the total value of invoices',
    ),
    asked: lines(`
      Combien avons-nous facturé{p}{t} ?
      Combien avions-nous facturé{p}{t} ?
      Combien a-t-on facturé{p}{t} ?
      Combien avait-on facturé{p}{t} ?
      Combien on a facturé{p}{t} ?
      Combien nous avons facturé{p}{t} ?
      On a facturé combien{p}{t} ?
      Nous avons facturé combien{p}{t} ?
      Combien a été facturé{p}{t} ?
      Combien ont été facturés{p}{t} ?
      Quel montant a été facturé{p}{t} ?
      Quel montant avons-nous facturé{p}{t} ?
      Quel montant a-t-on facturé{p}{t} ?
      Quelle somme avons-nous facturée{p}{t} ?
      Quel total a-t-on facturé{p}{t} ?
      Combien d'argent avons-nous facturé{p}{t} ?
      Pour combien avons-nous facturé{p}{t} ?
      Pour combien a-t-on facturé{p}{t} ?
      Qu'avons-nous facturé{p}{t} ?
      Qu'a-t-on facturé{p}{t} ?
      Qu'est-ce qu'on a facturé{p}{t} ?
      Combien facturons-nous{p}{t} ?
      Combien facture-t-on{p}{t} ?
      Combien facturions-nous{p}{t} ?
      Combien facturait-on{p}{t} ?
      Combien avons-nous fait de chiffre d'affaires{p}{t} ?
      Combien de chiffre d'affaires avons-nous fait{p}{t} ?
      Quel chiffre d'affaires avons-nous réalisé{p}{t} ?
      Quel chiffre d'affaires a été réalisé{p}{t} ?
      Quel CA a-t-on fait{p}{t} ?
      Quel CA avons-nous généré{p}{t} ?
      À combien s'élevait le chiffre d'affaires{p}{t} ?
      How much did we invoice{p}{t}?
      How much have we invoiced{p}{t}?
      How much had we invoiced{p}{t}?
      How much was invoiced{p}{t}?
      How much has been invoiced{p}{t}?
      How much did we bill{p}{t}?
      How much was billed{p}{t}?
      How much have we billed{p}{t}?
      What did we invoice{p}{t}?
      What amount did we invoice{p}{t}?
      What did we bill{p}{t}?
      How much revenue did we make{p}{t}?
      How much revenue did we generate{p}{t}?
      What revenue did we make{p}{t}?
      What were our sales{p}{t}?`),
  },
  {
    metric: 'encaissements',
    fr: list(
      "les encaissements, les recettes, les rentrées d'argent, le montant encaissé, le total encaissé, les sommes encaissées, les entrées d'argent, le montant des encaissements, l'argent encaissé, le montant total des paiements reçus",
    ),
    en: list(
      'the cash received, the collections, the cash collected, the money received, the cash in, the amount collected, the total collected',
    ),
    asked: lines(`
      Combien avons-nous encaissé{p}{t} ?
      Combien avions-nous encaissé{p}{t} ?
      Combien a-t-on encaissé{p}{t} ?
      Combien avait-on encaissé{p}{t} ?
      Combien on a encaissé{p}{t} ?
      On a encaissé combien{p}{t} ?
      Nous avons encaissé combien{p}{t} ?
      Combien a été encaissé{p}{t} ?
      Quel montant a été encaissé{p}{t} ?
      Quel montant avons-nous encaissé{p}{t} ?
      Quelle somme a été encaissée{p}{t} ?
      Quelles sommes ont été encaissées{p}{t} ?
      Quelle somme avons-nous encaissée{p}{t} ?
      Combien d'argent avons-nous encaissé{p}{t} ?
      Combien d'argent est rentré{p}{t} ?
      Combien d'argent est entré{p}{t} ?
      Combien avons-nous reçu{p}{t} ?
      Combien avons-nous perçu{p}{t} ?
      Combien avons-nous touché{p}{t} ?
      Combien a-t-on touché{p}{t} ?
      Combien encaissons-nous{p}{t} ?
      Combien encaisse-t-on{p}{t} ?
      Qu'avons-nous encaissé{p}{t} ?
      Qu'a-t-on encaissé{p}{t} ?
      Qu'est-ce qu'on a encaissé{p}{t} ?
      Qu'est-ce qui est rentré{p}{t} ?
      Combien est-il rentré{p}{t} ?
      À combien s'élèvent les encaissements{p}{t} ?
      À combien s'élevaient les encaissements{p}{t} ?
      Combien avons-nous collecté{p}{t} ?
      Combien nous ont versé les clients{p}{t} ?
      Combien les clients nous ont-ils versé{p}{t} ?
      How much did we collect{p}{t}?
      How much have we collected{p}{t}?
      How much was collected{p}{t}?
      How much has been collected{p}{t}?
      How much cash did we collect{p}{t}?
      How much money came in{p}{t}?
      How much money did we receive{p}{t}?
      How much did we receive{p}{t}?
      How much was received{p}{t}?
      How much cash came in{p}{t}?
      What did we collect{p}{t}?
      What amount was collected{p}{t}?`),
  },
  {
    metric: 'creances_clients_montant',
    fr: list(
      "les créances, les créances clients, l'encours, l'encours clients, le reste à payer, le reste à recouvrer, le reste à encaisser, le montant dû, les sommes dues, la dette des clients, le restant dû, le montant restant dû, le montant des créances, le total des créances, le solde dû, les créances en cours",
    ),
    en: list(
      'the receivables, the outstanding balance, the outstanding amount, the amount owed, the balance due, the total owed, the accounts receivable, the outstanding receivables',
    ),
    asked: lines(`
      Combien nous doit-on{p}{t} ?
      Combien nous est dû{p}{t} ?
      Combien nous était dû{p}{t} ?
      Quel montant nous est dû{p}{t} ?
      Combien nous doivent les clients{p}{t} ?
      Combien nous devaient les clients{p}{t} ?
      Combien les clients nous doivent-ils{p}{t} ?
      Combien les clients nous devaient-ils{p}{t} ?
      Les clients nous doivent combien{p}{t} ?
      Que nous doivent les clients{p}{t} ?
      Que doivent les clients{p}{t} ?
      Que devaient les clients{p}{t} ?
      Combien doivent les clients{p}{t} ?
      Combien devaient les clients{p}{t} ?
      On nous doit combien{p}{t} ?
      Combien reste-t-il à recouvrer{p}{t} ?
      Combien reste-t-il à encaisser{p}{t} ?
      Combien il reste à recouvrer{p}{t} ?
      Combien nous reste-t-il à encaisser{p}{t} ?
      Il reste combien à recouvrer{p}{t} ?
      Combien restait-il à recouvrer{p}{t} ?
      Que reste-t-il à recouvrer{p}{t} ?
      Quel montant reste à recouvrer{p}{t} ?
      Quelle somme reste-t-il à encaisser{p}{t} ?
      Combien d'argent nous doit-on{p}{t} ?
      Combien avons-nous à recouvrer{p}{t} ?
      How much are we owed{p}{t}?
      How much were we owed{p}{t}?
      How much is owed to us{p}{t}?
      How much was owed to us{p}{t}?
      How much do customers owe us{p}{t}?
      How much did customers owe us{p}{t}?
      How much do our clients owe{p}{t}?
      How much money do clients owe us{p}{t}?
      What do customers owe us{p}{t}?
      What are we owed{p}{t}?
      How much is outstanding{p}{t}?
      How much is left to collect{p}{t}?
      How much remains to be collected{p}{t}?
      How much is still to be collected{p}{t}?
      How much do we still have to collect{p}{t}?`),
  },
  {
    metric: 'montant_impaye',
    fr: list(
      'les impayés, le montant des impayés, le montant impayé, les arriérés, les retards de paiement, le total des impayés, le montant total impayé, les créances échues, le montant des factures impayées, la valeur des impayés, le montant des arriérés',
    ),
    en: list(
      'the overdue amount, the arrears, the unpaid amount, the overdue debt, the amount overdue, the total overdue, the value of unpaid invoices, the amount past due',
    ),
    asked: lines(`
      Combien avons-nous d'impayés en montant{p}{t} ?
      À combien s'élèvent les impayés{p}{t} ?
      À combien se montent les impayés{p}{t} ?
      À combien se chiffrent les impayés{p}{t} ?
      À combien s'élevaient les impayés{p}{t} ?
      À combien s'élève le montant impayé{p}{t} ?
      Combien représentent les impayés en montant{p}{t} ?
      Quel montant est impayé{p}{t} ?
      Quel montant reste impayé{p}{t} ?
      Quel montant est en retard{p}{t} ?
      Combien d'argent est en retard de paiement{p}{t} ?
      Quel est le montant des factures en retard{p}{t} ?
      Quelle somme est impayée{p}{t} ?
      How much is overdue{p}{t}?
      How much was overdue{p}{t}?
      How much is unpaid{p}{t}?
      How much money is overdue{p}{t}?
      What amount is overdue{p}{t}?
      How much is past due{p}{t}?
      How much is in arrears{p}{t}?`),
  },
  {
    metric: 'montant_paye',
    fr: list(
      'le montant payé, le montant réglé, le montant payé sur les factures, le montant acquitté, le montant réglé sur les factures',
    ),
    en: list('the amount paid, the paid amount'),
    asked: lines(`
      Quel montant a été payé sur les factures{p}{t} ?
      Combien a été payé sur les factures{p}{t} ?
      Combien a été réglé sur les factures{p}{t} ?
      How much was paid on the invoices{p}{t}?`),
  },
  {
    metric: 'taux_recouvrement',
    fr: list('le taux de recouvrement, le taux de collecte'),
    en: list('the collection rate, the recovery rate'),
    asked: lines(`
      À combien est le taux de recouvrement{p}{t} ?
      À combien s'élève notre taux de recouvrement{p}{t} ?
      Où en est le recouvrement{p}{t} ?
      Comment va le recouvrement{p}{t} ?`),
  },
  {
    metric: 'taux_paiement_pct',
    fr: list('le taux de paiement, le taux de règlement'),
    en: list('the payment rate'),
    asked: [],
  },
  {
    metric: 'taux_impaye_pct',
    fr: list("le taux d'impayé, le taux d'impayés, le taux des impayés"),
    en: list('the overdue rate, the unpaid rate, the default rate'),
    asked: [],
  },
  {
    metric: 'delai_moyen_paiement',
    fr: list(
      'le délai moyen de paiement, le délai de paiement, le DSO, le délai moyen de règlement, le temps moyen de paiement, la durée moyenne de paiement, le délai de règlement, le délai de paiement moyen, le délai de paiement des clients',
    ),
    en: list(
      'the average payment delay, the mean payment delay, the payment time, the DSO, the days sales outstanding, the average time to pay, the average days to pay',
    ),
    asked: lines(`
      En combien de temps sommes-nous payés{p}{t} ?
      En combien de jours sommes-nous payés{p}{t} ?
      En combien de jours étions-nous payés{p}{t} ?
      En combien de temps les clients paient-ils{p}{t} ?
      En combien de temps les clients nous paient{p}{t} ?
      En combien de jours paient les clients{p}{t} ?
      En combien de jours règlent-ils{p}{t} ?
      Au bout de combien de temps sommes-nous payés{p}{t} ?
      Au bout de combien de jours sommes-nous payés{p}{t} ?
      Combien de temps mettent les clients à payer{p}{t} ?
      Combien de temps les clients mettent-ils à payer{p}{t} ?
      Combien de jours mettent les clients pour régler{p}{t} ?
      Combien de jours mettaient les clients à payer{p}{t} ?
      How long do clients take to pay{p}{t}?
      How long did clients take to pay{p}{t}?
      How many days do customers take to pay{p}{t}?
      How fast are we paid{p}{t}?
      How quickly do clients pay{p}{t}?
      How long does it take to get paid{p}{t}?`),
  },
];
