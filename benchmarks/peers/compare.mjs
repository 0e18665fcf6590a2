// SPDX-License-Identifier: Apache-2.0
//
// node compare.mjs plaza|city N[,N...] [REPEAT] [SECONDS]: Freehold, the floor and Colyseus in turn, each with a new server, so that what else the machine does
// meets all of them; prints each run, then the medians and how much processor time a delivered pose costs against Freehold's.
// Needs `npm install` in colyseus/ beside this file, and `taskset`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const [scene, sizes = "", repeat = "3", seconds = "10"] = process.argv.slice(2);
const counts = sizes.split(",");
if ((scene !== "plaza" && scene !== "city") || !counts.every((count) => Number(count) >= 2)) {
  console.error("node compare.mjs plaza|city N[,N...] [REPEAT] [SECONDS], such as: node compare.mjs plaza 100,400");
  process.exit(2);
}
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Columns of the rows that both load generators print. */
const COLUMNS = { count: 2, server: 3, delivered: 4, expected: 5, p50: 6, p99: 7, core: 8, cpu: 9, bytes: 11 };

/** Runs a program and keeps the rows of the scene that it prints. */
function rows(command, args, cwd) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.on("error", failed);
    child.on("close", (status) => {
      const found = text.split("\n").filter((line) => counts.some((count) => line.startsWith(`| ${scene} | ${count} |`)));
      if (status !== 0 || found.length === 0) {
        failed(new Error(`${command} ${args.join(" ")} ended with ${status} and no row:\n${text}`));
        return;
      }
      found.forEach((line) => console.log(line));
      done(found.map((line) => line.split("|").map((cell) => cell.trim())));
    });
  });
}

const number = (cell) => Number(cell.replace(/[, %]/g, ""));
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const runs = new Map(counts.map((count) => [count, new Map()]));
for (let turn = 0; turn < Number(repeat); turn++) {
  const turns = await rows(path("../../freehold"), ["bench", scene, "--visitors", sizes, "--repeat", "1", "--seconds", seconds]);
  for (const count of counts) {
    turns.push(...(await rows("taskset", ["-c", "1", "node", path("colyseus/load.mjs"), scene, count, seconds], path("colyseus"))));
  }
  for (const row of turns) {
    const servers = runs.get(row[COLUMNS.count]);
    const server = row[COLUMNS.server];
    servers.set(server, [...(servers.get(server) ?? []), row]);
  }
}

console.log("");
console.log("| scenario | N | server | delivered/s | of expected | p50 ms | p99 ms | server core | CPU s per 1M | bytes | Freehold costs | runs |");
console.log("| --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
for (const [count, servers] of runs) {
  const of = (server, column) => median(servers.get(server).map((row) => number(row[COLUMNS[column]])));
  for (const [server, all] of servers) {
    const times = (of("freehold", "cpu") / of(server, "cpu")).toFixed(2);
    console.log(
      ["| " + scene, count, server, Math.round(of(server, "delivered")).toLocaleString("en"), of(server, "expected").toFixed(1) + " %",
        of(server, "p50").toFixed(1), of(server, "p99").toFixed(1), Math.round(of(server, "core")) + " %", of(server, "cpu").toFixed(3),
        of(server, "bytes").toFixed(1), server === "freehold" ? "" : times + " times", all.length + " |"].join(" | "),
    );
  }
}
