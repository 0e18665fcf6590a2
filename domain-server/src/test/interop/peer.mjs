// SPDX-License-Identifier: Apache-2.0
// A visitor over WebRTC with a stack that shares no code with ours or a browser's, written from docs/protocol.md alone.
// Walks in at the URL of the first argument, says a line, and goes on sending poses until its input ends. Each line that
// it prints is a JSON object: what has happened.
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { RTCPeerConnection } from 'node-datachannel/polyfill';

const POSE_MILLIS = 50;
const UPRIGHT = 0x01;
const VELOCITY = 0x02;
const HEAD = 0x10;
const HANDS = 0x20;
const link = process.argv[2];

function tell(event, more = {}) {
  console.log(JSON.stringify({ event, ...more }));
}

function fail(why) {
  tell('failed', { why: String(why) });
  process.exit(1);
}
process.on('unhandledRejection', fail);

// ---- Keys and statements (sections 2 and 3)

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'jwk' }).x;

function signed(...lines) {
  return sign(null, Buffer.from(lines.join('\n')), privateKey).toString('base64url');
}

function check(what, domainKey, signature, ...lines) {
  const by = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: domainKey }, format: 'jwk' });
  if (!verify(null, Buffer.from(lines.join('\n')), by, Buffer.from(signature, 'base64url'))) {
    fail(`${what}: the domain has not signed it`);
  }
}

// ---- The introduction (section 13.1)

const peer = new RTCPeerConnection({ iceServers: [] });
peer.onconnectionstatechange = () => peer.connectionState === 'failed' && fail('no connection');
const session = peer.createDataChannel('session', { negotiated: true, id: 0 });
const poses = peer.createDataChannel('poses', { negotiated: true, id: 1, ordered: false, maxRetransmits: 0 });

await peer.setLocalDescription(await peer.createOffer());
const { sdp } = peer.localDescription;
const part = (name) => new RegExp(`^a=${name}:(.*)$`, 'm').exec(sdp)[1].trim();
const introduction = randomBytes(16).toString('base64url');
const fingerprint = Buffer.from(part('fingerprint').split(' ')[1].replaceAll(':', ''), 'hex').toString('base64url');
const response = await fetch(new URL('introduction', link), {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  // The host finds out where this visitor is from its checks.
  body: JSON.stringify({ type: 'offer', introduction, ufrag: part('ice-ufrag'), pwd: part('ice-pwd'), fingerprint, candidates: [] }),
});
const answer = await response.json();
if (answer.type !== 'answer') {
  fail(JSON.stringify(answer));
}
check(
  'answer', answer.domain.key, answer.domain.signature,
  'freehold-introduction-1', answer.domain.key, answer.domain.name, introduction, fingerprint, answer.fingerprint,
);
const hostFingerprint = Buffer.from(answer.fingerprint, 'base64url').toString('hex').toUpperCase().match(/../g).join(':');
await peer.setRemoteDescription({
  type: 'answer',
  sdp: [
    'v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', `a=group:BUNDLE ${part('mid')}`,
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', `a=mid:${part('mid')}`, 'a=setup:passive',
    `a=ice-ufrag:${answer.ufrag}`, `a=ice-pwd:${answer.pwd}`, `a=fingerprint:sha-256 ${hostFingerprint}`,
    'a=sctp-port:5000', 'a=max-message-size:65536', ...answer.candidates.map((candidate) => `a=${candidate}`), 'a=end-of-candidates', '',
  ].join('\r\n'),
});

// ---- The session (sections 3, 7 and 13.2)

const nonce = randomBytes(32).toString('base64url');
const parts = [];
let domain;
let sequence = 0;
let walking;

session.onmessage = ({ data }) => {
  if (typeof data === 'string') {
    heard(JSON.parse(data));
    return;
  }
  const [kind, last] = new Uint8Array(data);
  if (kind === 0) {
    parts.push(Buffer.from(data, 2));
    if (last === 1) {
      heard(JSON.parse(Buffer.concat(parts.splice(0)).toString()));
    }
  }
};

function heard(message) {
  switch (message.type) {
    case 'hello': {
      domain = message.domain;
      const time = Date.now();
      const signature = signed('freehold-visitor-2', domain.key, domain.name, message.nonce, key, time);
      say({ type: 'hello', protocol: 1, key, nonce, time, signature, name: 'Stranger' });
      break;
    }
    case 'welcome':
      check('welcome', domain.key, message.domain.signature, 'freehold-domain-1', domain.key, domain.name, nonce, key);
      tell('welcome', { handle: message.you.handle });
      break;
    case 'loaded':
      tell('loaded');
      say({ type: 'chat', ref: 1, text: 'hello from another stack' });
      walking = setInterval(walk, POSE_MILLIS);
      break;
    case 'refused':
    case 'close':
      fail(JSON.stringify(message));
  }
}

function say(message) {
  session.send(JSON.stringify(message));
}

function walk() {
  sequence = (sequence + 1) & 0xffff;
  const pose = Buffer.alloc(18);
  pose.writeUInt8(1, 0);
  pose.writeUInt8(UPRIGHT, 1);
  pose.writeUInt16BE(sequence, 2);
  pose.writeFloatBE(sequence / 20, 4);
  pose.writeFloatBE(0, 8);
  pose.writeFloatBE(7, 12);
  poses.send(pose);
}

const seen = new Set();

poses.onmessage = ({ data }) => {
  for (const handle of handles(Buffer.from(data))) {
    if (!seen.has(handle)) {
      seen.add(handle);
      tell('sees', { handle });
    }
  }
};

/** Of all poses in a message, which has to be whole. */
function* handles(message) {
  let at = 6;
  while (at < message.length) {
    const detail = message.readUInt32BE(at) >>> 30;
    const count = message.readUInt8(at + 4);
    at += 5;
    for (let i = 0; i < count; i++) {
      yield message.readUInt16BE(at);
      at += detail === 1 ? 6 : nearPoseBytes(message.readUInt8(at + 2));
    }
  }
  if (at !== message.length) {
    fail(`a message of poses ends at ${at} (expected: ${message.length})`);
  }
}

function nearPoseBytes(flags) {
  const upright = (flags & UPRIGHT) !== 0;
  return (
    9 + (upright ? 2 : 4) + (flags & VELOCITY ? (upright ? 2 : 6) : 0) + (flags & HEAD ? 2 : 0) + (flags & HANDS ? 14 : 0)
  );
}

process.stdin.resume();
process.stdin.on('end', () => {
  clearInterval(walking);
  say({ type: 'leave' });
  session.onclose = () => process.exit(0);
});
