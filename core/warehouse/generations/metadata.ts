import { DATA_SCHEMA, FAILURES_SCHEMA, META_SCHEMA } from '../engine/identifiers.ts';

/** Raised when the tables below change shape. */
export const METADATA_VERSION = 1;

/**
 * Our bookkeeping inside a tenant's file, so that it commits with what it describes. No keys or indexes: the engine checks
 * them too eagerly inside a transaction, and every writer of these tables runs in one process, one tenant at a time.
 *
 * relations: every physical table or view in schema `data`, written in the transaction that made it: what is not here
 * does not exist. `input_hash` says what it was made from, `content_id` what it contains.
 *
 * sliced: relations of which it is known slice by slice what they contain: of raw tables `source_slices` has the digests, of models
 * `roots` names the raw tables that decide. segments: the tables that a relation shows when it is not one itself. tested: the last raw
 * tables on whose slices a test passed.
 */
export const METADATA_SQL = `
CREATE SCHEMA IF NOT EXISTS ${META_SCHEMA};
CREATE SCHEMA IF NOT EXISTS ${DATA_SCHEMA};
CREATE SCHEMA IF NOT EXISTS ${FAILURES_SCHEMA};
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.format (version INTEGER);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.pointer (generation INTEGER, moved_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.loads (
  seq INTEGER, source VARCHAR, load_id VARCHAR, relation VARCHAR, mode VARCHAR, rows BIGINT, loaded_rows BIGINT,
  columns VARCHAR, checksum VARCHAR, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.relations (
  relation VARCHAR, project VARCHAR, node_id VARCHAR, name VARCHAR, materialized VARCHAR, kind VARCHAR, input_hash VARCHAR,
  content_id VARCHAR, rows BIGINT, inputs VARCHAR, build_id VARCHAR, created_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.builds (
  build_id VARCHAR, project VARCHAR, project_hash VARCHAR, project_dir VARCHAR, key VARCHAR, state VARCHAR, base INTEGER, sources VARCHAR,
  vars VARCHAR, opened_at TIMESTAMPTZ, touched_at TIMESTAMPTZ, closed_at TIMESTAMPTZ, generation INTEGER, reason VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.build_nodes (
  build_id VARCHAR, node_id VARCHAR, name VARCHAR, relation VARCHAR, content_id VARCHAR, status VARCHAR, rows BIGINT,
  started_at TIMESTAMPTZ, ms DOUBLE, sql VARCHAR, error VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.build_tests (
  build_id VARCHAR, test_id VARCHAR, name VARCHAR, nodes VARCHAR, severity VARCHAR, status VARCHAR, failures BIGINT,
  sql_hash VARCHAR, sql VARCHAR, failing VARCHAR, ms DOUBLE, error VARCHAR, tested_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.project_states (
  project VARCHAR, project_hash VARCHAR, state VARCHAR, recorded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.generations (
  id INTEGER, published_at TIMESTAMPTZ, build_id VARCHAR, project VARCHAR, project_hash VARCHAR, tests VARCHAR, dropped BOOLEAN);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.generation_nodes (
  generation INTEGER, project VARCHAR, node_id VARCHAR, name VARCHAR, relation VARCHAR, content_id VARCHAR, kind VARCHAR,
  rows BIGINT, status VARCHAR, build_id VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.generation_sources (
  generation INTEGER, project VARCHAR, source VARCHAR, relation VARCHAR, load_id VARCHAR, loaded_at TIMESTAMPTZ, rows BIGINT);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.generation_projects (generation INTEGER, project VARCHAR, document VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.sliced (relation VARCHAR, slice_column VARCHAR, shape VARCHAR, roots VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.source_slices (relation VARCHAR, slice VARCHAR, rows BIGINT, sum VARCHAR);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.segments (
  relation VARCHAR, position INTEGER, segment VARCHAR, slice_column VARCHAR, without VARCHAR, stored BIGINT, live BIGINT);
CREATE TABLE IF NOT EXISTS ${META_SCHEMA}.tested (test_id VARCHAR, shape VARCHAR, roots VARCHAR);
`;
