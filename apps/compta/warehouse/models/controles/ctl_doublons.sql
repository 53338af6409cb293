{{ config(materialized='view') }}
-- The same amount, on the same side, for the same third party, on the same day, in more than one piece.
select
    client_id, batch_id, batch_id as lot_id, 'doublon' as controle, date_ecriture as date_constat, max(ligne) as ligne,
    compte, tiers, max(journal) as journal, max(piece) as piece, debit + credit as montant,
    concat(min(piece), ' / ', max(piece)) as detail
from {{ ref('fact_ecritures') }}
where not ouverture and tiers is not null and tiers <> '' and left(compte, 2) in ('40', '41') and debit + credit > 0
group by client_id, batch_id, date_ecriture, compte, tiers, debit, credit
having count(distinct piece) > 1
