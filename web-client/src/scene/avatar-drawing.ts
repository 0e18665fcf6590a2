// SPDX-License-Identifier: Apache-2.0

import { Euler, Matrix4, MeshLambertMaterial, Quaternion, type Scene, Vector3 } from 'three';
import type { AvatarFigure } from './avatar-figure';
import { type AvatarParts, farFigure, fineParts, footRest, handRest, headMetres, openHand, plainParts } from './avatar-parts';
import { InstanceBatch } from './instance-batch';

/** Up to where bodies are round, and up to where they have limbs that move: metres from the eyes. */
const reaches = { rich: { fine: 7, plain: 40 }, lean: { fine: 4, plain: 16 } } as const;

/** The four parts of many bodies: one draw call for each part. */
class PartBatches {
  readonly torso: InstanceBatch;
  readonly head: InstanceBatch;
  readonly hand: InstanceBatch;
  readonly foot: InstanceBatch;

  constructor(scene: Scene, material: MeshLambertMaterial, { torso, head, hand, foot }: AvatarParts) {
    this.torso = new InstanceBatch(scene, torso, material, true);
    this.head = new InstanceBatch(scene, head, material, true);
    this.hand = new InstanceBatch(scene, hand, material, true);
    this.foot = new InstanceBatch(scene, foot, material, true);
  }
}

/** Draws all bodies with a dozen draw calls, however many they are: fine ones nearby, plain ones farther away, and simple figures in the distance. */
export class AvatarDrawing {
  private readonly material = new MeshLambertMaterial({ vertexColors: true });
  private readonly fine: PartBatches;
  private readonly plain: PartBatches;
  private readonly far: InstanceBatch;
  private readonly leftHand: InstanceBatch;
  private readonly rightHand: InstanceBatch;
  private readonly batches: readonly InstanceBatch[];
  private readonly reach: { readonly fine: number; readonly plain: number };

  /** @param lean for slow machines: fewer triangles */
  constructor(scene: Scene, lean: boolean) {
    this.reach = lean ? reaches.lean : reaches.rich;
    this.fine = new PartBatches(scene, this.material, fineParts());
    this.plain = new PartBatches(scene, this.material, plainParts());
    this.far = new InstanceBatch(scene, farFigure(), this.material, false);
    this.leftHand = new InstanceBatch(scene, openHand(-1), this.material, true);
    this.rightHand = new InstanceBatch(scene, openHand(1), this.material, true);
    this.batches = [
      ...[this.fine, this.plain].flatMap(({ torso, head, hand, foot }) => [torso, head, hand, foot]),
      this.far,
      this.leftHand,
      this.rightHand,
    ];
  }

  begin(): void {
    for (const batch of this.batches) {
      batch.begin();
    }
  }

  /** @param metres from the eyes */
  draw(figure: AvatarFigure, metres: number): void {
    body.makeRotationY(figure.yaw).setPosition(figure.position);
    if (metres > this.reach.plain) {
      this.far.add(body, figure.colour);
      return;
    }
    const parts = metres < this.reach.fine ? this.fine : this.plain;
    const { bob, stride, lift, swing } = figure;
    turn.setFromEuler(angles.set(-0.06 * stride, 0, 0));
    add(parts.torso, figure, at.set(0, bob, 0), turn);
    turn.setFromEuler(angles.set(figure.headPitch, figure.headYaw, 0, 'YXZ'));
    add(parts.head, figure, at.set(0, headMetres + bob, -0.02 * stride), turn);
    const hang = figure.airborne ? 0.1 : 0;
    add(parts.foot, figure, at.set(-footRest.x, footRest.y + Math.max(0, lift) * 0.1 - hang * 0.5, footRest.z + swing * 0.26), upright);
    add(parts.foot, figure, at.set(footRest.x, footRest.y + Math.max(0, -lift) * 0.1 - hang * 0.5, footRest.z - swing * 0.26), upright);
    const height = handRest.y + bob + Math.abs(swing) * 0.06 + hang;
    at.set(-handRest.x, height, handRest.z - swing * 0.24);
    this.drawHand(figure, figure.leftHand, this.leftHand, parts.hand);
    at.set(handRest.x, height, handRest.z + swing * 0.24);
    this.drawHand(figure, figure.rightHand, this.rightHand, parts.hand);
  }

  end(): void {
    for (const batch of this.batches) {
      batch.end();
    }
  }

  dispose(): void {
    for (const batch of this.batches) {
      batch.dispose();
    }
    this.material.dispose();
  }

  /** At `at`, unless it is known to be elsewhere. */
  private drawHand(figure: AvatarFigure, known: AvatarFigure['leftHand'], open: InstanceBatch, ball: InstanceBatch): void {
    const { handsKnown } = figure;
    if (known === undefined || handsKnown === 0) {
      add(ball, figure, at, upright);
      return;
    }
    at.lerp(known.position, handsKnown);
    add(handsKnown > 0.5 ? open : ball, figure, at, turn.slerpQuaternions(upright, known.rotation, handsKnown));
  }
}

/** Puts a part into the axes of the body that is being drawn. */
function add(batch: InstanceBatch, figure: AvatarFigure, position: Vector3, rotation: Quaternion): void {
  batch.add(part.compose(position, rotation, size).premultiply(body), figure.colour);
}

const body = new Matrix4();
const part = new Matrix4();
const at = new Vector3();
const turn = new Quaternion();
const upright = new Quaternion();
const angles = new Euler();
const size = new Vector3(1, 1, 1);
