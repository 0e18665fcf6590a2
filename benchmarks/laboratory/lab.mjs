// SPDX-License-Identifier: Apache-2.0
//
// What the scripts of this folder have in common: the laboratory of networks, and Freehold on its hosts. The laboratory is the command `natlab`
// in ../shared/natlab beside the project, or where NATLAB says; it needs root on Linux. FREEHOLD is the command to try, ./freehold if it is not set.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const natlab = process.env['NATLAB'] ?? resolve(project, '../shared/natlab/natlab');
const START_MILLIS = 60_000;
const SECRET = 'the secret of the laboratory';

export const freehold = process.env['FREEHOLD'] ?? join(project, 'freehold');

/** Ends the script, as done, where there is no laboratory. */
export function needLaboratory() {
  if (!existsSync(natlab)) {
    console.log(`Skipped: there is no laboratory at ${natlab}. Say where it is with NATLAB=FILE.`);
    process.exit(0);
  }
}

/** Has the laboratory do something; returns what it says. */
export function lab(...args) {
  const done = spawnSync('bash', [natlab, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`natlab ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** Starts a command on a host of the laboratory that speaks through pipes, as `stdio` of spawn says. */
export function startPiped(host, stdio, command) {
  return spawn('bash', [natlab, 'exec', host, ...command], { stdio });
}

/** Starts a command on a host of the laboratory, which writes to a file; it ends with the laboratory. */
export function start(host, log, command, env = {}) {
  const out = openSync(log, 'w');
  spawn('bash', [natlab, 'exec', host, ...command], {
    stdio: ['ignore', out, out], detached: true, env: { ...process.env, ...env },
  }).unref();
}

/** Runs a command on a host of the laboratory to its end. */
export function run(host, command, timeout) {
  return spawnSync('bash', [natlab, 'exec', host, ...command], { encoding: 'utf8', timeout });
}

/** What a file has that matches, as soon as it has. */
export async function until(log, pattern, millis = START_MILLIS) {
  const end = Date.now() + millis;
  while (Date.now() < end) {
    const found = pattern.exec(readFileSync(log, 'utf8'));
    if (found) return found[0];
    await wait(100);
  }
  throw new Error(`${pattern} did not come:\n${readFileSync(log, 'utf8')}`);
}

/** Starts a relay (TURN, by coturn) that all networks let people reach; returns the settings of the rendezvous that names it. */
export function startRelay(folder) {
  start('relay', join(folder, 'relay.log'), ['turnserver', '-n', '--no-cli', '--log-file=stdout', '--simple-log', '--use-auth-secret',
    `--static-auth-secret=${SECRET}`, '--realm=relay.test', '--listening-ip=203.0.113.30', '--relay-ip=203.0.113.30', '--listening-port=80',
    '--no-tls', '--no-dtls', `--pidfile=${join(folder, 'relay.pid')}`, `--userdb=${join(folder, 'relay.db')}`]);
  const file = join(folder, 'turn.secret');
  writeFileSync(file, SECRET, { mode: 0o600 });
  return { FREEHOLD_TURN_SERVERS: 'turn:relay.test:80?transport=udp, turn:relay.test:80?transport=tcp', FREEHOLD_TURN_SECRET_FILE: file };
}

/** Starts a rendezvous and, at home, a world that it introduces; returns the link and the files that both write to. */
export async function shareFromHome(folder, rendezvousSettings = {}) {
  const meeting = join(folder, 'rendezvous.log');
  start('rendezvous', meeting, [freehold, 'run', '--data', join(folder, 'rendezvous'), '--port', '80', '--rendezvous'],
    { ...rendezvousSettings, FREEHOLD_SERVER_NAMES: 'rendezvous.test' });
  await until(meeting, /is open/);
  const world = join(folder, 'home.log');
  start('home', world,
    [freehold, 'run', '--data', join(folder, 'home'), '--port', '4080', '--share', '--rendezvous-url', 'http://rendezvous.test']);
  return { link: await until(world, /http:\/\/rendezvous\.test\/d\/\S+/), meeting, world };
}

/** A machine goes from Wi-Fi to the cable: a second without any network, then another address. Whatever it had open hangs on the old one. */
export async function readdress(host) {
  const [, old, prefix, last, bits] = /inet ((\S+\.)(\d+))\/(\d+)/.exec(run(host, ['ip', '-4', '-o', 'addr', 'show', 'dev', 'eth0']).stdout);
  const [, router] = /via (\S+)/.exec(run(host, ['ip', '-4', 'route', 'show', 'default']).stdout);
  run(host, ['ip', 'addr', 'del', `${old}/${bits}`, 'dev', 'eth0']);
  await wait(1000);
  run(host, ['ip', 'addr', 'add', `${prefix}${Number(last) + 50}/${bits}`, 'dev', 'eth0']);
  const routed = run(host, ['ip', 'route', 'replace', 'default', 'via', router]);
  if (routed.status !== 0) throw new Error(routed.stderr);
}

/** Builds a laboratory, does something with a folder of its own, and takes both away. */
export async function inLaboratory(arguments_, work) {
  const folder = mkdtempSync(join(tmpdir(), 'freehold-laboratory-'));
  try {
    lab('up', ...arguments_, '--no-turn');
    return await work(folder);
  } finally {
    lab('down');
    rmSync(folder, { recursive: true, force: true });
  }
}
