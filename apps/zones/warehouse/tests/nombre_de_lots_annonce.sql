-- The zone's file says how many plots it has: fewer or more in the plots' file is worth a look.
{{ config(severity='warn') }}
select id_zone, nom_zone, nb_lots, lots_connus from {{ ref('dim_zones') }} where nb_lots <> lots_connus
