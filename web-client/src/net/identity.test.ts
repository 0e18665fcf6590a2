// SPDX-License-Identifier: Apache-2.0
import * as ed25519 from '@noble/ed25519';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url';
import { identityFor, verify } from './identity';
import { FakeKeyStore } from './fake-key-store';
import { KnownDomain } from './known-domain';
import { domainStatement, portableStatement, visitorStatement } from './statements';

interface StatementVector {
  about: string;
  domainKey: string;
  domainName: string;
  visitorSeed: string;
  visitorKey: string;
  portableSeed: string;
  portableKey: string;
  serverNonce: string;
  time: number;
  clientNonce: string;
  visitorStatement: string;
  visitorSignature: string;
  portableStatement: string;
  portableSignature: string;
  domainStatement: string;
  domainSignature: string;
}

const vectors = Object.values(
  import.meta.glob<StatementVector[]>('../../../docs/vectors/statements.json', { eager: true, import: 'default' }),
)[0]!;

class FullKeyStore extends FakeKeyStore {
  override async put(): Promise<void> {
    throw new Error('QuotaExceededError');
  }
}

describe('statements', () => {
  it.each(vectors)('and signatures are those of the golden vector: $about', async (vector) => {
    const parties = { domainKey: vector.domainKey, domainName: vector.domainName, visitorKey: vector.visitorKey };
    const store = new FakeKeyStore();
    store.kept.set(`visitor:${vector.domainKey}`, { kind: 'library', secret: ed25519.etc.hexToBytes(vector.visitorSeed) });
    const identity = await identityFor(vector.domainKey, store, undefined);
    const statement = visitorStatement({ ...parties, serverNonce: vector.serverNonce, time: vector.time });

    expect(identity.publicKey).toBe(vector.visitorKey);
    expect(statement).toBe(vector.visitorStatement);
    expect(await identity.sign(statement)).toBe(vector.visitorSignature);
    const shown = portableStatement({ ...parties, serverNonce: vector.serverNonce, portableKey: vector.portableKey });
    expect(shown).toBe(vector.portableStatement);
    expect(verify(vector.portableKey, shown, vector.portableSignature)).toBe(true);
    expect(domainStatement({ ...parties, clientNonce: vector.clientNonce })).toBe(vector.domainStatement);
    expect(verify(vector.domainKey, vector.domainStatement, vector.domainSignature)).toBe(true);
    expect(verify(vector.domainKey, `${vector.domainStatement}x`, vector.domainSignature)).toBe(false);
  });
});

describe('a visitor’s key', () => {
  it('comes from the browser when it can, and never shows its secret', async () => {
    const store = new FakeKeyStore();
    const identity = await identityFor('harbour', store, crypto.subtle);

    expect(identity.kind).toBe('browser');
    expect(identity.stored).toBe(true);
    expect(verify(identity.publicKey, 'hello', await identity.sign('hello'))).toBe(true);
    const kept = store.kept.get('visitor:harbour') as { key: CryptoKey };
    expect(kept.key.extractable).toBe(false);
  });

  it('comes from the library where WebCrypto is hidden', async () => {
    const identity = await identityFor('harbour', new FakeKeyStore(), undefined);

    expect(identity.kind).toBe('library');
    expect(verify(identity.publicKey, 'hello', await identity.sign('hello'))).toBe(true);
  });

  it('comes from the library where WebCrypto lacks Ed25519', async () => {
    const subtle = { generateKey: () => Promise.reject(new Error('NotSupportedError')) } as unknown as SubtleCrypto;

    expect((await identityFor('harbour', new FakeKeyStore(), subtle)).kind).toBe('library');
  });

  it.each([
    ['browser', crypto.subtle],
    ['library', undefined],
  ] as const)('is the same at the next visit: %s', async (_, subtle) => {
    const store = new FakeKeyStore();
    const first = await identityFor('harbour', store, subtle);
    const second = await identityFor('harbour', store, subtle);

    expect(second.publicKey).toBe(first.publicKey);
    expect(verify(first.publicKey, 'hello', await second.sign('hello'))).toBe(true);
  });

  it('is another one for each domain', async () => {
    const store = new FakeKeyStore();

    expect((await identityFor('harbour', store, undefined)).publicKey).not.toBe(
      (await identityFor('meadow', store, undefined)).publicKey,
    );
  });

  it.each([
    ['there is no storage', undefined],
    ['storage is full', new FullKeyStore()],
  ])('is for this visit only when %s', async (_, store) => {
    const identity = await identityFor('harbour', store, undefined);

    expect(identity.stored).toBe(false);
    expect(verify(identity.publicKey, 'hello', await identity.sign('hello'))).toBe(true);
  });
});

describe('verify', () => {
  it('is false for what is no key or signature', () => {
    expect(verify('', 'hello', '')).toBe(false);
    expect(verify('?', 'hello', '?')).toBe(false);
    expect(verify(toBase64Url(new Uint8Array(32).fill(255)), 'hello', toBase64Url(new Uint8Array(64)))).toBe(false);
  });
});

describe('a known domain', () => {
  it('is new, then the same, and changed when another key answers', async () => {
    const known = new KnownDomain(new FakeKeyStore());

    expect(await known.compare('key-1')).toBe('new');
    await known.trust('key-1');
    expect(await known.compare('key-1')).toBe('same');
    expect(await known.compare('key-2')).toBe('changed');
  });

  const vector = Object.values(
    import.meta.glob<{ about: string; chain: { documents: { jws: string }[] } }[]>('../../../docs/vectors/key-sets.json', {
      eager: true,
      import: 'default',
    }),
  )[0]!.find(({ about }) => about === 'one change of the key')!;
  const headers = (JSON.parse(vector.chain.documents[0]!.jws) as { signatures: { protected: string }[] }).signatures;
  const [oldKey, newKey] = headers.map(
    (each) => (JSON.parse(new TextDecoder().decode(fromBase64Url(each.protected)!)) as { jwk: { x: string } }).jwk.x,
  ) as [string, string];

  it('follows a key that led to another, and the visitor stays who they were', async () => {
    const store = new FakeKeyStore();
    const known = new KnownDomain(store);
    const before = await identityFor(oldKey, store, undefined);
    await known.trust(oldKey);
    await known.followTo(newKey, () => Promise.resolve(vector.chain));

    expect(await known.compare(newKey)).toBe('same');
    expect((await identityFor(newKey, store, undefined)).publicKey).toBe(before.publicKey);
  });

  it('does not follow a key that nothing leads to', async () => {
    const other = 'A'.repeat(43);
    for (const [to, chain] of [[other, vector.chain], [newKey, { documents: [] }], [newKey, undefined]] as const) {
      const store = new FakeKeyStore();
      const known = new KnownDomain(store);
      const before = await identityFor(oldKey, store, undefined);
      await known.trust(oldKey);
      await known.followTo(to, () => (chain === undefined ? Promise.reject(new Error('offline')) : Promise.resolve(chain)));

      expect(await known.compare(to)).toBe('changed');
      expect((await identityFor(to, store, undefined)).publicKey).not.toBe(before.publicKey);
      expect((await identityFor(oldKey, store, undefined)).publicKey).toBe(before.publicKey);
    }
  });

  it('asks for no key sets while the key is the same, or new', async () => {
    const known = new KnownDomain(new FakeKeyStore());
    const never = (): Promise<unknown> => Promise.reject(new Error('asked'));
    await known.followTo('key-1', never);
    await known.trust('key-1');
    await known.followTo('key-1', never);

    expect(await known.compare('key-1')).toBe('same');
  });

  it('is always new without storage', async () => {
    const known = new KnownDomain(undefined);
    await known.trust('key-1');

    expect(await known.compare('key-1')).toBe('new');
  });
});
