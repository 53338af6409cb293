import type { Services } from '@griot/application';
import type { ActOptions, FlowDescription, TriggeredBy } from '@griot/flows';
import { issueSentences } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { capabilities } from '../../capabilities.ts';

const capabilityIds = capabilities.map((capability) => capability.id);

/** What the endpoints of flows need of the platform. */
export type FlowServices = Pick<Services, 'flows' | 'store' | 'identity'>;

export interface ActContext {
  actor: Actor;
  ip: string;
  language: 'fr' | 'en';
  remember(tx: Tx, data: unknown, status?: number): Promise<void>;
}

export interface ActRecord {
  /** `core.flow_run.started` */
  action: string;
  subject: { type: string; id: string };
  before?: unknown;
  after?: unknown;
}

/** An act of a person on flows: what it does and what the audit chain says of it are one transaction. */
export function actOn<T>(
  { store, identity }: FlowServices,
  { actor, ip, language, remember }: ActContext,
  work: (o: Required<ActOptions>, by: TriggeredBy) => Promise<T>,
  record: (result: T) => ActRecord,
): Promise<T> {
  const by = { kind: actor.tokenId === null ? ('user' as const) : ('api' as const), id: actor.userId };
  return store.withTenant(actor.tenantId, async (tx) => {
    const result = await work({ tx, sentences: issueSentences(language) }, by);
    await remember(tx, result);
    await identity.audit.record(tx, { actor, ...record(result), ip });
    return result;
  });
}

/** Flows of the tenant's applications and of all capabilities. */
export function installedFlows({ flows }: FlowServices, actor: Actor): FlowDescription[] {
  return flows
    .catalogue()
    .filter((flow) => [...actor.applications, ...capabilityIds].includes(flow.name.split('.')[0] ?? ''));
}

/** Throws `flows.unknown_flow` also for a flow of an application that the tenant has not. */
export function installedFlow(services: FlowServices, actor: Actor, name: string): FlowDescription {
  const flow = installedFlows(services, actor).find((one) => one.name === name);
  if (!flow) throw new DomainError({ code: 'flows.unknown_flow', kind: 'not_found', details: { flow: name } });
  return flow;
}
