select * from {{ source('compta', 'etl_metadata') }}
