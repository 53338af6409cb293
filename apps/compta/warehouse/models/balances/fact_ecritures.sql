-- Lines that are shown, with what a figure needs: what only carries the year before forward is told apart.
select
    lignes.batch_id,
    lignes.ligne,
    lignes.client_id,
    lignes.date_ecriture,
    lignes.journal,
    lignes.compte,
    left(lignes.compte, 1) as classe,
    lignes.debit,
    lignes.credit,
    coalesce(lower(journaux.intitule) like '%nouveau%', false) or upper(lignes.journal) in ('RAN', 'AN') as ouverture
from {{ ref('grand_livre') }} as lignes
left join {{ ref('code_journal') }} as journaux
  on journaux.batch_id = lignes.batch_id and journaux.journal = lignes.journal
