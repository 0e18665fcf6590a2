// SPDX-License-Identifier: Apache-2.0

import { Euler, Frustum, Matrix4, type PerspectiveCamera, type Scene, Sphere, Vector3 } from 'three';
import type { PoseSample } from '../world/model';
import { AvatarDrawing } from './avatar-drawing';
import { AvatarFigure } from './avatar-figure';
import type { Labels } from './labels';
import { NameTags, type Nameable, tagReach } from './name-tags';
import { PoseTrack } from './pose-track';

/** Without a pose for this long, an avatar is hidden, milliseconds. */
const goneMs = 5000;
const mostPeople = 2000;
/** A body that the eyes are inside of would be seen from within: metres around its axis, and its height. */
const insideMetres = 0.55;
const bodyMetres = 1.9;
/** A ball around a body, and how far it may be from where it was last heard of. */
const middleMetres = 0.95;
const radiusMetres = 1.3;
const wanderMetres = 8;
/** Who is nearer is drawn wherever one looks: their shadows may fall into view. */
const shadowMetres = 12;
const tagMetresAbove = 1.88;
const chooseMs = 250;

class Person implements Nameable {
  readonly track = new PoseTrack();
  readonly figure: AvatarFigure;
  lastHeardMs = Number.NEGATIVE_INFINITY;
  spokeMs = Number.NEGATIVE_INFINITY;
  shown = false;
  metres = Number.POSITIVE_INFINITY;
  tagRank = 0;

  constructor(
    readonly handle: number,
    public name: string,
  ) {
    this.figure = new AvatarFigure(name);
  }
}

/** Everybody else, and the visitor's own body. */
export class Avatars {
  private readonly people = new Map<number, Person>();
  private readonly drawing: AvatarDrawing;
  private readonly tags = new NameTags<Person>();
  private readonly frustum = new Frustum();
  private own: AvatarFigure | undefined;
  private ownName = '';
  private chosenMs = Number.NEGATIVE_INFINITY;

  /** @param lean for slow machines: simpler bodies */
  constructor(scene: Scene, lean: boolean) {
    this.drawing = new AvatarDrawing(scene, lean);
  }

  come(handle: number, name: string): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      person.name = name;
    } else if (this.people.size < mostPeople) {
      this.people.set(handle, new Person(handle, name));
    }
  }

  rename(handle: number, name: string): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      person.name = name;
    }
  }

  go(handle: number): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      this.people.delete(handle);
      this.tags.forget(person);
    }
  }

  spoke(handle: number, nowMs: number): void {
    const person = this.people.get(handle);
    if (person !== undefined) {
      person.spokeMs = nowMs;
      this.chosenMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** Shows the name of somebody, however many are nearer; undefined: of nobody. */
  pointOut(handle: number | undefined): void {
    this.tags.pointedOut = handle === undefined ? undefined : this.people.get(handle);
    this.chosenMs = Number.NEGATIVE_INFINITY;
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
    person.figure.heard(sample);
    person.lastHeardMs = nowMs;
    return true;
  }

  setOwnName(name: string): void {
    if (this.own === undefined || name !== this.ownName) {
      this.ownName = name;
      this.own = new AvatarFigure(name);
    }
  }

  /**
   * Draws everybody who is in view.
   *
   * @param serverMs the server's time now
   * @param still no bobbing
   */
  update(serverMs: number, nowMs: number, seconds: number, still: boolean, camera: PerspectiveCamera): void {
    this.drawing.begin();
    this.frustum.setFromProjectionMatrix(view.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse));
    for (const person of this.people.values()) {
      person.shown = nowMs - person.lastHeardMs <= goneMs && this.place(person, serverMs, seconds, still, camera.position);
      if (person.shown) {
        this.drawing.draw(person.figure, person.metres);
      }
    }
    if (nowMs - this.chosenMs > chooseMs) {
      this.chosenMs = nowMs;
      this.tags.choose(this.people.values(), nowMs);
    }
  }

  /** Draws the visitor's own body; after `update`. */
  updateOwn(seconds: number, position: Vector3, yaw: number, pitch: number, velocity: Vector3, airborne: boolean, still: boolean): void {
    if (this.own === undefined) {
      return;
    }
    this.own.position.copy(position);
    this.own.yaw = yaw;
    this.own.airborne = airborne;
    this.own.look(0, pitch);
    this.own.update(seconds, Math.hypot(velocity.x, velocity.z), still);
    this.drawing.draw(this.own, 0);
  }

  /** Everybody has been drawn. */
  end(): void {
    this.drawing.end();
  }

  label(labels: Labels, camera: PerspectiveCamera): void {
    for (const person of this.tags.chosen) {
      if (person.shown) {
        above.copy(person.figure.position);
        above.y += tagMetresAbove;
        labels.put(person, camera, above, person.name, '', 'person', tagReach(person), person.handle);
      }
    }
  }

  get shown(): number {
    let shown = 0;
    for (const person of this.people.values()) {
      shown += person.shown ? 1 : 0;
    }
    return shown;
  }

  dispose(): void {
    this.drawing.dispose();
  }

  /** Moves the figure to where the person is. Returns false, with less work, when that is out of view. */
  private place(person: Person, serverMs: number, seconds: number, still: boolean, eyes: Vector3): boolean {
    const { track, figure } = person;
    const { newest } = track;
    if (newest === undefined || !this.mayBeSeen(newest, wanderMetres, eyes)) {
      return false;
    }
    track.sample(serverMs);
    if (!this.mayBeSeen(track.position, 0, eyes) || surrounds(track.position, eyes)) {
      return false;
    }
    person.metres = track.position.distanceTo(eyes);
    angles.setFromQuaternion(track.rotation, 'YXZ');
    figure.position.copy(track.position);
    figure.yaw = angles.y;
    figure.airborne = track.airborne;
    figure.update(seconds, Math.hypot(track.velocity.x, track.velocity.z), still);
    return true;
  }

  private mayBeSeen(feet: Vector3, extra: number, eyes: Vector3): boolean {
    if (feet.distanceToSquared(eyes) < (shadowMetres + extra) * (shadowMetres + extra)) {
      return true;
    }
    ball.center.copy(feet);
    ball.center.y += middleMetres;
    ball.radius = radiusMetres + extra;
    return this.frustum.intersectsSphere(ball);
  }
}

function surrounds(feet: Vector3, eyes: Vector3): boolean {
  const above = eyes.y - feet.y;
  return above > 0 && above < bodyMetres && Math.hypot(eyes.x - feet.x, eyes.z - feet.z) < insideMetres;
}

const view = new Matrix4();
const ball = new Sphere();
const above = new Vector3();
const angles = new Euler();
