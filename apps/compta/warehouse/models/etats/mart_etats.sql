-- Lines of bilan and compte de résultat that accounts make up; totals follow from them by the formulas of `etats_postes`.
select
    batch_id,
    client_id,
    standard,
    date_situation,
    etat,
    reference,
    sum(case when colonne = 'brut' then montant else 0 end) as brut,
    sum(case when colonne = 'amortissement' then -montant else 0 end) as amortissement,
    sum(montant) as net,
    count(*) as comptes
from {{ ref('mart_etats_comptes') }}
where reference is not null
group by batch_id, client_id, standard, date_situation, etat, reference
