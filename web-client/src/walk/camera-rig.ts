// SPDX-License-Identifier: Apache-2.0

import { Euler, type PerspectiveCamera, Quaternion, Vector3 } from 'three';
import { type Body, bodyHeightMetres } from './body';
import type { GroundHit, Solids } from './solids';

export const eyeMetres = 1.62;
const nearest = 1.2;
const farthest = 12;
const bobMetres = 0.022;

/** Puts the camera into the body's eyes or behind its back. */
export class CameraRig {
  view: 'first' | 'third' = 'first';
  /** No head bob. */
  still = false;
  private distance = 3.4;
  private shownDistance = 0;
  private height = 0;
  private phase = 0;
  private bob = 0;

  zoom(amount: number): void {
    if (this.view === 'third') {
      this.distance = Math.max(nearest, Math.min(farthest, this.distance * (amount > 0 ? 1.15 : 1 / 1.15)));
    }
  }

  /** Forgets the smoothing, after a jump. */
  snap(body: Body): void {
    this.height = body.position.y;
  }

  update(camera: PerspectiveCamera, body: Body, pitch: number, seconds: number, solids: Solids): void {
    // Steps are taken at once by the body and smoothly by the eyes.
    const difference = body.position.y - this.height;
    this.height = Math.abs(difference) > 1.5 ? body.position.y : this.height + difference * (1 - Math.exp(-seconds * 18));
    if (!body.grounded) {
      this.height = body.position.y;
    }
    this.walk(body, seconds);

    orientation.setFromEuler(angles.set(pitch, body.yaw, 0, 'YXZ'));
    camera.quaternion.copy(orientation);
    head.set(body.position.x, this.height + eyeMetres + this.bob, body.position.z);
    const wanted = this.view === 'third' ? this.distance : 0;
    this.shownDistance += (wanted - this.shownDistance) * (1 - Math.exp(-seconds * 12));
    if (this.shownDistance < 0.05) {
      this.shownDistance = 0;
      camera.position.copy(head);
      return;
    }
    head.y += Math.min(0.25, this.shownDistance * 0.08);
    back.set(0, 0, 1).applyQuaternion(orientation);
    let distance = this.shownDistance;
    if (solids.raycast(head, back, distance + 0.3, hit)) {
      distance = Math.max(0.3, hit.distance - 0.3);
    }
    camera.position.copy(head).addScaledVector(back, distance);
  }

  /** Whether the own body should be drawn: not when the camera is in its head. */
  showsBody(camera: PerspectiveCamera, body: Body): boolean {
    head.set(body.position.x, body.position.y + bodyHeightMetres * 0.9, body.position.z);
    return this.shownDistance > 0.5 && camera.position.distanceTo(head) > 0.7;
  }

  private walk(body: Body, seconds: number): void {
    const speed = body.grounded ? Math.hypot(body.velocity.x, body.velocity.z) : 0;
    this.phase += speed * seconds * 2.1;
    const target = this.still || this.view === 'third' ? 0 : Math.sin(this.phase * 2) * bobMetres * Math.min(1, speed / 3);
    this.bob += (target - this.bob) * (1 - Math.exp(-seconds * 15));
  }
}

const orientation = new Quaternion();
const angles = new Euler();
const head = new Vector3();
const back = new Vector3();
const hit: GroundHit = { distance: 0, point: new Vector3(), normal: new Vector3(), solid: undefined };
