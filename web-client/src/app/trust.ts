// SPDX-License-Identifier: Apache-2.0
import type { Identity } from '../net/identity';
import type { KnownDomain } from '../net/known-domain';
import type { Welcome } from '../net/messages';
import { ask } from '../ui/dialogs';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';

const TLS_NOTE_SEEN = 'freehold.plain-http-note-closed';
const RULES_AGREED = 'freehold.rules-agreed';

/** What a person should know before they trust where they are. Nothing here stands in the way of the first picture but rules. */
export class Trust {
  readonly #known: KnownDomain;
  readonly #toasts: Toasts;
  readonly #storage: Storage | undefined;
  readonly #rulesAgreed: string;
  readonly #leave: () => void;
  #told = false;

  /** @param nameOf by which name something is stored for this domain alone */
  constructor(
    known: KnownDomain,
    toasts: Toasts,
    storage: Storage | undefined,
    nameOf: (item: string) => string,
    leave: () => void,
  ) {
    this.#known = known;
    this.#toasts = toasts;
    this.#storage = storage;
    this.#rulesAgreed = nameOf(RULES_AGREED);
    this.#leave = leave;
  }

  /** Notes about this page, once in a visit. */
  noteLimits(secure: boolean, identity: Identity): void {
    if (this.#told) {
      return;
    }
    this.#told = true;
    if (!identity.stored) {
      this.#toasts.info(text.identity.notStored, { key: 'not-stored', lasting: true });
    }
    if (!secure && this.#storage?.getItem(TLS_NOTE_SEEN) !== 'yes') {
      this.#toasts.info(text.identity.withoutTls, {
        key: 'tls',
        lasting: true,
        closed: () => this.#storage?.setItem(TLS_NOTE_SEEN, 'yes'),
      });
    }
  }

  /** Warns when the domain is another one than before, or could not prove who it is. */
  async checkDomain({ name, key }: Welcome['domain'], proved: boolean): Promise<void> {
    const leave = { label: text.identity.leave, act: this.#leave };
    if (!proved) {
      this.#toasts.warn(text.identity.domainUnproved(name), { key: 'domain', lasting: true, actions: [leave] });
      return;
    }
    const knowledge = await this.#known.compare(key);
    if (knowledge === 'new') {
      await this.#known.trust(key);
    } else if (knowledge === 'changed') {
      const trust = { label: text.identity.trust, act: () => void this.#known.trust(key) };
      this.#toasts.warn(text.identity.domainChanged(name), { key: 'domain', lasting: true, actions: [leave, trust] });
    }
  }

  /** Shows rules once for each wording. */
  async showRules(domain: string, rules: string | undefined): Promise<void> {
    if (rules === undefined || this.#storage?.getItem(this.#rulesAgreed) === rules) {
      return;
    }
    const agreed = await ask({
      title: text.rules.title(domain),
      body: rules,
      yes: text.rules.agree,
      no: text.rules.leave,
      dismissable: false,
    });
    if (agreed) {
      this.#storage?.setItem(this.#rulesAgreed, rules);
    } else {
      this.#leave();
    }
  }
}
