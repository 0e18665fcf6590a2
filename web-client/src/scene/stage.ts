// SPDX-License-Identifier: Apache-2.0

import { Euler, Quaternion, Raycaster, Scene, Vector2, Vector3 } from 'three';
import { Body, bodyHeightMetres } from '../walk/body';
import { CameraRig, eyeMetres } from '../walk/camera-rig';
import { Controls } from '../walk/controls';
import { type GroundHit, Solids } from '../walk/solids';
import type {
  Entities,
  EntityId,
  Held,
  OwnPose,
  PoseSample,
  Progress,
  Quat,
  Stage,
  StageStatistics,
  Transform,
  TransformMode,
  Unloadable,
  Vec3,
} from '../world/model';
import { ownSite } from '../net/site';
import { yawRotation } from '../world/space';
import { Avatars } from './avatars';
import { EntityScene } from './entity-scene';
import { Environment } from './environment';
import { Fetcher } from './fetching';
import { ImageLoader } from './image-loader';
import { SceneItem } from './item';
import { Labels } from './labels';
import { Lights } from './lights';
import { LoadingQueue } from './loading-queue';
import { type LoadedModel, ModelLoader } from './model-loader';
import type { StageOptions } from './options';
import { pick } from './picking';
import { textOf } from './properties';
import { Reflections } from './reflections';
import { Selection } from './selection';
import { ServerClock } from './server-clock';
import { SharedContent } from './shared-content';
import { SkyPictureLoader } from './sky-pictures';
import { type Quality, Viewport } from './viewport';

export { WebGlMissing } from './viewport';
export type { StageOptions } from './options';
export type { Quality } from './viewport';

const parallelLoads = 6;
const pickMetres = 300;
const linkMetres = 12;
const placeAheadMetres = 3;
/** How far one reaches to put something down, and where without looking anywhere in particular. */
const farRestMetres = 3;
const restMetres = 1.1;
/** From a wall, so that what is put down before it does not stand in it. */
const wallMetres = 0.35;
/** Longest wait for a model before it is added with any size, milliseconds. */
const measurePatienceMs = 15_000;
const labelMetres = 14;
const mostLabels = 30;
const reportMs = 250;
/** Longest wait for ground that is still being loaded, milliseconds. */
const groundPatienceMs = 8000;
const settleMs = 700;
/** How much the newest frame counts in averages. */
const averagePart = 0.1;

/** What the stage can do beyond the seam. */
export interface FreeholdStage extends Stage {
  /** Everything in sight at arrival has been sent: gravity may begin as soon as there is ground. */
  worldLoaded(): void;
  /** The visitor's own name, after a change. */
  setOwnName(name: string): void;
  setEntry(position: Vec3, rotation: Quat | undefined): void;
  setQuality(quality: Quality): void;
  setReducedMotion(reduced: boolean): void;
  setFlying(flying: boolean): void;
  /** Mouse look without a button until Escape. */
  lockPointer(): void;
  /** First or third person was chosen by key. */
  onCamera: (view: 'first' | 'third') => void;
  onFlying: (flying: boolean) => void;
  /** Something about the picture that people should read. */
  onNotice: (message: string) => void;
}

/**
 * Draws the world into a canvas and lets a person walk in it.
 *
 * @param labelLayer an element exactly over the canvas, in which name tags are put; it should let the pointer through
 * @throws WebGlMissing when the browser cannot draw in 3D
 */
export function createStage(canvas: HTMLCanvasElement, labelLayer: HTMLElement, entities: Entities, options: StageOptions = {}): FreeholdStage {
  return new ThreeStage(canvas, labelLayer, entities, options);
}

class ThreeStage implements FreeholdStage {
  onPick: (id: EntityId | undefined) => void = () => undefined;
  onTransform: (id: EntityId, transform: Transform, done: boolean) => void = () => undefined;
  onLink: (href: string) => void = () => undefined;
  onUnloadable: (all: readonly Unloadable[]) => void = () => undefined;
  onProgress: (progress: Progress) => void = () => undefined;
  onCamera: (view: 'first' | 'third') => void = () => undefined;
  onFlying: (flying: boolean) => void = () => undefined;
  onNotice: (message: string) => void = () => undefined;

  private readonly scene = new Scene();
  private readonly viewport: Viewport;
  private readonly solids = new Solids();
  private readonly body = new Body();
  private readonly rig = new CameraRig();
  private readonly controls: Controls;
  private readonly environment: Environment;
  private readonly lights: Lights;
  private readonly avatars: Avatars;
  private readonly labels: Labels;
  private readonly selection: Selection;
  private readonly queue = new LoadingQueue(parallelLoads);
  private readonly skyPictures: SkyPictureLoader;
  private readonly world: EntityScene;
  private readonly models: EntityScene['parts']['models'];
  private readonly images: EntityScene['parts']['images'];
  private readonly reflections: Reflections;
  private readonly clock = new ServerClock();
  private readonly viewer = new Vector3();
  private readonly labelled: SceneItem[] = [];
  private selectedId: EntityId | undefined;
  private selectedEditable = false;
  private held: Held | undefined;
  private frames = 0;
  private sceneMs = 0;
  private drawMs = 0;
  private lastFrameMs = 0;
  private lastReportMs = 0;
  private lastLabelMs = 0;
  private toldUnloadables = 0;
  private toldLoaded = -1;
  private toldTotal = -1;
  private loadedAtMs = Number.POSITIVE_INFINITY;
  private disposed = false;

  constructor(canvas: HTMLCanvasElement, labelLayer: HTMLElement, entities: Entities, options: StageOptions) {
    this.viewport = new Viewport(canvas, options.quality ?? 'medium');
    const { renderer, camera, quality } = this.viewport;
    const site = options.site ?? ownSite(document);
    const fetcher = new Fetcher(site, options.subtle);
    const distanceTo = (item: SceneItem): number => Math.max(0, item.position.distanceTo(this.viewer) - item.radius);
    this.reflections = new Reflections(renderer, this.scene, quality === 'low');
    const modelLoader = new ModelLoader(fetcher, renderer, site.base);
    const imageLoader = new ImageLoader(fetcher);
    this.models = new SharedContent(this.queue, (url, signal) => this.loadModel(modelLoader, url, signal), (model) => modelLoader.release(model), distanceTo);
    this.images = new SharedContent(this.queue, (url, signal) => imageLoader.load(url, signal), (image) => image.texture.dispose(), distanceTo);
    this.skyPictures = new SkyPictureLoader(imageLoader);
    this.environment = new Environment(this.scene, this.skyPictures, quality === 'high' ? 4096 : 2048);
    this.lights = new Lights(this.scene, quality === 'low');
    this.avatars = new Avatars(this.scene, quality === 'low');
    this.labels = new Labels(labelLayer);
    this.world = new EntityScene(
      {
        scene: this.scene,
        solids: this.solids,
        environment: this.environment,
        lights: this.lights,
        models: this.models,
        images: this.images,
        viewer: this.viewer,
        anisotropy: Math.min(8, renderer.capabilities.getMaxAnisotropy()),
      },
      entities,
    );
    this.selection = new Selection(this.scene, camera, canvas);
    this.selection.onChange = (item, position, rotation, dimensions, done) =>
      this.onTransform(item.id, this.world.tree.toProperties(item, position, rotation, dimensions), done);
    this.world.onPlaced = (item) => this.selection.placed(item);
    this.world.onRemoved = (item) => {
      if (this.selection.selected === item) {
        this.selection.select(undefined, false);
      }
    };
    // What is sent again, as after a broken connection, stays selected.
    this.world.onAdded = (item) => {
      if (item.id === this.selectedId) {
        this.selection.select(item, this.selectedEditable);
      }
    };
    this.controls = new Controls(canvas, {
      click: (x, y) => this.click(x, y),
      activate: () => this.activate(),
      toggleFlying: () => this.setFlying(!this.body.flying),
      toggleView: () => this.toggleView(),
      zoom: (amount) => this.rig.zoom(amount),
      pointerTaken: () => this.selection.holdsPointer,
    });
    this.rig.still = options.reducedMotion ?? window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.viewport.onResize = (width, height) => this.labels.resize(width, height);
    this.labels.resize(Math.max(1, canvas.clientWidth), Math.max(1, canvas.clientHeight));
    this.viewport.onLost = (lost) =>
      this.onNotice(lost ? 'The graphics device was lost. The picture stands still until the browser gives it back; reloading the page helps if it does not.' : 'The picture is back.');
    this.avatars.setOwnName(options.name ?? '');
    this.setEntry(options.entry?.position ?? { x: 0, y: 0, z: 0 }, options.entry?.rotation);
    renderer.setAnimationLoop((now) => this.frame(now));
  }

  personCame(handle: number, name: string): void {
    this.avatars.come(handle, name);
  }

  personRenamed(handle: number, name: string): void {
    this.avatars.rename(handle, name);
  }

  personGone(handle: number): void {
    this.avatars.go(handle);
  }

  personSpoke(handle: number): void {
    this.avatars.spoke(handle, performance.now());
  }

  pointOut(handle: number | undefined): void {
    this.avatars.pointOut(handle);
  }

  pose(sample: PoseSample): void {
    const now = performance.now();
    const time = this.clock.heard(sample.time, now);
    if (!this.avatars.pose(sample, time, now)) {
      this.world.pose(sample, time);
    }
  }

  ownPose(): OwnPose {
    const { position, velocity, yaw, grounded } = this.body;
    return {
      position: { x: position.x, y: position.y, z: position.z },
      yaw,
      // The body turns with the eyes, in either view; only up and down is the head's own.
      head: { yaw: 0, pitch: this.controls.pitch },
      velocity: { x: velocity.x, y: velocity.y, z: velocity.z },
      airborne: !grounded,
      jumped: this.body.takeJumped(),
    };
  }

  jumpTo(position: Vec3, rotation: Quat | undefined): void {
    point.set(position.x, position.y, position.z);
    if (![position.x, position.y, position.z].every((value) => Math.abs(value) <= 16_384)) {
      return;
    }
    this.body.jumpTo(point, yawOf(rotation) ?? this.body.yaw);
    this.rig.snap(this.body);
    if (rotation !== undefined) {
      this.controls.pitch = 0;
    }
    this.loadedAtMs = Math.min(this.loadedAtMs, performance.now());
  }

  setEntry(position: Vec3, rotation: Quat | undefined): void {
    point.set(position.x, position.y, position.z);
    this.body.enter(point, yawOf(rotation) ?? 0);
    this.rig.snap(this.body);
  }

  worldLoaded(): void {
    this.loadedAtMs = Math.min(this.loadedAtMs, performance.now());
  }

  placeAhead(): Vec3 {
    const { camera } = this.viewport;
    origin.copy(this.body.position);
    origin.y += eyeMetres;
    camera.getWorldDirection(direction);
    if (this.solids.raycast(origin, direction, placeAheadMetres * 1.5, hit)) {
      return { x: hit.point.x, y: hit.point.y, z: hit.point.z };
    }
    direction.y = 0;
    if (direction.lengthSq() < 1e-4) {
      direction.set(-Math.sin(this.body.yaw), 0, -Math.cos(this.body.yaw));
    }
    origin.addScaledVector(direction.normalize(), placeAheadMetres);
    const { x, z } = origin;
    return this.solids.raycast(origin, down, 6, hit) ? { x, y: hit.point.y, z } : { x, y: this.body.position.y, z };
  }

  restAhead(): Vec3 {
    const { camera } = this.viewport;
    origin.copy(this.body.position);
    origin.y += eyeMetres;
    camera.getWorldDirection(direction);
    if (this.solids.raycast(origin, direction, farRestMetres, hit) && hit.normal.y > 0.6) {
      return { x: hit.point.x, y: hit.point.y, z: hit.point.z };
    }
    direction.set(-Math.sin(this.body.yaw), 0, -Math.cos(this.body.yaw));
    const room = this.solids.raycast(origin, direction, restMetres + wallMetres, hit) ? hit.distance - wallMetres : restMetres;
    origin.addScaledVector(direction, Math.max(0.2, room));
    const { x, z } = origin;
    return this.solids.raycast(origin, down, 8, hit) ? { x, y: hit.point.y, z } : { x, y: this.body.position.y, z };
  }

  measureModel(url: string): Promise<Vec3 | undefined> {
    // Stands in for the thing to be, so that the model is loaded, and kept until it is there.
    const standIn = new SceneItem({ id: '', type: 'Model' });
    standIn.position.copy(this.viewer);
    return new Promise((resolve) => {
      const done = (size: Vec3 | undefined): void => {
        clearTimeout(timer);
        this.models.leave(url, standIn, performance.now());
        resolve(size);
      };
      const timer = setTimeout(() => done(undefined), measurePatienceMs);
      this.models.use(url, standIn, {
        ready: ({ naturalMetres: { x, y, z } }) => done({ x, y, z }),
        failed: () => done(undefined),
      });
    });
  }

  aimedAt(among: Iterable<EntityId>): EntityId | undefined {
    raycaster.setFromCamera(pointer.set(0, 0), this.viewport.camera);
    const items = [...among].map((id) => this.world.tree.get(id)).filter((item) => item !== undefined);
    return pick(items, raycaster.ray, linkMetres + 4, this.world.colliders)?.item.id;
  }

  hold(held: Held | undefined): void {
    this.held = held;
    this.world.setHeld(held?.id);
  }

  select(id: EntityId | undefined, editable: boolean): void {
    this.world.selectedId = id;
    this.selectedId = id;
    this.selectedEditable = editable;
    this.selection.select(id === undefined ? undefined : this.world.tree.get(id), editable);
  }

  setTransformMode(mode: TransformMode): void {
    this.selection.setMode(mode);
  }

  setCamera(view: 'first' | 'third'): void {
    this.rig.view = view;
  }

  setKeysEnabled(enabled: boolean): void {
    this.controls.setEnabled(enabled);
  }

  setLabels(visible: boolean): void {
    this.labels.visible = visible;
  }

  setOwnName(name: string): void {
    this.avatars.setOwnName(name);
  }

  setQuality(quality: Quality): void {
    this.viewport.setQuality(quality);
  }

  setReducedMotion(reduced: boolean): void {
    this.rig.still = reduced;
  }

  setFlying(flying: boolean): void {
    if (flying && !this.environment.flyingAllowed) {
      this.onNotice('Flying is switched off in this place.');
      return;
    }
    if (this.body.flying !== flying) {
      this.body.flying = flying;
      this.onFlying(flying);
    }
  }

  lockPointer(): void {
    this.controls.lockPointer();
  }

  statistics(): StageStatistics {
    return {
      frames: this.frames,
      entities: this.world.progress.loaded,
      placeholders: this.world.placeholderCount,
      people: this.avatars.shown,
      frameMs: this.viewport.frameMs,
      sceneMs: this.sceneMs,
      drawMs: this.drawMs,
    };
  }

  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.viewport.renderer.setAnimationLoop(null);
    this.controls.dispose();
    this.selection.dispose();
    this.world.dispose();
    this.queue.dispose();
    this.models.dispose();
    this.images.dispose();
    this.environment.dispose();
    this.reflections.dispose();
    this.lights.dispose();
    this.avatars.dispose();
    this.labels.dispose();
    this.viewport.dispose();
  }

  private async loadModel(loader: ModelLoader, url: string, signal: AbortSignal): Promise<LoadedModel> {
    const model = await loader.load(url, signal);
    this.reflections.prepare(model.root);
    return model;
  }

  private frame(now: number): void {
    const beginMs = performance.now();
    const frameMs = this.lastFrameMs === 0 ? 16 : now - this.lastFrameMs;
    this.lastFrameMs = now;
    const seconds = Math.min(0.25, Math.max(0, frameMs / 1000));
    this.frames++;

    this.walk(now, seconds);
    const { camera } = this.viewport;
    const serverMs = this.clock.at(performance.now());
    this.world.update(serverMs);
    this.carry();
    this.avatars.update(serverMs, performance.now(), seconds, this.rig.still, camera);
    if (this.rig.showsBody(camera, this.body)) {
      const { position, yaw, velocity, grounded } = this.body;
      this.avatars.updateOwn(seconds, position, yaw, this.controls.pitch, velocity, !grounded, this.rig.still);
    }
    this.avatars.end();
    this.environment.update(this.viewer, seconds);
    this.lights.update(this.viewer, seconds);
    this.queue.pump();
    const drawMs = performance.now();
    this.viewport.draw(this.scene, frameMs);
    const drawnMs = performance.now();
    this.drawLabels(now);
    this.report(now);
    this.sceneMs += (performance.now() - beginMs - (drawnMs - drawMs) - this.sceneMs) * averagePart;
    this.drawMs += (drawnMs - drawMs - this.drawMs) * averagePart;
  }

  private walk(now: number, seconds: number): void {
    if (this.body.waiting) {
      this.body.mayLand = this.groundMayBeHere(now);
    }
    this.body.yaw = wrap(this.body.yaw + this.controls.update(seconds));
    if (this.body.flying && !this.environment.flyingAllowed) {
      this.setFlying(false);
    }
    this.body.step(seconds, this.controls.wish, this.solids);
    this.rig.update(this.viewport.camera, this.body, this.controls.pitch, seconds, this.solids);
    this.viewport.camera.updateMatrixWorld();
    this.viewer.copy(this.body.position);
    this.viewer.y += bodyHeightMetres * 0.8;
  }

  private carry(): void {
    const item = this.held === undefined ? undefined : this.world.tree.get(this.held.id);
    if (this.held === undefined || item === undefined) {
      return;
    }
    const { position, rotation } = this.held.place({ position: this.body.position, rotation: yawRotation(this.body.yaw) });
    point.set(position.x, position.y, position.z);
    this.world.placeInWorld(item, point, quaternion.set(rotation.x, rotation.y, rotation.z, rotation.w));
  }

  /** Ground may be missing because it is still on its way: gravity waits for it, for a while. */
  private groundMayBeHere(now: number): boolean {
    if (!this.world.settled || this.solids.count === 0) {
      return false;
    }
    if (this.loadedAtMs === Number.POSITIVE_INFINITY) {
      // Nobody said that the world is here; a moment without anything new says as much.
      this.loadedAtMs = now + settleMs;
    }
    const waited = now - this.loadedAtMs;
    return waited >= 0 && (waited > groundPatienceMs || !this.world.awaitsGroundWithin(30, this.body.position));
  }

  private drawLabels(now: number): void {
    if (now - this.lastLabelMs > 300) {
      this.lastLabelMs = now;
      this.chooseLabels();
    }
    const { camera } = this.viewport;
    this.labels.begin();
    this.avatars.label(this.labels, camera);
    for (const item of this.labelled) {
      const note = this.world.notes.get(item);
      if (note !== undefined) {
        item.centre(point);
        this.labels.put(item, camera, point, note.title, note.reason, 'thing', labelMetres + item.radius);
      }
    }
    this.labels.end();
  }

  private chooseLabels(): void {
    this.labelled.length = 0;
    for (const item of this.world.notes.keys()) {
      // From inside a large thing, its name says nothing about what is ahead.
      if (item.radius < 40 && item.centre(point).distanceTo(this.viewer) < labelMetres + item.radius) {
        this.labelled.push(item);
      }
    }
    this.labelled.sort((a, b) => a.centre(point).distanceToSquared(this.viewer) - b.centre(origin).distanceToSquared(this.viewer));
    this.labelled.length = Math.min(mostLabels, this.labelled.length);
  }

  private report(now: number): void {
    if (now - this.lastReportMs < reportMs) {
      return;
    }
    this.lastReportMs = now;
    this.models.sweep(performance.now());
    this.images.sweep(performance.now());
    const progress = this.world.progress;
    if (progress.loaded !== this.toldLoaded || progress.total !== this.toldTotal) {
      this.toldLoaded = progress.loaded;
      this.toldTotal = progress.total;
      this.onProgress(progress);
    }
    const version = this.world.unloadableVersion + this.skyPictures.version;
    if (version !== this.toldUnloadables) {
      this.toldUnloadables = version;
      this.onUnloadable([...this.world.unloadables.values(), ...this.skyPictures.unloadables.values()]);
    }
  }

  private click(x: number, y: number): void {
    raycaster.setFromCamera(pointer.set(x, y), this.viewport.camera);
    const found = pick(this.world.tree.all(), raycaster.ray, pickMetres, this.world.colliders);
    this.onPick(found?.item.id);
    const href = found === undefined ? '' : textOf(found.item.entity, 'href');
    if (found !== undefined && href !== '' && this.selection.selected === undefined && found.distance < pickMetres) {
      this.onLink(href);
    }
  }

  private activate(): void {
    raycaster.setFromCamera(pointer.set(0, 0), this.viewport.camera);
    const found = pick(this.world.tree.all(), raycaster.ray, linkMetres + 4, this.world.colliders);
    const href = found === undefined ? '' : textOf(found.item.entity, 'href');
    if (href !== '') {
      this.onLink(href);
    } else {
      this.onPick(found?.item.id);
    }
  }

  private toggleView(): void {
    this.rig.view = this.rig.view === 'first' ? 'third' : 'first';
    this.onCamera(this.rig.view);
  }
}

/** The turn about the vertical in a rotation, radians. */
function yawOf(rotation: Quat | undefined): number | undefined {
  if (rotation === undefined) {
    return undefined;
  }
  quaternion.set(rotation.x, rotation.y, rotation.z, rotation.w);
  return quaternion.lengthSq() < 1e-6 ? undefined : euler.setFromQuaternion(quaternion.normalize(), 'YXZ').y;
}

function wrap(yaw: number): number {
  return Math.atan2(Math.sin(yaw), Math.cos(yaw));
}

const point = new Vector3();
const origin = new Vector3();
const direction = new Vector3();
const down = new Vector3(0, -1, 0);
const pointer = new Vector2();
const raycaster = new Raycaster();
const quaternion = new Quaternion();
const euler = new Euler();
const hit: GroundHit = { distance: 0, point: new Vector3(), normal: new Vector3(), solid: undefined };
