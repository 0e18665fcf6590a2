// SPDX-License-Identifier: Apache-2.0
import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from './base64url';
import { contentDigest, signatureBase, signedHeaders, type Signer } from './request-signature';

ed25519.hashes.sha512 = sha512;

/** test-key-ed25519 of RFC 9421 B.1.4. */
const SECRET = fromBase64Url('n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU')!;
const PUBLIC = 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs';
const signer: Signer = {
  publicKey: PUBLIC,
  sign: (text) => Promise.resolve(toBase64Url(ed25519.sign(new TextEncoder().encode(text), SECRET))),
};

test('the digest is that of RFC 9530', () => {
  expect(contentDigest(new TextEncoder().encode('{"hello": "world"}'))).toBe(
    'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
  );
});

test('base and signature are those of RFC 9421 B.2.6', async () => {
  const { input, base } = signatureBase(
    [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ],
    ';created=1618884473;keyid="test-key-ed25519"',
  );
  expect(input).toBe(
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  );
  expect(await signer.sign(base)).toBe(
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw',
  );
});

test('a request to the API is signed over method, authority, path, body and domain', async () => {
  const headers = await signedHeaders(
    {
      method: 'POST',
      authority: 'Harbour.Example:4080',
      path: '/api/people/list',
      domain: '23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU',
      body: new TextEncoder().encode('{}'),
      created: 1_795_000_000,
      nonce: 'AAECAwQFBgcICQoLDA0ODw',
    },
    signer,
  );
  expect(headers['Content-Digest']).toBe('sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:');
  expect(headers['Freehold-Domain']).toBe('23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU');
  expect(headers['Signature-Input']).toBe(
    'freehold=("@method" "@authority" "@path" "content-digest" "freehold-domain");created=1795000000;nonce="AAECAwQFBgcICQoLDA0ODw";' +
      `keyid="${PUBLIC}";tag="freehold-api"`,
  );
  const base = [
    '"@method": POST',
    '"@authority": harbour.example:4080',
    '"@path": /api/people/list',
    '"content-digest": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:',
    '"freehold-domain": 23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU',
    '"@signature-params": ("@method" "@authority" "@path" "content-digest" "freehold-domain");created=1795000000;' +
      `nonce="AAECAwQFBgcICQoLDA0ODw";keyid="${PUBLIC}";tag="freehold-api"`,
  ].join('\n');
  const signature = Uint8Array.from(atob(/^freehold=:(.*):$/.exec(headers['Signature']!)![1]!), (c) => c.charCodeAt(0));
  expect(ed25519.verify(signature, new TextEncoder().encode(base), fromBase64Url(PUBLIC)!)).toBe(true);
});
