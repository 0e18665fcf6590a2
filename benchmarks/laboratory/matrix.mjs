// SPDX-License-Identifier: Apache-2.0
//
// Who can walk into a world behind which router? Plays every pair of home networks with real processes: a rendezvous, a shared world
// behind one router, and `freehold visit` behind another, with a relay (TURN) and without.
//
//   node benchmarks/laboratory/matrix.mjs                                all pairs; about half an hour
//   node benchmarks/laboratory/matrix.mjs port-restricted:symmetric ...  some
//   node benchmarks/laboratory/matrix.mjs cgnat:firewall -- --ipv6 both  with what the laboratory can do to networks: what stands after -- goes to
//                                                                        `natlab up`, such as --same-prefix, or --link both=delay=20ms,loss=1%
//   SAME_LAN=1 node benchmarks/laboratory/matrix.mjs symmetric:none      who visits sits in the network of the world
//
// Needs coturn and the laboratory (lab.mjs); without it, it says so and does nothing. Exit codes: 0 as expected or skipped, 1 not.
import { freehold, inLaboratory, needLaboratory, run, shareFromHome, startRelay } from './lab.mjs';

const given = process.argv.slice(2);
const end = given.includes('--') ? given.indexOf('--') : given.length;
const named = given.slice(0, end);
const network = given.slice(end + 1);
const sameLan = process.env['SAME_LAN'] === '1';

/** How a network treats what comes from outside, as far as it decides who can meet; see the laboratory's own table. */
const CLASSES = {
  none: 'open', 'full-cone': 'open', 'restricted-cone': 'open',
  'port-restricted': 'strict', firewall: 'strict', cgnat: 'strict',
  symmetric: 'symmetric', 'cgnat-symmetric': 'symmetric',
  'udp-blocked': 'blocked', 'web-only': 'blocked',
};

function expected(home, visitor) {
  const pair = [CLASSES[home], CLASSES[visitor]];
  if (pair.includes('blocked')) return 'relayed';
  // Behind both routers is IPv6 then, which has no translation of addresses.
  if (network.join(' ').includes('--ipv6 both')) return 'direct';
  const hard = pair.filter((each) => each !== 'open');
  return hard.includes('symmetric') && hard.length === 2 ? 'relayed' : 'direct';
}

/** What one visit came to: direct, relayed, or refused with what was said. */
function visit(home, visitor, relay) {
  return inLaboratory([`${home}:${visitor}`, ...network], async (folder) => {
    const { link } = await shareFromHome(folder, relay ? startRelay(folder) : {});
    const begin = Date.now();
    const done = run(sameLan ? 'home2' : 'visitor', [freehold, 'visit', '--json', link], 90_000);
    const millis = Date.now() - begin;
    const last = `${done.stderr}${done.stdout}`.trim().split('\n').at(-1);
    if (done.status !== 0) return { came: 'refused', said: last.startsWith('{') ? JSON.parse(last).unreachable ?? last : last, millis };
    const told = JSON.parse(done.stdout);
    return { came: told.path, said: `${told.family}, ${told.roundTripMillis} ms`, millis, entered: told.firstEntityMs };
  });
}

needLaboratory();
const kinds = Object.keys(CLASSES);
const pairs = named.length > 0 ? named : kinds.flatMap((home) => kinds.map((visitor) => `${home}:${visitor}`));
let wrong = 0;
console.log('| home | visitor | relay | expected | came | how | ms to the first entity | ms in all, with the start of Java |\n| --- | --- | --- | --- | --- | --- | --: | --: |');
for (const pair of pairs) {
  const [home, visitor] = pair.split(':');
  const way = sameLan ? 'direct' : expected(home, visitor);
  // Where a straight way is expected none is given: it must not be needed.
  for (const relay of way === 'direct' ? [false] : [true, false]) {
    const hoped = way === 'direct' ? 'direct' : relay ? 'relayed' : 'refused';
    const { came, said, millis, entered = '' } = await visit(home, visitor, relay).catch((error) => ({ came: 'failed', said: error.message, millis: 0 }));
    const right = came === hoped;
    if (!right) wrong += 1;
    console.log(`| ${home} | ${visitor} | ${relay ? 'yes' : 'no'} | ${hoped} | ${came}${right ? '' : ' **wrong**'} | ${said} | ${entered} | ${millis} |`);
  }
}
process.exit(wrong === 0 ? 0 : 1);
