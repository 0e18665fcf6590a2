// SPDX-License-Identifier: Apache-2.0
import { follow, pinned } from './key-chain';
import { moveIdentity } from './identity';
import type { KeyStore } from './key-store';
import type { Site } from './site';
import { thumbprint } from './thumbprint';

const SLOT = 'domain';
const KEYS_PATH = '/.well-known/freehold.keys';

/** `new` at the first visit, `same`, or `changed`: the address now answers with another key, which its person must be told. */
export type DomainKnowledge = 'new' | 'same' | 'changed';

/** What this address has answered with before. The store belongs to one domain's address, so one key is all there is to remember. */
export class KnownDomain {
  readonly #store: KeyStore | undefined;

  constructor(store: KeyStore | undefined) {
    this.#store = store;
  }

  async compare(domainKey: string): Promise<DomainKnowledge> {
    const known = await this.#known();
    if (known === undefined) {
      return 'new';
    }
    return known === domainKey ? 'same' : 'changed';
  }

  /** From now on this is the key to expect. Only for a domain that has proved it. */
  async trust(domainKey: string): Promise<void> {
    // Without storage there is nothing to compare with next time either, which `Identity.stored` already tells.
    await this.#store?.put(SLOT, domainKey).catch(() => undefined);
  }

  /**
   * When the domain answers with another key than before, and the old one has led to it: it is the same domain, and the visitor stays who
   * they were there.
   *
   * @param keySets what the domain publishes of how its keys came one after the other
   */
  async followTo(domainKey: string, keySets: () => Promise<unknown>): Promise<void> {
    const known = await this.#known();
    if (known === undefined || known === domainKey) {
      return;
    }
    const led = follow(pinned(thumbprint(known)), await keySets().catch(() => undefined));
    if (led?.threshold === 1 && led.keys.includes(thumbprint(domainKey))) {
      await moveIdentity(known, domainKey, this.#store);
      await this.trust(domainKey);
    }
  }

  async #known(): Promise<string | undefined> {
    const known = await this.#store?.get(SLOT).catch(() => undefined);
    return typeof known === 'string' ? known : undefined;
  }
}

/** How the keys of the domain at a site came one after the other. */
export async function fetchKeySets(site: Site): Promise<unknown> {
  const response = await site.fetch(new URL(KEYS_PATH, site.base), { cache: 'no-store' });
  return response.ok ? response.json() : undefined;
}
