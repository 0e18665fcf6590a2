// SPDX-License-Identifier: Apache-2.0
import type { Environment, Socket } from '../net/connection';
import { identityFor } from '../net/identity';
import type { KeyStore } from '../net/key-store';
import { KnownDomain } from '../net/known-domain';

/**
 * The browser as the connection sees it.
 *
 * @param keySets how the domain's keys came one after the other, asked for when it answers with another than before
 */
export function browserEnvironment(store: KeyStore | undefined, open: () => Socket, keySets: () => Promise<unknown>): Environment {
  const known = new KnownDomain(store);
  return {
    open,
    now: () => performance.now(),
    clock: () => Date.now(),
    after,
    random: () => Math.random(),
    randomBytes,
    identityFor: async (domainKey) => {
      await known.followTo(domainKey, keySets);
      return identityFor(domainKey, store, subtleCrypto());
    },
  };
}

/** Calls `task` once, later. Returns the way to call it off. */
export function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Undefined on plain http from another machine, whatever the type says. */
export function subtleCrypto(): SubtleCrypto | undefined {
  return crypto.subtle as SubtleCrypto | undefined;
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
