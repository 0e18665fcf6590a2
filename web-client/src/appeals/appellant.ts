// SPDX-License-Identifier: Apache-2.0
import type { Api, OwnAppeal } from '../admin/api';
import type { Signer } from '../net/request-signature';

/** Once a day. */
export const BETWEEN_MS = 86_400_000;

export interface NewAppeal {
  list: string;
  text: string;
  /** The word of a home for the key that signs. */
  vouch?: string;
}

/** Somebody who appeals, by one key or several. */
export class Appellant {
  readonly #apiOf: (signer: Signer) => Api;
  readonly #apis = new Map<string, Api>();

  constructor(apiOf: (signer: Signer) => Api) {
    this.#apiOf = apiOf;
  }

  /** From now on what was appealed by this key counts as theirs. */
  comesBy(signer: Signer): Api {
    const known = this.#apis.get(signer.publicKey) ?? this.#apiOf(signer);
    this.#apis.set(signer.publicKey, known);
    return known;
  }

  /** @throws RefusedByDomain */
  make(signer: Signer, appeal: NewAppeal): Promise<OwnAppeal> {
    return this.comesBy(signer).ask('appeal/make', appeal);
  }

  /** By all of their keys, the newest first. @throws RefusedByDomain */
  async mine(): Promise<OwnAppeal[]> {
    const answers = await Promise.all([...this.#apis.values()].map((api) => api.ask('appeal/mine', {})));
    return answers.flatMap(({ appeals }) => appeals).sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  }
}

/** When the next one may be made about this list, by what was made; undefined: none of these is in the way. */
export function nextAt(appeals: readonly OwnAppeal[], now: number): number | undefined {
  const last = Math.max(...appeals.map(({ at }) => Date.parse(at)).filter((at) => at + BETWEEN_MS > now));
  return Number.isFinite(last) ? last + BETWEEN_MS : undefined;
}
