// SPDX-License-Identifier: Apache-2.0
//
// node fill.mjs [MIB]: how fast another stack (libdatachannel, in C++) fills a reliable channel of a real Chromium on this machine, 256 MiB if nothing is
// said. The page, the browser and what is counted are those of `freehold bench webrtc`, so that one can tell what is the sender's and what the browser's.
// Needs `npm install` beside this file, and Chromium (CHROMIUM, chromium if it is not set).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RTCPeerConnection } from 'node-datachannel/polyfill';

const MESSAGE = Buffer.alloc(16_384);
const FULL_BYTES = 1 << 20;
const page = readFileSync(new URL('../../src/main/resources/org/freehold/benchmarks/throughput.html', import.meta.url));
let left = Number(process.argv[2] ?? 256) << 20;
const bytes = left;

const peer = new RTCPeerConnection({ iceServers: [] });
const channel = peer.createDataChannel('session', { negotiated: true, id: 0 });
channel.bufferedAmountLowThreshold = FULL_BYTES / 2;
channel.onbufferedamountlow = fill;
channel.onopen = fill;

function fill() {
  while (left > 0 && channel.bufferedAmount < FULL_BYTES) {
    channel.send(MESSAGE);
    left -= MESSAGE.length;
  }
  if (left === 0) {
    channel.send('.');
    left = -1;
  }
}

/** The other end of the page's offer, in the words of docs/protocol.md section 13.1. */
async function accept({ ufrag, pwd, fingerprint }) {
  await peer.setRemoteDescription({
    type: 'offer',
    sdp: ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
      'c=IN IP4 0.0.0.0', 'a=mid:0', 'a=setup:active', `a=ice-ufrag:${ufrag}`, `a=ice-pwd:${pwd}`, `a=fingerprint:sha-256 ${fingerprint}`,
      'a=sctp-port:5000', 'a=max-message-size:262144', 'a=end-of-candidates', ''].join('\r\n'),
  });
  await peer.setLocalDescription(await peer.createAnswer());
  while (peer.iceGatheringState !== 'complete') {
    await once(peer, 'icegatheringstatechange');
  }
  const { sdp } = peer.localDescription;
  const all = (name) => [...sdp.matchAll(new RegExp(`^a=${name}:(.*?)\r?$`, 'gm'))].map(([, value]) => value);
  return {
    ufrag: all('ice-ufrag')[0], pwd: all('ice-pwd')[0], fingerprint: all('fingerprint')[0].split(' ')[1],
    candidates: all('candidate').map((candidate) => `candidate:${candidate}`),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'freehold-channel-'));
let browser;
const server = createServer(async (request, response) => {
  if (request.url === '/offer') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(await accept(JSON.parse(await text(request)))));
  } else if (request.url === '/result') {
    const said = JSON.parse(await text(request));
    response.end();
    console.log(said.bytes === bytes ? `${(bytes / 1e3 / said.millis).toFixed(1)} MB/s` : `the browser did not get everything: ${JSON.stringify(said)}`);
    browser.kill('SIGKILL');
    await once(browser, 'exit');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    process.exit(said.bytes === bytes ? 0 : 1);
  } else {
    response.setHeader('Content-Type', 'text/html').end(page);
  }
}).listen(0, '127.0.0.1', () => {
  browser = spawn(process.env['CHROMIUM'] ?? 'chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${folder}`,
    `http://localhost:${server.address().port}/`], { stdio: 'ignore' });
});
