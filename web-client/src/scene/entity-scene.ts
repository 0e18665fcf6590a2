// SPDX-License-Identifier: Apache-2.0

import { Matrix4, type Quaternion, type Scene, type Vector3 } from 'three';
import { ShapeColliders } from '../walk/shape-colliders';
import { type Solidity, solidityOf } from '../walk/solidity';
import type { Solid, Solids } from '../walk/solids';
import type { Entities, Entity, EntityId, EntityListener, PoseSample, Progress, Unloadable } from '../world/model';
import type { Environment } from './environment';
import { Glides } from './glides';
import type { LoadedImage } from './image-loader';
import { ImagePanels } from './image-panels';
import type { SceneItem } from './item';
import type { Lights } from './lights';
import type { LoadFailure } from './load-failure';
import type { LoadedModel } from './model-loader';
import { ModelColliders, PlacedModel } from './models';
import { Placeholders } from './placeholders';
import { PoseTrack } from './pose-track';
import { booleanOf, textOf } from './properties';
import { ShapeDrawing } from './shape-drawing';
import { ShapeGeometries, shapeOf } from './shapes';
import type { SharedContent } from './shared-content';
import { TextPanels } from './text-panels';
import { TransformTree } from './transform-tree';

/** Time for making new things in one frame, milliseconds. */
const workMs = 5;
/** More triangles than this in the whole world would stop most machines. */
const mostTriangles = 6_000_000;
/** Properties that only move a thing, or say nothing about its looks. */
const placing: ReadonlySet<string> = new Set([
  'id',
  'position',
  'rotation',
  'parentID',
  'parentJointIndex',
  'registrationPoint',
  'queryAACube',
  'velocity',
  'angularVelocity',
  'gravity',
  'acceleration',
  'damping',
  'angularDamping',
  'lastEdited',
  'lastEditedBy',
  'lifetime',
  'locked',
  'name',
  'userData',
  'description',
  'href',
  'script',
  'serverScripts',
]);
/** What is stretched when its size changes; others are made anew. */
const stretching: ReadonlySet<string> = new Set(['Box', 'Sphere', 'Shape', 'Model', 'Image', 'Zone']);

export interface PlaceholderNote {
  readonly title: string;
  readonly reason: string;
}

/** What the scene of entities stands on. */
export interface EntitySceneParts {
  readonly scene: Scene;
  readonly solids: Solids;
  readonly environment: Environment;
  readonly lights: Lights;
  readonly models: SharedContent<LoadedModel>;
  readonly images: SharedContent<LoadedImage>;
  /** Where the viewer's eyes are; changes all the time. */
  readonly viewer: Vector3;
  readonly anisotropy: number;
}

/** Draws the entities in sight: each becomes an item in the tree, a drawable, and where it is solid a solid. */
export class EntityScene implements EntityListener {
  readonly tree: TransformTree;
  readonly colliders: ShapeColliders;
  readonly notes = new Map<SceneItem, PlaceholderNote>();
  readonly unloadables = new Map<EntityId, Unloadable>();
  onPlaced: (item: SceneItem) => void = () => undefined;
  onAdded: (item: SceneItem) => void = () => undefined;
  onRemoved: (item: SceneItem) => void = () => undefined;
  /** Follows the handles in the scene at once. */
  selectedId: EntityId | undefined;
  /** Grows with every change of `unloadables`. */
  unloadableVersion = 0;
  private readonly shapes: ShapeDrawing;
  private readonly placeholders: Placeholders;
  private readonly texts: TextPanels;
  private readonly imagePanels: ImagePanels;
  private readonly modelColliders = new ModelColliders();
  private readonly solidsOf = new Map<SceneItem, { solid: Solid; model: PlacedModel | undefined }>();
  private readonly contentOf = new Map<SceneItem, { shared: SharedContent<never>; url: string }>();
  private readonly todo = new Set<SceneItem>();
  private readonly awaiting = new Set<SceneItem>();
  private readonly tracks = new Map<number, { item: SceneItem; track: PoseTrack }>();
  private readonly handles = new Map<EntityId, number>();
  private readonly glides = new Glides();
  private heldId: EntityId | undefined;
  private triangles = 0;
  private readonly unfollow: () => void;

  constructor(
    private readonly parts: EntitySceneParts,
    entities: Entities,
  ) {
    const geometries = new ShapeGeometries();
    this.shapes = new ShapeDrawing(parts.scene, geometries);
    this.colliders = new ShapeColliders(geometries);
    this.placeholders = new Placeholders(parts.scene);
    this.texts = new TextPanels(parts.scene, parts.viewer, parts.anisotropy);
    this.imagePanels = new ImagePanels(parts.scene, parts.viewer);
    this.tree = new TransformTree((item) => this.placed(item));
    this.unfollow = entities.follow(this);
  }

  get placeholderCount(): number {
    return this.placeholders.count;
  }

  get progress(): Progress {
    return { loaded: this.tree.size - this.todo.size - this.awaiting.size, total: this.tree.size };
  }

  /** Whether everything that has come so far is drawn, but for what is still being loaded. */
  get settled(): boolean {
    return this.todo.size === 0;
  }

  /** Whether a thing that people could stand on is still being loaded within this distance. */
  awaitsGroundWithin(metres: number, point: Vector3): boolean {
    for (const item of this.awaiting) {
      if (item.position.distanceTo(point) - item.radius < metres && solidityOf(item.entity) !== 'none') {
        return true;
      }
    }
    return false;
  }

  added(entity: Entity): void {
    if (this.tree.get(entity.id) !== undefined) {
      this.removed(entity.id);
    }
    const item = this.tree.add(entity);
    if (entity.type === 'Zone') {
      this.parts.environment.addZone(item);
    }
    this.todo.add(item);
    this.onAdded(item);
  }

  changed(entity: Entity, patch: Readonly<Record<string, unknown>>): void {
    const item = this.tree.get(entity.id);
    if (item === undefined) {
      return;
    }
    const glides = !item.moving && this.mayGlide(item);
    if (glides) {
      this.glides.leaves(item);
    }
    this.tree.change(item, entity);
    if (glides) {
      this.glides.arrives(item, performance.now());
    }
    if (entity.type === 'Zone') {
      this.parts.environment.changedZone();
    }
    const anew = Object.keys(patch).some((key) => !placing.has(key) && !(key === 'dimensions' && stretching.has(entity.type)));
    if (anew || this.todo.has(item)) {
      this.todo.add(item);
    } else if ('name' in patch && this.notes.has(item)) {
      this.notes.set(item, { title: titleOf(entity), reason: this.notes.get(item)?.reason ?? '' });
    }
  }

  removed(id: EntityId): void {
    this.moving(id, undefined);
    const item = this.tree.remove(id);
    if (item === undefined) {
      return;
    }
    this.todo.delete(item);
    this.glides.forget(item);
    this.clear(item);
    this.leaveContent(item);
    if (item.entity.type === 'Zone') {
      this.parts.environment.removeZone(item);
    }
    this.onRemoved(item);
  }

  moving(id: EntityId, handle: number | undefined): void {
    const before = this.handles.get(id);
    if (before !== undefined) {
      this.handles.delete(id);
      if (this.tracks.get(before)?.item.id === id) {
        this.tracks.delete(before);
      }
    }
    const item = this.tree.get(id);
    if (item === undefined) {
      return;
    }
    if (handle !== undefined) {
      this.glides.forget(item);
      this.handles.set(id, handle);
      this.tracks.set(handle, { item, track: new PoseTrack() });
    } else if (item.moving) {
      item.moving = false;
      this.glides.leaves(item);
      this.tree.update(item);
      if (this.mayGlide(item)) {
        // The picture is a little behind the last pose, and where it was put may be a little farther.
        this.glides.arrives(item, performance.now());
      }
    }
  }

  pose(sample: PoseSample, serverMs: number): void {
    const moving = this.tracks.get(sample.handle);
    if (moving !== undefined) {
      moving.track.push(sample, serverMs);
      moving.item.moving = true;
    }
  }

  /** @param serverMs the server's time now */
  update(serverMs: number): void {
    for (const { item, track } of this.tracks.values()) {
      if (!track.empty) {
        track.sample(serverMs);
        this.tree.placeInWorld(item, track.position, track.rotation);
      }
    }
    this.glides.update(performance.now(), (item, position, rotation) => this.tree.placeInWorld(item, position, rotation));
    this.texts.update();
    this.imagePanels.update();
    this.work();
  }

  placeInWorld(item: SceneItem, position: Vector3, rotation: Quaternion): void {
    this.tree.placeInWorld(item, position, rotation);
  }

  /** What the visitor carries is not solid: it would push them, and be in the way of where it is put down. */
  setHeld(id: EntityId | undefined): void {
    const before = this.heldId === undefined ? undefined : this.tree.get(this.heldId);
    this.heldId = id;
    const held = id === undefined ? undefined : this.tree.get(id);
    if (before !== undefined && before !== held) {
      this.todo.add(before);
    }
    if (held !== undefined) {
      this.glides.forget(held);
      this.takeSolid(held);
    }
  }

  dispose(): void {
    this.unfollow();
    for (const item of [...this.tree.all()]) {
      this.removed(item.id);
    }
    this.shapes.dispose();
    this.placeholders.dispose();
    this.texts.dispose();
    this.imagePanels.dispose();
  }

  /** What is in the visitor's own hand or has its handles follows them at once. */
  private mayGlide(item: SceneItem): boolean {
    return item.id !== this.heldId && item.id !== this.selectedId;
  }

  private work(): void {
    if (this.todo.size === 0) {
      return;
    }
    const until = performance.now() + workMs;
    for (const item of this.todo) {
      this.todo.delete(item);
      this.draw(item);
      if (performance.now() > until) {
        return;
      }
    }
  }

  private draw(item: SceneItem): void {
    const before = this.contentOf.get(item);
    this.contentOf.delete(item);
    this.clear(item);
    const { entity } = item;
    if (booleanOf(entity, 'visible', true)) {
      this.drawVisible(item);
    } else if (entity.type === 'Model' && solidityOf(entity) !== 'none') {
      // Invisible models are walls and floors all the same.
      this.useModel(item, false);
    }
    this.makeSolid(item, undefined);
    const now = this.contentOf.get(item);
    // Only now, so that what is used before and after is not loaded again.
    if (before !== undefined && (now === undefined || now.url !== before.url || now.shared !== before.shared)) {
      before.shared.leave(before.url, item, performance.now());
    }
  }

  private drawVisible(item: SceneItem): void {
    switch (item.entity.type) {
      case 'Box':
      case 'Sphere':
      case 'Shape':
        item.drawable = this.shapes.draw(item);
        break;
      case 'Model':
        this.useModel(item, true);
        break;
      case 'Image':
        this.useImage(item);
        break;
      case 'Text':
        item.drawable = this.texts.draw(item);
        break;
      case 'Light':
        item.drawable = this.parts.lights.draw(item);
        break;
      case 'Zone':
        break;
      default:
        this.hold(item, 'undrawn', undrawnReason(item.entity.type));
        break;
    }
  }

  private useModel(item: SceneItem, visible: boolean): void {
    const url = textOf(item.entity, 'modelURL');
    if (visible) {
      this.hold(item, 'waiting', 'loading');
    }
    this.use(this.parts.models, url, item, visible, (model) => {
      if (this.triangles + model.triangles > mostTriangles) {
        const label = 'too much here';
        this.missing(item, url, { label, message: 'There are too many triangles in sight already to show it as well.' }, visible);
        return;
      }
      this.clear(item);
      if (item.unsized) {
        item.natural = model.naturalMetres;
        this.tree.change(item, item.entity);
      }
      const placed = new PlacedModel(this.parts.scene, item, model);
      placed.root.visible = visible;
      this.triangles += model.triangles;
      item.drawable = {
        place: () => placed.place(),
        hit: (ray) => placed.hit(ray),
        dispose: () => {
          this.triangles -= model.triangles;
          placed.dispose();
        },
      };
      this.makeSolid(item, placed);
    });
  }

  private useImage(item: SceneItem): void {
    const url = textOf(item.entity, 'imageURL');
    this.hold(item, 'waiting', 'loading');
    this.use(this.parts.images, url, item, true, (image) => {
      this.clear(item);
      item.drawable = this.imagePanels.draw(item, image);
    });
  }

  private use<T>(shared: SharedContent<T>, url: string, item: SceneItem, visible: boolean, ready: (content: T) => void): void {
    this.contentOf.set(item, { shared: shared as unknown as SharedContent<never>, url });
    this.awaiting.add(item);
    shared.use(url, item, {
      ready: (content) => {
        this.awaiting.delete(item);
        ready(content);
      },
      failed: (failure) => {
        this.awaiting.delete(item);
        this.missing(item, url, failure, visible);
      },
    });
  }

  private missing(item: SceneItem, url: string, failure: Pick<LoadFailure, 'label' | 'message'>, visible: boolean): void {
    this.clear(item);
    if (visible) {
      this.hold(item, 'missing', failure.label);
    }
    this.unloadables.set(item.id, { entity: item.id, url, reason: failure.message });
    this.unloadableVersion++;
  }

  private hold(item: SceneItem, kind: 'waiting' | 'missing' | 'undrawn', reason: string): void {
    item.drawable = this.placeholders.draw(item, kind);
    this.notes.set(item, { title: titleOf(item.entity), reason });
  }

  /** Takes away what is drawn and solid, and what was said about it; not its use of shared content. */
  private clear(item: SceneItem): void {
    item.drawable?.dispose();
    item.drawable = undefined;
    this.notes.delete(item);
    this.awaiting.delete(item);
    this.takeSolid(item);
    if (this.unloadables.delete(item.id)) {
      this.unloadableVersion++;
    }
  }

  private takeSolid(item: SceneItem): void {
    const solid = this.solidsOf.get(item);
    if (solid !== undefined) {
      this.parts.solids.remove(solid.solid);
      this.solidsOf.delete(item);
    }
  }

  private leaveContent(item: SceneItem): void {
    const content = this.contentOf.get(item);
    if (content !== undefined) {
      this.contentOf.delete(item);
      content.shared.leave(content.url, item, performance.now());
    }
  }

  private makeSolid(item: SceneItem, model: PlacedModel | undefined): void {
    if (this.solidsOf.has(item) || item.id === this.heldId) {
      return;
    }
    const solidity = solidityOf(item.entity);
    if (solidity === 'none' || (solidity !== 'shape' && model === undefined)) {
      return;
    }
    const mesh = solidity === 'mesh' && model !== undefined ? this.modelColliders.of(model.model) : undefined;
    const collider = mesh ?? this.colliders.of(simple(solidity, item.entity));
    const placedModel = mesh === undefined ? undefined : model;
    const solid = this.parts.solids.add(collider, placedModel?.matrix(matrix) ?? item.box);
    this.solidsOf.set(item, { solid, model: placedModel });
  }

  private placed(item: SceneItem): void {
    item.drawable?.place();
    const solid = this.solidsOf.get(item);
    if (solid !== undefined) {
      this.parts.solids.move(solid.solid, solid.model?.matrix(matrix) ?? item.box);
    }
    this.onPlaced(item);
  }
}

function simple(solidity: Solidity, entity: Entity) {
  return solidity === 'shape' ? shapeOf(entity) : solidity === 'sphere' ? 'sphere' : solidity === 'cylinder' ? 'cylinder' : 'cube';
}

function titleOf(entity: Entity): string {
  const name = textOf(entity, 'name').trim();
  return name === '' ? entity.type : name.slice(0, 60);
}

function undrawnReason(type: string): string {
  switch (type) {
    case 'Web':
      return 'a web page, not drawn yet';
    case 'ParticleEffect':
    case 'ProceduralParticleEffect':
      return 'particles, not drawn yet';
    case 'Sound':
      return 'a sound';
    case 'Material':
      return 'a material';
    default:
      return `${type}, not drawn yet`;
  }
}

const matrix = new Matrix4();
