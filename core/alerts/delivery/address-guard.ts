import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registries of IPv4 and IPv6: what is not a public unicast address. */
const NOT_PUBLIC_4 = new BlockList();
/** A list of its own: one list would take every IPv4 address for a mapped one. */
const NOT_PUBLIC_6 = new BlockList();
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
])
  NOT_PUBLIC_4.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  // Loopback, mapped, translated, discard, Teredo and the like, documentation, 6to4, unique local, link-local, multicast.
  ...([
    ['::', 96],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
  ] as const),
  ...([
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
  ] as const),
  ...([
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
])
  NOT_PUBLIC_6.addSubnet(network, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  return version === 4 ? !NOT_PUBLIC_4.check(address, 'ipv4') : !NOT_PUBLIC_6.check(address, 'ipv6');
}

export class AddressRefused extends Error {}

export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;
const resolveAll: Resolve = (host) => lookup(host, { all: true });

/**
 * The address to connect to, looked up once: the caller connects to it and to nothing else, so a name that answers
 * differently the second time (DNS re-binding) gains nothing. A name with any address that is not public is refused.
 */
export async function addressFor(
  host: string,
  o: { allowPrivate: boolean; resolve?: Resolve },
): Promise<{ address: string; family: number }> {
  const bare = host.replace(/^\[|\]$/g, '');
  const version = isIP(bare);
  const found = version === 0 ? await (o.resolve ?? resolveAll)(bare) : [{ address: bare, family: version }];
  const [first] = found;
  if (!first) throw new AddressRefused(`${host} has no address`);
  if (!o.allowPrivate && !found.every((one) => isPublicAddress(one.address)))
    throw new AddressRefused(`${host} is not a public address`);
  return first;
}

/** What can be said of an address before it is looked up; null when nothing is wrong. */
export function urlFault(
  text: string,
  allowPrivate: boolean,
): 'not_a_url' | 'not_https' | 'has_credentials' | 'private' | null {
  if (!URL.canParse(text)) return 'not_a_url';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'not_https';
  if (url.username !== '' || url.password !== '') return 'has_credentials';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (allowPrivate) return null;
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'private';
  return host === 'localhost' || host.endsWith('.localhost') || !host.includes('.') ? 'private' : null;
}
