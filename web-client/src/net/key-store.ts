// SPDX-License-Identifier: Apache-2.0

/** Where keys are kept between visits. Values may be CryptoKeys, which only IndexedDB can hold without showing the secret. */
export interface KeyStore {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
}

const DATABASE = 'freehold';
const TABLE = 'keys';

/** Opens the browser's IndexedDB. Undefined when the browser offers none, as some private windows do. */
export async function openKeyStore(factory: IDBFactory | undefined): Promise<KeyStore | undefined> {
  if (factory === undefined) {
    return undefined;
  }
  try {
    const opening = factory.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    const database = await settled(opening);
    return {
      get: (name) => settled(database.transaction(TABLE).objectStore(TABLE).get(name)),
      put: async (name, value) => {
        await settled(database.transaction(TABLE, 'readwrite').objectStore(TABLE).put(value, name));
      },
    };
  } catch {
    // The caller goes on without and says so: a key for this visit only.
    return undefined;
  }
}

/** The part of a store that belongs to one of several domains that share an origin. */
export function storeOf(store: KeyStore | undefined, domain: string): KeyStore | undefined {
  return (
    store && {
      get: (name) => store.get(`${domain}/${name}`),
      put: (name, value) => store.put(`${domain}/${name}`, value),
    }
  );
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed without a reason'));
  });
}
