// SPDX-License-Identifier: Apache-2.0
//
// How old are poses where packets get lost? Four people come by WebSocket and four by WebRTC, at the same time, over the same wire with loss and delay,
// walk, and look how old the poses of the others of their kind are that they get: a pose passes the wire twice.
//
//   node benchmarks/laboratory/loss.mjs                        3 % loss and 40 ms delay each way, for 60 s
//   node benchmarks/laboratory/loss.mjs delay=20ms,loss=1% 20  another wire, in the words of `natlab link`, for 20 s
//
// Needs the laboratory (lab.mjs); without it, it says so and does nothing. Exit codes: 0 over WebRTC 99 of 100 poses are younger than two round trips
// and than those over a WebSocket, or skipped; 1 not.
import { join } from 'node:path';
import { freehold, inLaboratory, needLaboratory, run, start, until } from './lab.mjs';

const [wire = 'delay=40ms,loss=3%', seconds = '60'] = process.argv.slice(2);
const ADDRESS_OF_HOME = '198.51.100.138';

needLaboratory();
const measured = await inLaboratory(['none:none', '--link', `visitor=${wire}`], async (folder) => {
  const log = join(folder, 'home.log');
  start('home', log, [freehold, 'run', '--data', join(folder, 'home'), '--port', '4080']);
  await until(log, /is open/);
  const done = run('visitor', [freehold, 'bench', 'poses', `http://${ADDRESS_OF_HOME}:4080/`, seconds], (Number(seconds) + 120) * 1000);
  if (done.status !== 0) throw new Error(`${done.stdout}${done.stderr}`);
  return JSON.parse(done.stdout);
});
console.log(`${wire}, each way; round trip ${measured.roundTripMillis.toFixed(1)} ms\n`);
console.log('| over | p50 | p99 | worst | p99, round trips | came | the newest pose of somebody, at its oldest: p50 | p99 |\n| --- | --: | --: | --: | --: | --: | --: | --: |');
for (const [kind, told] of [['WebSocket', measured.websocket], ['WebRTC', measured.webrtc]]) {
  const millis = (value) => `${value.toFixed(0)} ms`;
  console.log(`| ${kind} | ${millis(told.medianMillis)} | ${millis(told.p99Millis)} | ${millis(told.worstMillis)} | ${(told.p99Millis / measured.roundTripMillis).toFixed(2)} | ${
    told.came} of ${told.sent} | ${millis(told.newestMedianMillis)} | ${millis(told.newestP99Millis)} |`);
}
const { webrtc, websocket } = measured;
process.exit(webrtc.p99Millis < 2 * measured.roundTripMillis && webrtc.p99Millis < websocket.p99Millis ? 0 : 1);
