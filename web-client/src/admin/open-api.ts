// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from '../app/browser';
import { identityFor } from '../net/identity';
import type { KeyStore } from '../net/key-store';
import { fetchKeySets, KnownDomain } from '../net/known-domain';
import type { Site } from '../net/site';
import { thumbprint } from '../net/thumbprint';
import { RefusedByDomain, SignedApi, type Api } from './api';
import { words } from './words';

/** Finds out which domain is at a site, and with which key to ask it. @throws RefusedByDomain when it does not tell */
export async function openApi(
  keyStore: KeyStore | undefined,
  subtle: SubtleCrypto | undefined,
  site: Site,
): Promise<{ name: string; api: Api }> {
  const domain: unknown = await site
    .fetch(new URL('/.well-known/freehold', site.base), { cache: 'no-store' })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  const { name, key } = (typeof domain === 'object' && domain !== null ? domain : {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof key !== 'string') {
    throw new RefusedByDomain('unreachable', `${words.page.noDomain}.`, words.page.reload, 0);
  }
  await new KnownDomain(keyStore).followTo(key, () => fetchKeySets(site));
  const identity = await identityFor(key, keyStore, subtle);
  return {
    name,
    api: new SignedApi(identity, {
      domain: thumbprint(key),
      origin: site.origin,
      fetch: site.fetch,
      now: () => Date.now(),
      randomBytes,
    }),
  };
}
