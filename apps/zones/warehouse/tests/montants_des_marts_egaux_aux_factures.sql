-- What the marts add up to is what the invoices add up to, to the cent.
with invoices as (
  select sum(ca) as ca, sum(montant_impaye) as impaye, sum(reste_a_payer) as creances from {{ ref('fact_factures') }}
),
finance as (
  select sum(ca_total) as ca, sum(montant_impaye) as impaye, sum(creances_clients_montant) as creances
  from {{ ref('mart_performance_financiere') }}
),
clients as (
  select sum(chiffre_affaires_total) as ca, sum(montant_impaye) as impaye, sum(creances_clients_montant) as creances
  from {{ ref('mart_portefeuille_clients') }}
)
select 'mart_performance_financiere' as mart, f.* from finance f cross join invoices i
where coalesce(f.ca, 0) <> coalesce(i.ca, 0) or coalesce(f.impaye, 0) <> coalesce(i.impaye, 0)
  or coalesce(f.creances, 0) <> coalesce(i.creances, 0)
union all
select 'mart_portefeuille_clients', c.* from clients c cross join invoices i
where coalesce(c.ca, 0) <> coalesce(i.ca, 0) or coalesce(c.impaye, 0) <> coalesce(i.impaye, 0)
  or coalesce(c.creances, 0) <> coalesce(i.creances, 0)
