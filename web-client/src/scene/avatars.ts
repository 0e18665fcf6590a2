// SPDX-License-Identifier: Apache-2.0

import { type Camera, Color, Euler, type Scene, Vector3 } from 'three';
import type { PoseSample } from '../world/model';
import { AvatarBody, AvatarGeometries, colourOfName } from './avatar-body';
import type { Labels } from './labels';
import { PoseTrack } from './pose-track';

/** Without a pose for this long, an avatar is hidden, milliseconds. */
const goneMs = 5000;
const labelMetres = 45;
const mostPeople = 2000;
/** A body that the eyes are inside of would be seen from within: metres around its axis, and its height. */
const insideMetres = 0.55;
const bodyMetres = 1.9;

class Person {
  body: AvatarBody | undefined;
  readonly track = new PoseTrack();
  lastHeardMs = Number.NEGATIVE_INFINITY;

  constructor(public name: string) {}
}

/** Everybody else, and the visitor's own body. */
export class Avatars {
  private readonly people = new Map<number, Person>();
  private readonly geometries = new AvatarGeometries();
  private own: AvatarBody | undefined;
  private ownName = '';

  constructor(private readonly scene: Scene) {}

  come(handle: number, name: string): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      this.rename(handle, name);
    } else if (this.people.size < mostPeople) {
      this.people.set(handle, new Person(name));
    }
  }

  rename(handle: number, name: string): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      person.name = name;
    }
  }

  go(handle: number): void {
    this.people.get(handle)?.body?.dispose();
    this.people.delete(handle);
  }

  /** Whether the handle is a person's. */
  pose(sample: PoseSample, serverMs: number, nowMs: number): boolean {
    const person = this.people.get(sample.handle);
    if (person === undefined) {
      return false;
    }
    if (nowMs - person.lastHeardMs > goneMs) {
      person.track.clear();
    }
    person.track.push(sample, serverMs);
    person.lastHeardMs = nowMs;
    return true;
  }

  setOwnName(name: string): void {
    if (this.own === undefined || name !== this.ownName) {
      this.own?.dispose();
      this.ownName = name;
      this.own = new AvatarBody(this.geometries, colourOfName(name, new Color()));
      this.own.root.visible = false;
      this.scene.add(this.own.root);
    }
  }

  updateOwn(seconds: number, position: Vector3, yaw: number, pitch: number, velocity: Vector3, airborne: boolean, visible: boolean, still: boolean): void {
    if (this.own === undefined) {
      return;
    }
    this.own.root.visible = visible;
    if (visible) {
      this.own.root.position.copy(position);
      this.own.root.rotation.set(0, yaw, 0);
      this.own.move(seconds, Math.hypot(velocity.x, velocity.z), pitch, airborne, still);
    }
  }

  /**
   * @param serverMs the server's time now
   * @param eyes where the picture is seen from
   */
  update(serverMs: number, nowMs: number, seconds: number, still: boolean, eyes: Vector3): void {
    for (const person of this.people.values()) {
      const here = nowMs - person.lastHeardMs <= goneMs && !person.track.empty;
      if (!here) {
        if (person.body !== undefined) {
          person.body.root.visible = false;
        }
        continue;
      }
      if (person.body === undefined) {
        person.body = new AvatarBody(this.geometries, colourOfName(person.name, colour));
        this.scene.add(person.body.root);
      }
      const { body, track } = person;
      track.sample(serverMs);
      body.root.position.copy(track.position);
      body.root.visible = !surrounds(track.position, eyes);
      angles.setFromQuaternion(track.rotation, 'YXZ');
      body.root.rotation.set(0, angles.y, 0);
      body.move(seconds, Math.hypot(track.velocity.x, track.velocity.z), angles.x, track.airborne, still);
    }
  }

  label(labels: Labels, camera: Camera): void {
    for (const person of this.people.values()) {
      if (person.body?.root.visible === true) {
        above.copy(person.body.root.position);
        above.y += 1.88;
        labels.put(camera, above, person.name, '', 'person', labelMetres);
      }
    }
  }

  get shown(): number {
    let shown = 0;
    for (const person of this.people.values()) {
      shown += person.body?.root.visible === true ? 1 : 0;
    }
    return shown;
  }

  dispose(): void {
    for (const person of this.people.values()) {
      person.body?.dispose();
    }
    this.own?.dispose();
    this.geometries.dispose();
  }
}

function surrounds(feet: Vector3, eyes: Vector3): boolean {
  const above = eyes.y - feet.y;
  return above > 0 && above < bodyMetres && Math.hypot(eyes.x - feet.x, eyes.z - feet.z) < insideMetres;
}

const colour = new Color();
const above = new Vector3();
const angles = new Euler();
