// SPDX-License-Identifier: Apache-2.0
//
// node load.mjs plaza|city N [SECONDS] [WARM-UP]: starts server.mjs on core 0 (run this with `taskset -c 1`), lets N clients walk with 20 poses a second,
// and prints a row of the table of docs/performance.md. One client in SAMPLE decodes what it gets and tells how old it is; the
// others count bytes, for decoding all of it would take more cores than a machine has. Deliveries are those of the samples, times N.
import { Client } from "@colyseus/sdk";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [scene, count = "100", seconds = "10", warmUp = "15"] = process.argv.slice(2);
const N = Number(count);
const city = scene === "city";
const PORT = 42_567;
const RATE = 20;
const STEP = 1.4 / RATE;
const NEAR = city ? 20 : Infinity;
const SIDE = city ? Math.sqrt((N * Math.PI * 400) / 10) : 40;
const SAMPLE = Math.max(1, Math.ceil(N / 12));
const sleep = (millis) => new Promise((done) => setTimeout(done, millis));

const server = spawn("taskset", ["-c", "0", "node", fileURLToPath(new URL("server.mjs", import.meta.url)), scene, String(PORT)],
  { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((done) => server.stdout.on("data", (text) => String(text).includes("listening") && done()));

/** Processor seconds (user, system) and resident bytes of the server. */
function used() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) * 1024;
  return { user: fields[11] / 100, system: fields[12] / 100, rss };
}

const walkers = [];
let counting = false;
let bytes = 0;
let delivered = 0;
let expected = 0;
const ages = [];

/** Counts a message's bytes, with the header that WebSocket adds, and passes it on. */
function counted(room, decode) {
  const events = room.connection.events;
  const pass = events.onmessage;
  events.onmessage = (event) => {
    const size = event.data.byteLength;
    bytes += counting ? size + (size < 126 ? 2 : size < 65_536 ? 4 : 10) : 0;
    if (decode) {
      pass(event);
    }
  };
}

/** Counts each pose of the others once: those whose stamp is new since the last message. */
function sampled(me, state) {
  me.seen ??= new Map();
  const now = performance.now();
  for (const player of state.players.values()) {
    if (player.id === me.id || me.seen.get(player.id) === player.stamp) continue;
    me.seen.set(player.id, player.stamp);
    const other = walkers[player.id];
    if (counting && player.stamp > 0 && Math.hypot(other.x - me.x, other.z - me.z) <= NEAR) {
      delivered++;
      ages.push(now - other.sent[player.stamp % 1000]);
    }
  }
}

const before = used();
for (let id = 0; id < N; id++) {
  const me = { id, x: (Math.random() - 0.5) * SIDE, z: (Math.random() - 0.5) * SIDE, yaw: Math.random() * 7, stamp: 0, sent: [] };
  walkers.push(me);
  me.room = await new Client(`http://127.0.0.1:${PORT}`).joinOrCreate("crowd", { id, x: me.x, z: me.z });
  const decode = id % SAMPLE === 0;
  counted(me.room, decode);
  if (decode) me.room.onStateChange((state) => sampled(me, state));
}

function walk(me) {
  const x = me.x - Math.sin(me.yaw) * STEP;
  const z = me.z - Math.cos(me.yaw) * STEP;
  if (Math.abs(x) > SIDE / 2 || Math.abs(z) > SIDE / 2) me.yaw += Math.PI;
  else Object.assign(me, { x, z });
  me.stamp++;
  me.sent[me.stamp % 1000] = performance.now();
  me.room.send("pose", [me.x, 4 + (me.stamp % 2048) * 0.004, me.z, me.yaw, me.stamp]);
}

const begin = performance.now();
let turns = 0;
setInterval(() => {
  const due = Math.floor(((performance.now() - begin) / 1000) * RATE * N);
  for (turns = Math.max(turns, due - N); turns < due; turns++) {
    if (turns % N === 0 && counting) {
      for (const me of walkers.filter((_, id) => id % SAMPLE === 0)) {
        expected += walkers.filter((other) => other !== me && Math.hypot(other.x - me.x, other.z - me.z) <= NEAR).length;
      }
    }
    walk(walkers[turns % N]);
  }
}, 1);

await sleep(warmUp * 1000);
const first = used();
const from = performance.now();
counting = true;
await sleep(seconds * 1000);
counting = false;
const last = used();
const elapsed = (performance.now() - from) / 1000;
const user = last.user - first.user;
const cpu = user + last.system - first.system;
const all = (delivered * N) / Math.ceil(N / SAMPLE);
ages.sort((a, b) => a - b);
const age = (part) => (ages[Math.floor(part * (ages.length - 1))] ?? NaN).toFixed(1);
const userPart = Math.round((user / cpu) * 100);
console.log(["| " + scene, N, "colyseus", Math.round(all / elapsed).toLocaleString("en"), ((100 * delivered) / expected).toFixed(1) + " %", age(0.5),
  age(0.99), Math.round((100 * cpu) / elapsed) + " %", ((cpu / all) * 1e6).toFixed(3), `${userPart}/${100 - userPart}`, (bytes / all).toFixed(1),
  `${Math.round(last.rss / 2 ** 20)} (${Math.round((last.rss - before.rss) / 1024 / N)}) |`].join(" | "));
server.kill();
process.exit(0);
