// SPDX-License-Identifier: Apache-2.0
import { SUBPROTOCOL, type Environment, type Socket } from '../net/connection';
import { identityFor } from '../net/identity';
import type { KeyStore } from '../net/key-store';
import { fetchKeySets, KnownDomain } from '../net/known-domain';

/** The browser as the connection sees it. */
export function browserEnvironment(store: KeyStore | undefined): Environment {
  const known = new KnownDomain(store);
  return {
    open: () => new WebSocket(sessionAddress(new URL(location.href)), SUBPROTOCOL) as Socket,
    now: () => performance.now(),
    clock: () => Date.now(),
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    randomBytes,
    identityFor: async (domainKey) => {
      await known.followTo(domainKey, fetchKeySets);
      return identityFor(domainKey, store, subtleCrypto());
    },
  };
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Undefined on plain http from another machine, whatever the type says. */
export function subtleCrypto(): SubtleCrypto | undefined {
  return crypto.subtle as SubtleCrypto | undefined;
}

function sessionAddress(page: URL): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/session`;
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
