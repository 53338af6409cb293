-- Lines that are shown, with what a figure needs: what only carries the year before forward is told apart, and of it what the first
-- known period of a client carries (cash begins with it).
with premiers as (
    select client_id, min(period_start) as debut
    from {{ ref('etl_metadata') }}
    where status = 'COMPLETED'
    group by client_id
)

select
    lignes.batch_id,
    lignes.ligne,
    lignes.client_id,
    lignes.date_ecriture,
    lignes.journal,
    lignes.piece,
    lignes.compte,
    left(lignes.compte, 1) as classe,
    lignes.tiers,
    lignes.libelle,
    lignes.debit,
    lignes.credit,
    lignes.echeance,
    lignes.lettrage,
    coalesce(lower(journaux.intitule) like '%nouveau%', false) or upper(lignes.journal) in ('RAN', 'AN') as ouverture,
    lots.period_start = premiers.debut as premiere_periode
from {{ ref('grand_livre') }} as lignes
join {{ ref('etl_metadata') }} as lots on lots.batch_id = lignes.batch_id
join premiers on premiers.client_id = lignes.client_id
left join {{ ref('code_journal') }} as journaux
  on journaux.batch_id = lignes.batch_id and journaux.journal = lignes.journal
