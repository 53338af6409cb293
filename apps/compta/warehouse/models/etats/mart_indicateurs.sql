-- Figures of each client at the end of each period, from the lines of its statements. Sources of the formulas: README.
with postes as (
    select
        batch_id,
        sum(case when reference in ('BB') and standard = 'syscohada' then net
                 when reference in ('BL', 'BN', 'BP', 'BR', 'BT') and standard = 'pcg' then net else 0 end) as stocks,
        sum(case when standard = 'syscohada' and reference in ('BB', 'BH', 'BI', 'BJ') then net
                 when standard = 'pcg' and reference in ('BL', 'BN', 'BP', 'BR', 'BT', 'BV', 'BX', 'BZ', 'CH') then net
                 else 0 end) as actif_exploitation,
        sum(case when standard = 'syscohada' and reference in ('DI', 'DJ', 'DK', 'DM', 'DN') then net
                 when standard = 'pcg' and reference in ('DW', 'DX', 'DY', 'EA', 'EB') then net
                 else 0 end) as passif_exploitation,
        sum(case when standard = 'syscohada' and reference in ('BQ', 'BR', 'BS') then net
                 when standard = 'syscohada' and reference in ('DQ', 'DR') then -net
                 when standard = 'pcg' and reference in ('CD', 'CF') then net else 0 end) as tresorerie_postes
    from {{ ref('mart_etats') }}
    where etat in ('actif', 'passif')
    group by batch_id
),

comptes as (
    select
        batch_id,
        sum(case when left(compte, 2) = '41' then solde else 0 end) as clients,
        sum(case when left(compte, 2) = '40' then -solde else 0 end) as fournisseurs,
        -- Bank overdrafts stand among loans in the French liasse (DU): told apart by their accounts.
        sum(case when standard = 'pcg' and left(compte, 2) in ('51', '52', '54', '58') and solde < 0 then solde else 0 end)
            as decouverts,
        sum(case when left(compte, 2) = '41' then debit_mouvement else 0 end) as factures_clients,
        sum(case when left(compte, 2) = '40' then credit_mouvement else 0 end) as factures_fournisseurs,
        sum(case when left(compte, 2) = '70' then -solde else 0 end) as ventes,
        sum(case when left(compte, 2) = '60' then solde else 0 end) as achats_consommes,
        sum(case when classe in ('6', '7') or (classe = '8' and standard = 'syscohada') then -solde else 0 end) as resultat,
        sum(case when left(compte, 2) in ('10', '11', '12', '13', '14')
                   or (standard = 'syscohada' and left(compte, 2) = '15') then -solde else 0 end) as capitaux
    from {{ ref('mart_situation_comptes') }}
    group by batch_id
)

select
    situations.batch_id,
    situations.client_id,
    situations.standard,
    situations.date_situation,
    situations.jours,
    comptes.clients,
    comptes.fournisseurs,
    postes.stocks,
    postes.actif_exploitation,
    postes.passif_exploitation,
    postes.actif_exploitation - postes.passif_exploitation as bfr,
    postes.tresorerie_postes + comptes.decouverts as tresorerie,
    comptes.ventes,
    comptes.achats_consommes,
    comptes.ventes - comptes.achats_consommes as marge,
    comptes.resultat,
    comptes.capitaux + comptes.resultat as capitaux_propres,
    comptes.factures_clients,
    comptes.factures_fournisseurs,
    cast(comptes.factures_clients as double) / situations.jours as factures_clients_par_jour,
    cast(comptes.factures_fournisseurs as double) / situations.jours as factures_fournisseurs_par_jour
from {{ ref('dim_situations') }} as situations
join comptes on comptes.batch_id = situations.batch_id
join postes on postes.batch_id = situations.batch_id
