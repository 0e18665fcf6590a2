// SPDX-License-Identifier: Apache-2.0
// Signs and verifies documents as docs/ban-list-format.md says, without any library (Node 20 or later):
//   node docs/examples/signed.mjs sign KEY.pem main.json         writes main.json canonically, and main.json.jws
//   node docs/examples/signed.mjs verify THUMBPRINT main.json    checks main.json against main.json.jws
//   node docs/examples/signed.mjs rotate OLD.pem NEW.pem main.json   says in main.json.keys that NEW follows OLD
// A key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

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

/** Header and signature over these bytes by the key in a file, and its thumbprint. */
function signed(bytes, keyFile) {
  const key = createPrivateKey(readFileSync(keyFile));
  const { crv, kty, x } = createPublicKey(key).export({ format: 'jwk' });
  const jwk = { crv, kty, x };
  const members = { alg: 'Ed25519', b64: false, crit: ['b64'], jwk, kid: thumbprint(jwk) };
  const header = Buffer.from(canonical(members)).toString('base64url');
  return { kid: members.kid, header, signature: sign(null, signingInput(header, bytes), key).toString('base64url') };
}

const [, , command, first, ...more] = process.argv;
const file = more.at(-1);
if (command === 'sign') {
  const bytes = Buffer.from(canonical(JSON.parse(readFileSync(file, 'utf8'))));
  const { kid, header, signature } = signed(bytes, first);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.jws`, `${header}..${signature}`);
  console.log(`signed by ${kid}`);
} else if (command === 'rotate') {
  const { documents } = existsSync(`${file}.keys`) ? JSON.parse(readFileSync(`${file}.keys`, 'utf8')) : { documents: [] };
  const next = signed(Buffer.from(''), more[0]).kid;
  const set = Buffer.from(
    canonical({ type: 'freehold.keys/1', version: documents.length + 1, threshold: 1, keys: [next] }),
  );
  const signatures = [first, more[0]].map((key) => signed(set, key));
  const jws = canonical({ signatures: signatures.map(({ header, signature }) => ({ protected: header, signature })) });
  writeFileSync(`${file}.keys`, canonical({ documents: [...documents, { document: set.toString('base64url'), jws }] }));
  console.log(`the key is now ${next}`);
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
  console.log('sign KEY.pem FILE | verify THUMBPRINT FILE | rotate OLD.pem NEW.pem FILE');
  process.exitCode = 2;
}
