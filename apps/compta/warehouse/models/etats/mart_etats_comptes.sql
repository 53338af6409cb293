-- On which line of the statements each account stands. The rule with the longest beginning of its number wins, among those of the
-- side on which its balance is; an account that no rule has keeps an empty reference, and is shown as such. `ouvert`: of accounts
-- that openings carry. A result that is carried forward is that of the year before, not allocated yet; one that is booked in the
-- year, when it is closed, is the year's own.
with candidats as (
    select
        comptes.batch_id as batch_id,
        comptes.compte as compte,
        regles.reference as reference,
        regles.colonne as colonne,
        row_number() over (
            partition by comptes.batch_id, comptes.compte
            order by length(regles.prefixe) desc, case when regles.solde = 'tous' then 1 else 0 end
        ) as rang
    from {{ ref('mart_situation_comptes') }} as comptes
    join {{ ref('etats_comptes') }} as regles on regles.standard = comptes.standard
    where left(comptes.compte, length(regles.prefixe)) = regles.prefixe
      and (
          regles.solde in ('tous', case when comptes.solde >= 0 then 'debiteur' else 'crediteur' end)
          or (regles.solde = 'ouvert' and comptes.debit_ouverture <> comptes.credit_ouverture)
      )
)

select
    comptes.batch_id,
    comptes.client_id,
    comptes.standard,
    comptes.date_situation,
    comptes.compte,
    comptes.intitule,
    comptes.solde,
    comptes.ecritures,
    postes.etat,
    choix.reference,
    choix.colonne,
    case when postes.sens = 'credit' then -comptes.solde else comptes.solde end as montant
from {{ ref('mart_situation_comptes') }} as comptes
left join (select * from candidats where rang = 1) as choix
  on choix.batch_id = comptes.batch_id and choix.compte = comptes.compte
left join {{ ref('etats_postes') }} as postes
  on postes.standard = comptes.standard and postes.reference = choix.reference
