// SPDX-License-Identifier: Apache-2.0

import { BufferAttribute, BufferGeometry, Matrix4, Mesh, type Object3D, Raycaster, type Scene, Vector3 } from 'three';
import { clone as cloneSkinned } from 'three/examples/jsm/utils/SkeletonUtils.js';
import { type Collider, colliderOf } from '../walk/solids';
import type { Drawable, Ray, SceneItem } from './item';
import { fitModel } from './model-fit';
import type { LoadedModel } from './model-loader';
import { booleanOf } from './properties';

/** More triangles than this collide as a box: the tree of bounds would take too long to make. */
const mostColliderTriangles = 250_000;

/** A model in the scene. Clones share geometry and materials with all others of the same URL. */
export class PlacedModel implements Drawable {
  readonly root: Object3D;
  private readonly originalPivot: boolean;
  private readonly fit = new Matrix4();

  constructor(
    private readonly scene: Scene,
    private readonly item: SceneItem,
    readonly model: LoadedModel,
  ) {
    this.originalPivot = booleanOf(item.entity, 'useOriginalPivot', false);
    this.root = model.skinned ? cloneSkinned(model.root) : model.root.clone();
    const castShadow = booleanOf(item.entity, 'canCastShadow', true);
    this.root.traverse((object) => {
      object.matrixAutoUpdate = false;
      if (object instanceof Mesh) {
        object.castShadow = castShadow;
        object.receiveShadow = true;
      }
    });
    // The clone's own place in its file goes into the fit; see place().
    this.place();
    scene.add(this.root);
  }

  /** From the model's coordinates to the world. */
  matrix(out: Matrix4): Matrix4 {
    const { item } = this;
    fitModel(this.model.natural, item.dimensions, item.registration, this.originalPivot, out);
    return out.premultiply(scratch.compose(item.position, item.rotation, one));
  }

  place(): void {
    this.matrix(this.fit);
    this.root.matrix.multiplyMatrices(this.fit, this.model.root.matrix);
    this.root.matrixWorldNeedsUpdate = true;
    this.root.updateMatrixWorld(true);
  }

  hit(ray: Ray): number {
    raycaster.set(ray.origin, ray.direction);
    const first = raycaster.intersectObject(this.root, true)[0];
    return first?.distance ?? Infinity;
  }

  dispose(): void {
    this.scene.remove(this.root);
  }
}

/** One collider for each model, made when the first solid one of it appears. */
export class ModelColliders {
  private readonly made = new WeakMap<LoadedModel, Collider | 'too detailed'>();

  of(model: LoadedModel): Collider | undefined {
    let collider = this.made.get(model);
    if (collider === undefined) {
      collider = model.triangles > mostColliderTriangles ? 'too detailed' : build(model);
      this.made.set(model, collider);
    }
    return collider === 'too detailed' ? undefined : collider;
  }
}

/** All the model's triangles in its own coordinates. */
function build(model: LoadedModel): Collider {
  const positions: number[] = [];
  const point = new Vector3();
  model.root.updateMatrixWorld(true);
  model.root.traverse((object) => {
    if (!(object instanceof Mesh)) {
      return;
    }
    const geometry = object.geometry as BufferGeometry;
    const position = geometry.getAttribute('position');
    const { index } = geometry;
    const count = index?.count ?? position.count;
    for (let i = 0; i < count - (count % 3); i++) {
      point.fromBufferAttribute(position, index?.getX(i) ?? i).applyMatrix4(object.matrixWorld);
      positions.push(point.x, point.y, point.z);
    }
  });
  const merged = new BufferGeometry();
  merged.setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
  return colliderOf(merged);
}

const scratch = new Matrix4();
const one = new Vector3(1, 1, 1);
const raycaster = new Raycaster();
