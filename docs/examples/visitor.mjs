// SPDX-License-Identifier: Apache-2.0
// A visitor in one file, written from docs/protocol.md alone and without any library (Node 20 or later):
//   node docs/examples/visitor.mjs http://localhost:4080/
// It enters, says who and what is there, says a line, adds a box, walks two metres, and leaves. Only ws://, not wss://.
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { connect } from 'node:net';

const link = new URL(process.argv[2] ?? 'http://localhost:4080/');

// ---- WebSocket (RFC 6455): whole messages over one socket ----

/** Opens a WebSocket; calls onText and onBinary with whole messages. */
function openWebSocket(host, port, path, { onText, onBinary, onClose }) {
  const socket = connect(port, host);
  const key = randomBytes(16).toString('base64');
  let received = Buffer.alloc(0);
  let upgraded = false;
  let parts = [];
  let partsOpcode = 0;

  function send(opcode, payload) {
    const length = payload.length; // a client that sends 64 KiB at once needs the third form of the head
    const head = Buffer.from([0x80 | opcode, 0x80 | (length < 126 ? length : 126)]);
    const more = Buffer.from(length < 126 ? [] : [length >> 8, length & 0xff]);
    const mask = randomBytes(4);
    socket.write(Buffer.concat([head, more, mask, payload.map((byte, i) => byte ^ mask[i % 4])]));
  }

  /** Takes one frame from what was received; false when it is not all there. */
  function readFrame() {
    if (received.length < 2) return false;
    const final = (received[0] & 0x80) !== 0;
    const opcode = received[0] & 0x0f;
    let length = received[1] & 0x7f;
    let start = 2;
    if (length > 125) {
      start = length === 126 ? 4 : 10;
      if (received.length < start) return false;
      length = start === 4 ? received.readUInt16BE(2) : Number(received.readBigUInt64BE(2));
    }
    if (received.length < start + length) return false;
    const payload = received.subarray(start, start + length);
    received = received.subarray(start + length);
    if (opcode === 9) {
      send(10, payload);
    } else if (opcode === 8) {
      send(8, payload);
      socket.end();
    } else if (opcode < 8) {
      if (opcode !== 0) partsOpcode = opcode;
      parts.push(payload);
      if (final) {
        const whole = Buffer.concat(parts);
        parts = [];
        if (partsOpcode === 1) onText(whole.toString('utf8'));
        else onBinary(whole);
      }
    }
    return true;
  }

  socket.on('connect', () => socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: freehold.1\r\n\r\n`));
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    if (!upgraded) {
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.subarray(0, end).toString('latin1');
      const accept = createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
      if (!head.startsWith('HTTP/1.1 101') || !head.includes(accept)) {
        console.error(`not a Freehold domain: ${head.split('\r\n')[0]}`);
        process.exit(3);
      }
      upgraded = true;
      received = received.subarray(end + 4);
    }
    while (readFrame());
  });
  socket.on('error', (error) => {
    console.error(`no connection: ${error.message || error.code}`);
    process.exit(3);
  });
  socket.on('close', onClose);
  return { text: (message) => send(1, Buffer.from(message)), binary: (frame) => send(2, frame) };
}

// ---- Keys and statements (section 3) ----

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'jwk' }).x; // base64url of the 32 bytes
const nonce = randomBytes(32).toString('base64url');
let domain;

function answerHello(hello) {
  domain = hello.domain;
  const time = Date.now();
  const statement = ['freehold-visitor-2', domain.key, domain.name, hello.nonce, key, time].join('\n');
  const signature = sign(null, Buffer.from(statement), privateKey).toString('base64url');
  return { type: 'hello', protocol: 1, key, nonce, time, signature, name: 'Example', software: 'visitor.mjs' };
}

function isFromTheDomain(welcome) {
  const statement = ['freehold-domain-1', domain.key, domain.name, nonce, key].join('\n');
  const domainKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: domain.key }, format: 'jwk' });
  return verify(null, Buffer.from(statement), domainKey, Buffer.from(welcome.domain.signature, 'base64url'));
}

// ---- Poses (section 7) ----

/** Upright with a velocity: yaw in radians, metres, metres a second. */
function poseFrame(sequence, [x, y, z], yaw, velocity) {
  const frame = Buffer.alloc(24);
  frame[0] = 1;
  frame[1] = 0x01 | 0x02;
  frame.writeUInt16BE(sequence & 0xffff, 2);
  [x, y, z].forEach((value, i) => frame.writeFloatBE(value, 4 + 4 * i));
  frame.writeUInt16BE(Math.round((yaw / (2 * Math.PI)) * 65536) & 0xffff, 16);
  velocity.forEach((value, i) => frame.writeInt16BE(Math.round(value * 100), 18 + 2 * i));
  return frame;
}

/** Calls take(handle, [x, y, z]) for each pose of a message; what else a pose says is passed over. */
function readPoses(message, take) {
  for (let at = 6; at < message.length; ) { // after the kind, a zero and the time
    const cell = message.readUInt32BE(at);
    const detail = cell >>> 30;
    if (detail > 1) return; // of a later version
    const count = message[at + 4];
    at += 5;
    for (let i = 0; i < count; i++) {
      const flags = detail === 1 ? 0 : message[at + 2];
      const part = (axis) => detail === 1 ? (message[at + 2 + axis] + 0.5) / 256 : message.readUInt16BE(at + 3 + 2 * axis) / 65536;
      take(message.readUInt16BE(at), [20, 10, 0].map((shift, axis) => 32 * (((cell >>> shift) & 0x3ff) - 512 + part(axis))));
      const turn = flags & 0x01 ? 2 : 4; // bytes; then follow velocity, head and hands
      at += detail === 1 ? 6 : 9 + turn + (flags & 0x02 ? (turn === 2 ? 2 : 6) : 0) + (flags & 0x10 ? 2 : 0) + (flags & 0x20 ? 14 : 0);
    }
  }
}

// ---- The visit ----

const people = new Map();
const entities = new Map();
let entry = { x: 0, y: 0, z: 0 };
const places = new Map();
let poseFrames = 0;
let me;

/** RFC 7396. */
function mergePatch(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

const socket = openWebSocket(link.hostname, Number(link.port || 80), '/session', {
  onText: (text) => receive(JSON.parse(text)),
  onBinary: (message) => {
    poseFrames++;
    readPoses(message, (handle, place) => places.set(handle, place));
  },
  onClose: () => {
    for (const [handle, place] of places) // of things that move, too; people have names
      if (people.has(handle)) console.log(`${people.get(handle)} was last at (${place.join(', ')})`);
    console.log(`closed; ${poseFrames} frames of poses came`);
  },
});
const send = (message) => socket.text(JSON.stringify(message));

function receive(message) {
  switch (message.type) {
    case 'hello':
      send(answerHello(message));
      break;
    case 'welcome':
      if (!isFromTheDomain(message)) throw new Error('the signature of the domain is wrong');
      me = message.you;
      entry = message.world.entry.position;
      console.log(`in ${domain.name} as ${me.name}; permissions: ${me.permissions.join(', ') || 'none'}`);
      break;
    case 'people':
      for (const person of [...(message.come ?? []), ...(message.change ?? [])]) people.set(person.handle, person.name);
      for (const person of message.gone ?? []) people.delete(person.handle);
      break;
    case 'entities':
      for (const id of [...(message.remove ?? []), ...(message.hide ?? [])]) entities.delete(id);
      for (const entity of message.add ?? []) entities.set(entity.id, entity);
      for (const change of message.change ?? [])
        if (entities.has(change.id)) entities.set(change.id, mergePatch(entities.get(change.id), change));
      break;
    case 'loaded':
      console.log(`people: ${[...people.values()].join(', ')}`);
      console.log(`entities: ${entities.size}`);
      for (const entity of [...entities.values()].slice(0, 10)) console.log(`  ${entity.type} ${entity.name ?? entity.id}`);
      act();
      break;
    case 'chat':
      for (const line of message.messages) console.log(`${line.name}: ${line.text}`);
      break;
    case 'accepted':
      console.log(`accepted ${message.ref}`);
      break;
    case 'refused':
    case 'close':
      console.log(`${message.type} (${message.code}): ${message.message}. ${message.do}`);
      break;
  }
}

async function act() {
  const { x, y, z } = entry;
  send({ type: 'chat', ref: 1, text: 'Hello from an example.' });
  const box = { id: `{${randomUUID()}}`, type: 'Box', position: { x, y: y + 0.5, z: z - 2 }, dimensions: { x: 1, y: 1, z: 1 } };
  send({ type: 'add', ref: 2, entity: box });
  for (let step = 0; step <= 20; step++) {
    socket.binary(poseFrame(step, [x + step / 10, y, z], -Math.PI / 2, [step < 20 ? 2 : 0, 0, 0])); // two metres along +X
    await new Promise((done) => setTimeout(done, 50));
  }
  send({ type: 'leave' });
}
