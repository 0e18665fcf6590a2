// SPDX-License-Identifier: Apache-2.0
//
// Does a session go on when routers forget, addresses change, or a laptop sleeps? A visitor who may build stays in a world behind another router and
// adds five things a second, while all that happens in turn; at the end another visitor looks whether everything that was acknowledged is there.
//
//   node benchmarks/laboratory/roaming.mjs                              three pairs of routers; about a quarter of an hour
//   node benchmarks/laboratory/roaming.mjs cgnat:port-restricted        some
//   ONLY=machine node benchmarks/laboratory/roaming.mjs                 only what has that in its name
//   RELAY=1 node benchmarks/laboratory/roaming.mjs symmetric:symmetric  with a relay, which is used where nothing else leads there
//
// Needs conntrack, with RELAY coturn, and the laboratory (lab.mjs); without it, it says so and does nothing. Exit codes: 0 each session went on and
// nothing was lost, or skipped; 1 not.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freehold, inLaboratory, lab, needLaboratory, readdress, run, shareFromHome, start, startRelay, until } from './lab.mjs';

const PAIRS = ['port-restricted:port-restricted', 'symmetric:none', 'cgnat:port-restricted'];
const SLEEP_MILLIS = 20_000;
const PATIENCE_MILLIS = 60_000;
const CALM_MILLIS = 12_000;
const ONLY = process.env['ONLY'] ?? '';

/** Those of a router's address are for routers that translate: a host in the open has the address of the laboratory's plan. */
const HAPPENINGS = [
  ['the router of the world forgets', () => lab('forget', 'home')],
  ['the router of the visitor forgets', () => lab('forget', 'visitor')],
  ['the router of the world gets another address', () => lab('roam', 'home'), 'home'],
  ['the router of the visitor gets another address', () => lab('roam', 'visitor'), 'visitor'],
  ['the machine of the world gets another address', () => readdress('home')],
  ['the machine of the visitor gets another address', () => readdress('visitor')],
  ['the visitor sleeps for 20 s', async () => {
    lab('cut', 'visitor');
    await wait(SLEEP_MILLIS);
    lab('heal', 'visitor');
  }],
  ['the world sleeps for 20 s', async () => {
    lab('cut', 'home');
    await wait(SLEEP_MILLIS);
    lab('heal', 'home');
  }],
];

function events(log) {
  return readFileSync(log, 'utf8').split('\n').slice(0, -1).filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** Waits until something that was added after a time has been acknowledged; false when that does not come. */
async function acknowledgedAfter(log, time) {
  const end = Date.now() + PATIENCE_MILLIS;
  while (Date.now() < end) {
    if (events(log).some((event) => event.what === 'acknowledged' && event.added >= time)) return true;
    await wait(200);
  }
  return false;
}

/** What the visitor told between two times: how long it was without an answer, and what became of the session. */
function became(told, from, to) {
  const answers = told.filter(({ what, at }) => what === 'acknowledged' && at >= from - 1000 && at <= to).map(({ at }) => at);
  const silence = Math.max(...answers.map((at, i) => (answers[i + 1] ?? to) - at));
  const within = told.filter(({ at }) => at >= from && at <= to);
  const backs = within.filter(({ what }) => what === 'back');
  const how = backs.some(({ resumed }) => !resumed) ? 'another session'
    : backs.length > 0 ? 'the same session, over another connection' : 'the same connection';
  return { silence, how, whys: within.filter(({ what }) => what === 'lost' || what === 'not back').map(({ why }) => why) };
}

async function roam(pair) {
  let right = true;
  await inLaboratory([pair], async (folder) => {
    const { link, world } = await shareFromHome(folder, process.env['RELAY'] === '1' ? startRelay(folder) : {});
    const [claim] = /http:\/\/localhost:4080\/#claim=\S+/.exec(readFileSync(world, 'utf8')) ?? [''];
    const key = join(folder, 'builder.pem');
    const claimed = run('home', [freehold, 'visit', '--json', '--key', key, claim], 60_000);
    if (claimed.status !== 0) throw new Error(`${claimed.stdout}${claimed.stderr}`);
    const log = join(folder, 'stay.log');
    const longest = HAPPENINGS.length * (PATIENCE_MILLIS + CALM_MILLIS + SLEEP_MILLIS);
    start('visitor', log, [freehold, 'bench', 'stay', link, key, String(longest / 1000), join(folder, 'stop')]);
    await until(log, /"acknowledged"/);
    await wait(CALM_MILLIS);
    const open = { home: pair.startsWith('none:'), visitor: pair.endsWith(':none') };
    for (const [name, happen] of HAPPENINGS.filter(([name, , behind]) => !open[behind] && name.includes(ONLY))) {
      const begin = Date.now();
      await happen();
      const back = await acknowledgedAfter(log, Date.now());
      await wait(CALM_MILLIS);
      const { silence, how, whys } = became(events(log), begin, Date.now());
      right &&= back && how !== 'another session';
      console.log(`| ${pair} | ${name} | ${back ? how : '**never came back**'} | ${(silence / 1000).toFixed(1)} s | ${whys.join('; ')} |`);
    }
    writeFileSync(join(folder, 'stop'), '');
    const { acknowledged, missing } = JSON.parse((await until(log, /\{[^{}]*"looked".*\}/)));
    right &&= missing === 0;
    console.log(`| ${pair} | at the end | ${missing} of ${acknowledged} acknowledged things missing | | |`);
    if (process.env['KEEP_LOGS']) cpSync(folder, process.env['KEEP_LOGS'], { recursive: true });
  });
  return right;
}

needLaboratory();
console.log('| pair | what happens | the session | longest without an answer | what the connection said |\n| --- | --- | --- | --: | --- |');
let wrong = 0;
for (const pair of process.argv.length > 2 ? process.argv.slice(2) : PAIRS) {
  const right = await roam(pair).catch((error) => {
    console.log(`| ${pair} | failed: ${error.message} | | | |`);
    return false;
  });
  if (!right) wrong += 1;
}
process.exit(wrong === 0 ? 0 : 1);
