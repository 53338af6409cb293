{{ config(materialized='view') }}
-- Pieces that are dated on a Saturday or a Sunday.
select
    client_id, batch_id, batch_id as lot_id, 'fin_de_semaine' as controle, date_ecriture as date_constat, min(ligne) as ligne,
    '' as compte, '' as tiers, journal, piece, sum(debit) as montant, min(libelle) as detail
from {{ ref('fact_ecritures') }}
where not ouverture and {{ jour_de_semaine('date_ecriture') }} >= 6
group by client_id, batch_id, date_ecriture, journal, piece
