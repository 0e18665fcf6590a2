// SPDX-License-Identifier: Apache-2.0
import * as ed25519 from '@noble/ed25519';
import { expect, test } from 'vitest';
import { toBase64Url } from './base64url';
import { identityFor } from './identity';
import { FakeKeyStore } from './fake-key-store';
import { KnownDomain } from './known-domain';
import { thumbprint } from './thumbprint';

/** A key that a domain has, or had. */
interface DomainKey {
  secret: Uint8Array;
  publicKey: string;
}

function key(): DomainKey {
  const secret = ed25519.utils.randomSecretKey();
  return { secret, publicKey: toBase64Url(ed25519.getPublicKey(secret)) };
}

/** From one key to the next, signed by both (docs/ban-list-format.md section 4). */
function step(version: number, from: DomainKey, to: DomainKey): { document: string; jws: string } {
  const document = JSON.stringify({ keys: [thumbprint(to.publicKey)], threshold: 1, type: 'freehold.keys/1', version });
  const signatures = [from, to].map(({ secret, publicKey }) => {
    const jwk = { crv: 'Ed25519', kty: 'OKP', x: publicKey };
    const header = encode(JSON.stringify({ alg: 'Ed25519', b64: false, crit: ['b64'], jwk, kid: thumbprint(publicKey) }));
    return { protected: header, signature: toBase64Url(ed25519.sign(new TextEncoder().encode(`${header}.${document}`), secret)) };
  });
  return { document: encode(document), jws: JSON.stringify({ signatures }) };
}

function encode(text: string): string {
  return toBase64Url(new TextEncoder().encode(text));
}

const [first, second, third] = [key(), key(), key()];
const twice = { documents: [step(1, first, second), step(2, second, third)] };

test('who was away while the key changed twice is led to the last one, and stays who they were', async () => {
  const store = new FakeKeyStore();
  const domain = new KnownDomain(store);
  await domain.trust(first.publicKey);
  const before = await identityFor(first.publicKey, store, undefined);

  await domain.followTo(third.publicKey, async () => twice);
  expect(await domain.compare(third.publicKey)).toBe('same');
  expect((await identityFor(third.publicKey, store, undefined)).publicKey).toBe(before.publicKey);
});

test('who came between the two changes is led on from there', async () => {
  const domain = new KnownDomain(new FakeKeyStore());
  await domain.trust(second.publicKey);
  await domain.followTo(third.publicKey, async () => twice);
  expect(await domain.compare(third.publicKey)).toBe('same');
});

test.each([
  ['its second step is signed by a stranger', { documents: [step(1, first, second), step(2, key(), third)] }],
  ['a step is missing', { documents: [step(2, second, third)] }],
  ['it leads to another key', { documents: [step(1, first, second), step(2, second, key())] }],
  ['there is none', undefined],
])('a chain leads nowhere when %s', async (_why, chain) => {
  const store = new FakeKeyStore();
  const domain = new KnownDomain(store);
  await domain.trust(first.publicKey);
  const before = await identityFor(first.publicKey, store, undefined);
  await domain.followTo(third.publicKey, async () => chain);
  expect(await domain.compare(third.publicKey)).toBe('changed');
  expect((await identityFor(third.publicKey, store, undefined)).publicKey).not.toBe(before.publicKey);
});
