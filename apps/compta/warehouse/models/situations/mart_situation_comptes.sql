-- Balance of each account at the end of each period, from the openings of its books on.
select
    situations.batch_id,
    situations.client_id,
    situations.standard,
    situations.date_situation,
    balances.compte,
    max(balances.intitule) as intitule,
    left(balances.compte, 1) as classe,
    sum(balances.debit_ouverture) as debit_ouverture,
    sum(balances.credit_ouverture) as credit_ouverture,
    sum(balances.debit_mouvement) as debit_mouvement,
    sum(balances.credit_mouvement) as credit_mouvement,
    sum(balances.solde_debiteur) - sum(balances.solde_crediteur) as solde,
    sum(balances.ecritures) as ecritures
from {{ ref('situation_lots') }} as lots
join {{ ref('dim_situations') }} as situations on situations.batch_id = lots.batch_id
join {{ ref('mart_balance_generale') }} as balances on balances.batch_id = lots.lot_id
group by
    situations.batch_id, situations.client_id, situations.standard, situations.date_situation, balances.compte
