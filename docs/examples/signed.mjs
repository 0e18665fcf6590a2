// SPDX-License-Identifier: Apache-2.0
// Signs and verifies documents as docs/ban-list-format.md says, without any library (Node 20 or later):
//   node docs/examples/signed.mjs sign KEY.pem main.json         writes main.json canonically, and main.json.jws
//   node docs/examples/signed.mjs verify THUMBPRINT main.json    checks main.json against main.json.jws
// A key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** RFC 8785 for texts, booleans, null, integers, arrays and objects: names sorted by UTF-16 units, no blanks. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** RFC 7638: the hash of the three members that make the key, in this order. */
const thumbprint = (jwk) =>
  createHash('sha256').update(`{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}"}`).digest('base64url');

const signingInput = (header, bytes) => Buffer.concat([Buffer.from(`${header}.`), bytes]);

const [, , command, first, file] = process.argv;
if (command === 'sign') {
  const key = createPrivateKey(readFileSync(first));
  const { crv, kty, x } = createPublicKey(key).export({ format: 'jwk' });
  const bytes = Buffer.from(canonical(JSON.parse(readFileSync(file, 'utf8'))));
  const jwk = { crv, kty, x };
  const members = { alg: 'Ed25519', b64: false, crit: ['b64'], jwk, kid: thumbprint(jwk) };
  const header = Buffer.from(canonical(members)).toString('base64url');
  writeFileSync(file, bytes);
  writeFileSync(`${file}.jws`, `${header}..${sign(null, signingInput(header, bytes), key).toString('base64url')}`);
  console.log(`signed by ${members.kid}`);
} else if (command === 'verify') {
  const bytes = readFileSync(file);
  const [header, signature] = readFileSync(`${file}.jws`, 'utf8').split('..');
  const { jwk, kid } = JSON.parse(Buffer.from(header, 'base64url'));
  const isTrusted = kid === first && thumbprint(jwk) === kid;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify(null, signingInput(header, bytes), key, Buffer.from(signature, 'base64url'));
  const isCanonical = canonical(JSON.parse(bytes.toString())) === bytes.toString();
  console.log(JSON.stringify({ isTrusted, isSigned, isCanonical }));
  process.exitCode = isTrusted && isSigned && isCanonical ? 0 : 1;
} else {
  console.log('sign KEY.pem FILE | verify THUMBPRINT FILE');
  process.exitCode = 2;
}
