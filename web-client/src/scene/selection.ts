// SPDX-License-Identifier: Apache-2.0

import { BoxGeometry, type Camera, EdgesGeometry, LineBasicMaterial, LineSegments, Object3D, type Scene, Vector3 } from 'three';
import { TransformControls } from 'three/examples/jsm/controls/TransformControls.js';
import type { TransformMode } from '../world/model';
import type { SceneItem } from './item';

const smallestDimension = 0.01;

const controlModes = { move: 'translate', turn: 'rotate', scale: 'scale' } as const;

/** The outline of what is selected, and the handles to move, turn and scale it. */
export class Selection {
  /** The item where the handles have put it, in world terms; `done` at the end of a drag. */
  onChange: (item: SceneItem, position: Vector3, rotation: Object3D['quaternion'], dimensions: Vector3, done: boolean) => void = () => undefined;
  private item: SceneItem | undefined;
  private readonly outline: LineSegments;
  private readonly hidden: LineSegments;
  private readonly proxy = new Object3D();
  private readonly start = new Vector3();
  private readonly dimensions = new Vector3();
  private readonly controls: TransformControls;
  private dragging = false;

  constructor(
    private readonly scene: Scene,
    camera: Camera,
    canvas: HTMLCanvasElement,
  ) {
    const edges = new EdgesGeometry(new BoxGeometry(1, 1, 1));
    this.outline = new LineSegments(edges, new LineBasicMaterial({ color: 0xffd34d, toneMapped: false, fog: false }));
    this.hidden = new LineSegments(
      edges,
      new LineBasicMaterial({ color: 0xffd34d, transparent: true, opacity: 0.3, depthTest: false, toneMapped: false, fog: false }),
    );
    for (const lines of [this.outline, this.hidden]) {
      lines.matrixAutoUpdate = false;
      lines.visible = false;
      lines.frustumCulled = false;
      lines.renderOrder = 20;
      scene.add(lines);
    }
    this.controls = new TransformControls(camera, canvas);
    this.controls.setSize(0.9);
    this.controls.setSpace('world');
    this.controls.addEventListener('objectChange', () => this.dragged());
    this.controls.addEventListener('dragging-changed', (event) => this.setDragging(event.value === true));
    scene.add(this.proxy, this.controls.getHelper());
  }

  get selected(): SceneItem | undefined {
    return this.item;
  }

  /** Whether the pointer is on a handle or drags one. */
  get holdsPointer(): boolean {
    return this.controls.object !== undefined && (this.controls.dragging || this.controls.axis !== null);
  }

  select(item: SceneItem | undefined, editable: boolean): void {
    this.item = item;
    this.controls.detach();
    this.dragging = false;
    if (item !== undefined && editable) {
      this.takeOver(item);
      this.controls.attach(this.proxy);
    }
    this.placed(item);
  }

  setMode(mode: TransformMode): void {
    this.controls.setMode(controlModes[mode]);
    // Sizes are along the thing's own axes.
    this.controls.setSpace(mode === 'scale' ? 'local' : 'world');
  }

  /** The item has moved or changed its size. */
  placed(item: SceneItem | undefined): void {
    if (item !== this.item) {
      return;
    }
    this.outline.visible = this.hidden.visible = item !== undefined;
    if (item === undefined) {
      return;
    }
    for (const lines of [this.outline, this.hidden]) {
      lines.matrix.copy(item.box);
      lines.matrixWorldNeedsUpdate = true;
    }
    if (!this.dragging) {
      this.takeOver(item);
    }
  }

  dispose(): void {
    this.controls.detach();
    this.controls.dispose();
    this.scene.remove(this.outline, this.hidden, this.proxy, this.controls.getHelper());
    this.outline.geometry.dispose();
  }

  private takeOver(item: SceneItem): void {
    this.proxy.position.copy(item.position);
    this.proxy.quaternion.copy(item.rotation);
    this.proxy.scale.set(1, 1, 1);
    this.start.copy(item.dimensions);
  }

  private setDragging(dragging: boolean): void {
    this.dragging = dragging;
    if (this.item === undefined) {
      return;
    }
    if (dragging) {
      this.takeOver(this.item);
    } else {
      this.tell(this.item, true);
      this.takeOver(this.item);
    }
  }

  private dragged(): void {
    if (this.item !== undefined && this.dragging) {
      this.tell(this.item, false);
    }
  }

  private tell(item: SceneItem, done: boolean): void {
    const { scale } = this.proxy;
    this.dimensions.set(Math.abs(scale.x), Math.abs(scale.y), Math.abs(scale.z)).multiply(this.start);
    this.dimensions.clampScalar(smallestDimension, 16_384);
    this.onChange(item, this.proxy.position, this.proxy.quaternion, this.dimensions, done);
  }
}
