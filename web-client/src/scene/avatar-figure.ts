// SPDX-License-Identifier: Apache-2.0

import { Color, Quaternion, Vector3 } from 'three';
import type { HandPose, PoseSample } from '../world/model';

/** Heads and hands are drawn where they were last heard of, reached with these time constants, seconds. */
const headSeconds = 0.08;
const handSeconds = 0.06;
/** How quickly hands leave the walk when they are known, and take it up again. */
const handsFadeSeconds = 0.12;
const forgottenHands = 0.001;

class KnownHand {
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  private readonly toPosition = new Vector3();
  private readonly toRotation = new Quaternion();

  heard({ position, rotation }: HandPose, first: boolean): void {
    this.toPosition.copy(position);
    this.toRotation.copy(rotation);
    if (first) {
      this.position.copy(this.toPosition);
      this.rotation.copy(this.toRotation);
    }
  }

  update(part: number): void {
    this.position.lerp(this.toPosition, part);
    this.rotation.slerp(this.toRotation, part);
  }
}

/** How one body stands at the moment: where it is, the swing of its walk, its head and its hands. */
export class AvatarFigure {
  /** Of the soles, metres. */
  readonly position = new Vector3();
  /** Radians about +Y. */
  yaw = 0;
  readonly colour = new Color();
  /** Where the head looks, radians to the left and upwards. */
  headYaw = 0;
  headPitch = 0;
  /** 0 stands, 1 runs. */
  stride = 0;
  /** From -1 to 1: how far the right hand is before the left. */
  swing = 0;
  /** From -1 to 1: which foot is up, and how far. */
  lift = 0;
  /** Metres that the walk carries the body up. */
  bob = 0;
  airborne = false;
  /** 1 where the hands are known, 0 where they swing with the walk. */
  handsKnown = 0;
  leftHand: KnownHand | undefined;
  rightHand: KnownHand | undefined;
  private phase = 0;
  private toHeadYaw = 0;
  private toHeadPitch = 0;
  private hasHands = false;

  constructor(name: string) {
    colourOfName(name, this.colour);
  }

  /** Takes over head and hands. */
  heard(sample: PoseSample): void {
    this.look(sample.head.yaw, sample.head.pitch);
    this.hasHands = sample.hasHands;
    if (sample.hasHands) {
      const first = this.handsKnown < forgottenHands;
      this.leftHand ??= new KnownHand();
      this.rightHand ??= new KnownHand();
      this.leftHand.heard(sample.leftHand, first);
      this.rightHand.heard(sample.rightHand, first);
    }
  }

  look(yaw: number, pitch: number): void {
    this.toHeadYaw = yaw;
    this.toHeadPitch = pitch;
  }

  /**
   * Goes on by a moment.
   *
   * @param speed metres a second over the ground
   * @param still no bobbing
   */
  update(seconds: number, speed: number, still: boolean): void {
    const wanted = this.airborne ? 0 : Math.min(1, speed / 3.2);
    this.stride += (wanted - this.stride) * part(seconds, 0.1);
    this.phase += seconds * (2 + Math.min(speed, 8) * 2.2) * (this.stride > 0.02 ? 1 : 0.35);
    this.swing = Math.sin(this.phase) * this.stride;
    this.lift = Math.cos(this.phase) * this.stride;
    this.bob = still
      ? 0
      : Math.abs(Math.cos(this.phase)) * 0.035 * this.stride + Math.sin(this.phase * 0.9) * 0.006 * (1 - this.stride);
    const turn = part(seconds, headSeconds);
    this.headYaw += (this.toHeadYaw - this.headYaw) * turn;
    this.headPitch += (this.toHeadPitch - this.headPitch) * turn;
    if (this.hasHands || this.handsKnown > 0) {
      this.moveHands(seconds);
    }
  }

  private moveHands(seconds: number): void {
    this.handsKnown += ((this.hasHands ? 1 : 0) - this.handsKnown) * part(seconds, handsFadeSeconds);
    if (!this.hasHands && this.handsKnown < forgottenHands) {
      this.handsKnown = 0;
    }
    const move = part(seconds, handSeconds);
    this.leftHand?.update(move);
    this.rightHand?.update(move);
  }
}

/** How much of a way is gone after `seconds`, with a time constant. */
function part(seconds: number, constant: number): number {
  return 1 - Math.exp(-seconds / constant);
}

/** A colour of its own for each name: clear, neither dark nor pale. */
function colourOfName(name: string, out: Color): Color {
  let hash = 2_166_136_261;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  }
  hash ^= hash >>> 15;
  const hue = ((hash >>> 0) % 360) / 360;
  const saturation = 0.5 + ((hash >>> 9) % 20) / 100;
  return out.setHSL(hue, saturation, 0.52 + ((hash >>> 17) % 12) / 100);
}
