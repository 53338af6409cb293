import rateLimit from '@fastify/rate-limit';
import { DomainError } from '@griot/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RateLimit } from '../endpoint/endpoint.ts';

/** Requests per window. Counted in this process's memory: with several processes the sum is what passes. */
export interface RateLimits {
  perAddress: RateLimit;
  perUser: RateLimit;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  // A whole office may sit behind one address.
  perAddress: { max: 3000, windowMs: 60_000 },
  perUser: { max: 1200, windowMs: 60_000 },
};

export interface RateGuard {
  /** Throws `http.rate_limited` with retryAfterSeconds. */
  byAddress(request: FastifyRequest): Promise<void>;
  byUser(request: FastifyRequest): Promise<void>;
  /** A limit of one endpoint: by user where there is one. */
  forEndpoint(name: string, limit: RateLimit): (request: FastifyRequest) => Promise<void>;
}

const userKey = (request: FastifyRequest): string =>
  request.griot.actor ? `user:${request.griot.actor.tenantId}:${request.griot.actor.userId}` : `address:${request.ip}`;

export async function useRateLimits(app: FastifyInstance, limits: RateLimits | false): Promise<RateGuard> {
  const none = async () => {};
  if (limits === false) return { byAddress: none, byUser: none, forEndpoint: () => none };
  await app.register(rateLimit, { global: false, cache: 20_000 });
  const guard = (limit: RateLimit, keyGenerator: (request: FastifyRequest) => string) => {
    const check = app.createRateLimit({ max: limit.max, timeWindow: limit.windowMs, keyGenerator });
    return async (request: FastifyRequest) => {
      const state = await check(request);
      if (state.isAllowed || !state.isExceeded) return;
      const retryAfterSeconds = Math.max(1, state.ttlInSeconds);
      throw new DomainError({ code: 'http.rate_limited', kind: 'rate_limited', details: { retryAfterSeconds } });
    };
  };
  return {
    byAddress: guard(limits.perAddress, (request) => `all:${request.ip}`),
    byUser: guard(limits.perUser, (request) => `all:${userKey(request)}`),
    forEndpoint: (name, limit) => guard(limit, (request) => `${name}:${userKey(request)}`),
  };
}
