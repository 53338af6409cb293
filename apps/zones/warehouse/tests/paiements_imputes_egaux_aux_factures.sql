-- Every payment is either counted on its invoice or a credit, never both, never lost.
select p.id_facture
from {{ ref('fact_paiements') }} p
join {{ ref('fact_factures') }} f on f.id_facture = p.id_facture
group by p.id_facture, f.montant_paye, f.montant_credit
having sum(p.montant_impute) <> f.montant_paye
  or sum(p.montant_credit) <> f.montant_credit
  or sum(p.montant_paye) <> f.montant_paye + f.montant_credit
