// SPDX-License-Identifier: Apache-2.0
import type { KeyStore } from './key-store';

const SLOT = 'domain';

/** `new` at the first visit, `same`, or `changed`: the address now answers with another key, which its person must be told. */
export type DomainKnowledge = 'new' | 'same' | 'changed';

/** What this address has answered with before. Storage belongs to one origin, so one key is all there is to remember. */
export class KnownDomain {
  readonly #store: KeyStore | undefined;

  constructor(store: KeyStore | undefined) {
    this.#store = store;
  }

  async compare(domainKey: string): Promise<DomainKnowledge> {
    const known = await this.#store?.get(SLOT).catch(() => undefined);
    if (typeof known !== 'string') {
      return 'new';
    }
    return known === domainKey ? 'same' : 'changed';
  }

  /** From now on this is the key to expect. Only for a domain that has proved it. */
  async trust(domainKey: string): Promise<void> {
    // Without storage there is nothing to compare with next time either, which `Identity.stored` already tells.
    await this.#store?.put(SLOT, domainKey).catch(() => undefined);
  }
}
