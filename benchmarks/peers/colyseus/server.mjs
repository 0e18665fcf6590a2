// SPDX-License-Identifier: Apache-2.0
//
// node server.mjs plaza|city PORT: a Colyseus room as its documentation shows one, for comparison. One state with a player for each
// client; in the city each client has a StateView of those within 20 m. Transport: @colyseus/ws-transport.
import { Room, Server } from "@colyseus/core";
import { Encoder, schema, StateView, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";

const NEAR_METRES = 20;
const VIEW_MILLIS = 250;
const [scene, port] = process.argv.slice(2);
const city = scene === "city";

// All players at once, as a newcomer is sent them.
Encoder.BUFFER_SIZE = 1 << 20;

const Player = schema(
  { id: t.uint16(), x: t.float32(), y: t.float32(), z: t.float32(), yaw: t.float32(), stamp: t.float32() }, "Player");
const State = schema({ players: city ? t.map(Player).view() : t.map(Player) }, "State");

class Crowd extends Room {
  onCreate() {
    this.maxClients = 10_000;
    this.patchRate = 50;
    this.state = new State();
    this.onMessage("pose", (client, [x, y, z, yaw, stamp]) => {
      Object.assign(client.player, { x, y, z, yaw, stamp });
    });
    if (city) {
      this.clock.setInterval(() => this.look(), VIEW_MILLIS);
    }
  }

  onJoin(client, { id, x, z }) {
    const player = new Player();
    Object.assign(player, { id, x, y: 0, z, yaw: 0, stamp: 0 });
    client.player = player;
    client.near = new Set();
    this.state.players.set(client.sessionId, player);
    if (city) {
      client.view = new StateView();
      client.view.add(player);
    }
  }

  onLeave(client) {
    this.state.players.delete(client.sessionId);
  }

  /** Whom each client sees, by a grid of 20 m. */
  look() {
    const grid = new Map();
    const key = (i, k) => i * 100_003 + k;
    const square = (metres) => Math.floor(metres / NEAR_METRES);
    for (const { player } of this.clients) {
      const at = key(square(player.x), square(player.z));
      grid.has(at) ? grid.get(at).push(player) : grid.set(at, [player]);
    }
    for (const client of this.clients) {
      const me = client.player;
      const near = new Set();
      for (let i = square(me.x) - 1; i <= square(me.x) + 1; i++) {
        for (let k = square(me.z) - 1; k <= square(me.z) + 1; k++) {
          for (const other of grid.get(key(i, k)) ?? []) {
            if (other !== me && Math.hypot(other.x - me.x, other.z - me.z) <= NEAR_METRES) {
              near.add(other);
              client.near.has(other) || client.view.add(other);
            }
          }
        }
      }
      for (const other of client.near) {
        near.has(other) || client.view.remove(other);
      }
      client.near = near;
    }
  }
}

const server = new Server({ greet: false, transport: new WebSocketTransport() });
server.define("crowd", Crowd);
await server.listen(Number(port));
console.log("listening");
