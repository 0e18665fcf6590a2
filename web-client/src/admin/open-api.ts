// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from '../app/browser';
import { identityFor, type Identity } from '../net/identity';
import type { KeyStore } from '../net/key-store';
import { fetchKeySets, KnownDomain } from '../net/known-domain';
import type { Signer } from '../net/request-signature';
import type { Site } from '../net/site';
import { thumbprint } from '../net/thumbprint';
import { RefusedByDomain, SignedApi, type Api } from './api';
import { words } from './words';

/** The domain at a site. */
export interface MetDomain {
  readonly name: string;
  /** Public key, base64url. */
  readonly key: string;
  /** The ban lists that it names to everybody, as it does (docs/protocol.md section 11.1): nobody has looked at what is in it. */
  readonly lists: unknown;
  /** The key that this browser has for it. */
  readonly identity: Identity;
  /** Asks it, signed by that key or by another. */
  api(signer: Signer): Api;
}

/** Finds out which domain is at a site. @throws RefusedByDomain when it does not tell */
export async function meetDomain(
  keyStore: KeyStore | undefined,
  subtle: SubtleCrypto | undefined,
  site: Site,
): Promise<MetDomain> {
  const domain: unknown = await site
    .fetch(new URL('/.well-known/freehold', site.base), { cache: 'no-store' })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  const { name, key, lists } = (typeof domain === 'object' && domain !== null ? domain : {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof key !== 'string') {
    throw new RefusedByDomain('unreachable', `${words.page.noDomain}.`, words.page.reload, 0);
  }
  await new KnownDomain(keyStore).followTo(key, () => fetchKeySets(site));
  const environment = {
    domain: thumbprint(key),
    origin: site.origin,
    fetch: site.fetch,
    now: () => Date.now(),
    randomBytes,
  };
  return {
    name,
    key,
    lists,
    identity: await identityFor(key, keyStore, subtle),
    api: (signer) => new SignedApi(signer, environment),
  };
}

/** The same, to ask it with the key that this browser has for it. */
export async function openApi(
  keyStore: KeyStore | undefined,
  subtle: SubtleCrypto | undefined,
  site: Site,
): Promise<{ name: string; api: Api }> {
  const { name, identity, api } = await meetDomain(keyStore, subtle, site);
  return { name, api: api(identity) };
}
