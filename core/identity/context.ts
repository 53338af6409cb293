import type { Clock, Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import type { AccessCatalogue } from './access/access-catalogue.ts';
import type { Actor } from './actor.ts';
import type { Keys } from './keys.ts';
import type { ActorCache } from './sessions/actor-cache.ts';

/** What every part of identity works with. */
export interface IdentityContext {
  store: Store;
  clock: Clock;
  log: Logger;
  keys: Keys;
  access: AccessCatalogue;
  actors: ActorCache<Actor>;
}
