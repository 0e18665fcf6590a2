// SPDX-License-Identifier: Apache-2.0
import type { KeyStore } from './key-store';

/** Keeps keys in memory, for tests. */
export class FakeKeyStore implements KeyStore {
  readonly kept = new Map<string, unknown>();

  async get(name: string): Promise<unknown> {
    return this.kept.get(name);
  }

  async put(name: string, value: unknown): Promise<void> {
    this.kept.set(name, value);
  }
}
