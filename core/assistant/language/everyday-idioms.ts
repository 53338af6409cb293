/** Everyday turns of those who run a business, as plainer words; written like those of `idiom-list`. */
export const EVERYDAY_IDIOMS = `
  to d|de|du [occupation|impaye|impayes|recouvrement|viabilisation|paiement] > taux de
  qui on pas encore? paye|payes|regle leurs|leur? factures|facture? > qui ont des impayés
  rapport a|à|au|aux > par rapport à
  par rapport a|à|au|aux > =
  balance age|ages|agees ** > balance âgée ** par ancienneté
`;
