// SPDX-License-Identifier: Apache-2.0

/**
 * What the client knows of the world, as the protocol says it (docs/protocol.md), and the seam between its two halves: `net`, `world`
 * and `ui` know no three.js; `scene` and `walk` know no sockets and no DOM but their canvas.
 */

export type EntityId = string;

export interface Vec3 {
  x: number;
  y: number;
  z: number;
}

export interface Quat {
  x: number;
  y: number;
  z: number;
  w: number;
}

/** Overte's property names; absent means default. Values come from strangers: check before use. */
export interface Entity {
  readonly id: EntityId;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface EntityListener {
  added(entity: Entity): void;
  /** `entity` after the change, `patch` the merge patch that led there. */
  changed(entity: Entity, patch: Readonly<Record<string, unknown>>): void;
  removed(id: EntityId): void;
  /** From now on (or, with undefined, no longer) the pose comes in pose frames under this handle. */
  moving(id: EntityId, handle: number | undefined): void;
}

/** The entities in sight. Parents are added before their children where both are known. */
export interface Entities {
  get(id: EntityId): Entity | undefined;
  all(): IterableIterator<Entity>;
  /** Calls `added` for what is there already, then follows. Returns the way to stop. */
  follow(listener: EntityListener): () => void;
}

/** Where a head looks, relative to the body: radians, to the left and up are positive. */
export interface Look {
  yaw: number;
  pitch: number;
}

/** A hand in the axes of the body, from its soles: metres. */
export interface HandPose {
  readonly position: Vec3;
  readonly rotation: Quat;
}

/** One pose out of a pose message, in world coordinates. The next one is told in the same object: copy what is to be kept. */
export interface PoseSample {
  handle: number;
  /** Server's clock, milliseconds modulo 2^32. */
  time: number;
  /** Of someone far away: exact to 6 cm, and nothing known but position and yaw. */
  coarse: boolean;
  readonly position: Vec3;
  readonly rotation: Quat;
  /** Otherwise `velocity` is zero. */
  hasVelocity: boolean;
  readonly velocity: Vec3;
  jumped: boolean;
  airborne: boolean;
  /** Otherwise `head` looks straight ahead. */
  hasHead: boolean;
  readonly head: Look;
  /** Otherwise the hands mean nothing. */
  hasHands: boolean;
  readonly leftHand: HandPose;
  readonly rightHand: HandPose;
}

/** The visitor's own pose, for sending. Position of the soles of the feet, metres; yaw in radians, 0 looks along -Z, a quarter turn along -X. */
export interface OwnPose {
  position: Vec3;
  yaw: number;
  head: Look;
  velocity: Vec3;
  airborne: boolean;
  /** Since the last call: arrived without passing between. */
  jumped: boolean;
}

/** Content that could not be shown, for the list of things that are missing. */
export interface Unloadable {
  entity: EntityId;
  url: string;
  /** A sentence for people. */
  reason: string;
}

export interface Progress {
  loaded: number;
  total: number;
}

/** A new position, rotation or size that a person gave an entity with the handles in the scene; relative to its parent, like the properties. */
export interface Transform {
  position: Vec3;
  rotation: Quat;
  dimensions: Vec3;
}

export type TransformMode = 'move' | 'turn' | 'scale';

/** Something that a visitor carries. */
export interface Held {
  readonly id: EntityId;
  /** Where it is in the world while the body is there (soles and facing). */
  place(body: { position: Vec3; rotation: Quat }): { position: Vec3; rotation: Quat };
}

export interface StageStatistics {
  /** Drawn since the start. */
  frames: number;
  entities: number;
  placeholders: number;
  /** Other people who were drawn in the last frame. */
  people: number;
  /** From one frame to the next, lately; and what of it this thread spends on moving everything and on giving it to the graphics device. */
  frameMs: number;
  sceneMs: number;
  drawMs: number;
}

/** The 3D view, as the rest of the client sees it. Made by `createStage` in `scene/stage.ts`. */
export interface Stage {
  /** Another person: shown once a pose for the handle arrives, hidden 5 s after the last. */
  personCame(handle: number, name: string): void;
  personRenamed(handle: number, name: string): void;
  personGone(handle: number): void;
  /** Said something in the chat: their name is shown for a while, however many are nearer. */
  personSpoke(handle: number): void;
  /** Shows the name of somebody, however many are nearer; undefined: of nobody. */
  pointOut(handle: number | undefined): void;
  /** Keeps nothing of `sample`. */
  pose(sample: PoseSample): void;

  ownPose(): OwnPose;
  jumpTo(position: Vec3, rotation: Quat | undefined): void;
  /** Where a new thing would go: on the ground or at the wall ahead, about 3 m away. */
  placeAhead(): Vec3;
  /** A model's own size in metres; loads it first. Undefined when it cannot be shown, or takes too long. */
  measureModel(url: string): Promise<Vec3 | undefined>;
  /** Where something would stand that is put down at arm's length, or a little farther where one looks: on the ground or on a table. */
  restAhead(): Vec3;
  /** Which of these is in the middle of the picture. */
  aimedAt(among: Iterable<EntityId>): EntityId | undefined;
  /** Shows a thing in the visitor's hand, in every frame; nobody bumps into it there. Undefined: nothing. */
  hold(held: Held | undefined): void;

  /** Shows an outline and, when `editable`, handles. Undefined selects nothing. */
  select(id: EntityId | undefined, editable: boolean): void;
  setTransformMode(mode: TransformMode): void;
  /** A person clicked or tapped a thing (or, with undefined, nothing). */
  onPick: (id: EntityId | undefined) => void;
  /** While dragging, with each move of the pointer (`done` false), and at its end. */
  onTransform: (id: EntityId, transform: Transform, done: boolean) => void;
  /** A person activated a thing with an `href`, by click or key. */
  onLink: (href: string) => void;
  onUnloadable: (all: readonly Unloadable[]) => void;
  onProgress: (progress: Progress) => void;

  setCamera(view: 'first' | 'third'): void;
  /** False while a text field has the focus or a dialog is open: keys are not for walking then. */
  setKeysEnabled(enabled: boolean): void;
  /** Name tags and labels on or off. */
  setLabels(visible: boolean): void;
  /** For tests and the curious. */
  statistics(): StageStatistics;
  dispose(): void;
}
