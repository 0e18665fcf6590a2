// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { OwnPose } from '../world/model';
import { PoseSender } from './pose-sender';

const STANDING: OwnPose = {
  position: { x: 1, y: 0, z: 2 },
  yaw: 0,
  head: { yaw: 0, pitch: 0 },
  velocity: { x: 0, y: 0, z: 0 },
  airborne: false,
  jumped: false,
};

/** A sender and the flags and sequences it sent. */
function sender() {
  const sent: { flags: number; sequence: number }[] = [];
  const poses = new PoseSender((frame) => {
    const view = new DataView(frame.buffer);
    sent.push({ flags: view.getUint8(1), sequence: view.getUint16(2) });
  });
  return { poses, sent };
}

describe('a pose sender', () => {
  it('sends each change, and once in 900 ms when nothing changes', () => {
    const { poses, sent } = sender();
    for (let now = 0; now < 2000; now += 33) {
      poses.tick(STANDING, now, true);
    }
    expect(sent).toHaveLength(3);

    poses.tick({ ...STANDING, yaw: 1 }, 2000, true);
    poses.tick({ ...STANDING, position: { x: 1.1, y: 0, z: 2 } }, 2033, true);
    expect(sent).toHaveLength(5);
  });

  it('tells where the head looks, unless that is straight ahead', () => {
    const { poses, sent } = sender();
    poses.tick(STANDING, 0, true);
    poses.tick({ ...STANDING, head: { yaw: 0, pitch: 0.5 } }, 33, true);
    poses.tick({ ...STANDING, head: { yaw: 0, pitch: 0.5001 } }, 66, true);
    poses.tick(STANDING, 99, true);

    expect(sent.map(({ flags }) => flags & 16)).toEqual([0, 16, 0]);
  });

  it('does not lose a jump that happened while there was no session', () => {
    const { poses, sent } = sender();
    poses.tick({ ...STANDING, jumped: true }, 0, false);
    for (let now = 33; now < 200; now += 33) {
      poses.tick(STANDING, now, true);
    }
    poses.tick({ ...STANDING, yaw: 1 }, 200, true);

    // In three poses, because one may get lost on the way.
    expect(sent.map(({ flags }) => flags & 4)).toEqual([4, 4, 4, 0]);
  });

  it('goes on counting after a new connection', () => {
    const { poses, sent } = sender();
    poses.tick(STANDING, 0, true);
    poses.hurry();
    poses.tick(STANDING, 10, true);
    expect(sent.map(({ sequence }) => sequence)).toEqual([0, 1]);
  });

  it('does not send from beyond the edge of the world', () => {
    const { poses, sent } = sender();
    poses.tick({ ...STANDING, position: { x: NaN, y: 0, z: 0 } }, 0, true);
    poses.tick({ ...STANDING, position: { x: 20_000, y: 0, z: 0 } }, 33, true);

    expect(sent).toEqual([]);
  });
});
