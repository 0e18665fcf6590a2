// SPDX-License-Identifier: Apache-2.0

import { type BufferGeometry, Color, DynamicDrawUsage, InstancedMesh, type Material, type Matrix4, type Scene } from 'three';

/** One instance in a pool. Its index changes when others are removed. */
export interface Instance {
  index: number;
}

/** Many things of one geometry and one material, drawn at once. */
export class InstancePool {
  private mesh: InstancedMesh;
  private readonly instances: Instance[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly geometry: BufferGeometry,
    private readonly material: Material,
    private readonly shadows: { readonly cast: boolean; readonly receive: boolean },
    private readonly renderOrder = 0,
  ) {
    this.mesh = this.make(16);
  }

  get count(): number {
    return this.instances.length;
  }

  add(matrix: Matrix4, colour: Color): Instance {
    const index = this.instances.length;
    if (index === this.mesh.instanceMatrix.count) {
      this.grow();
    }
    const instance = { index };
    this.instances.push(instance);
    this.mesh.count = this.instances.length;
    this.place(instance, matrix);
    this.mesh.setColorAt(index, colour);
    if (this.mesh.instanceColor !== null) {
      this.mesh.instanceColor.needsUpdate = true;
    }
    this.mesh.visible = true;
    return instance;
  }

  place(instance: Instance, matrix: Matrix4): void {
    this.mesh.setMatrixAt(instance.index, matrix);
    this.mesh.instanceMatrix.needsUpdate = true;
  }

  remove(instance: Instance): void {
    const last = this.instances.pop();
    if (last === undefined) {
      return;
    }
    if (last !== instance) {
      // The last one moves into the gap.
      this.mesh.getMatrixAt(last.index, this.mesh.matrix);
      this.mesh.setMatrixAt(instance.index, this.mesh.matrix);
      this.mesh.matrix.identity();
      this.mesh.getColorAt(last.index, scratch);
      this.mesh.setColorAt(instance.index, scratch);
      last.index = instance.index;
      this.instances[last.index] = last;
      this.mesh.instanceMatrix.needsUpdate = true;
      if (this.mesh.instanceColor !== null) {
        this.mesh.instanceColor.needsUpdate = true;
      }
    }
    this.mesh.count = this.instances.length;
    this.mesh.visible = this.mesh.count > 0;
  }

  dispose(): void {
    this.scene.remove(this.mesh);
    this.mesh.dispose();
    this.material.dispose();
  }

  private make(capacity: number): InstancedMesh {
    const mesh = new InstancedMesh(this.geometry, this.material, capacity);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.setColorAt(0, scratch.set(0xffffff));
    mesh.count = 0;
    mesh.castShadow = this.shadows.cast;
    mesh.receiveShadow = this.shadows.receive;
    mesh.renderOrder = this.renderOrder;
    mesh.matrixAutoUpdate = false;
    // Instances are spread over the world, so the whole is always partly in view.
    mesh.frustumCulled = false;
    this.scene.add(mesh);
    return mesh;
  }

  private grow(): void {
    const old = this.mesh;
    this.mesh = this.make(old.instanceMatrix.count * 2);
    this.mesh.instanceMatrix.array.set(old.instanceMatrix.array);
    if (old.instanceColor !== null && this.mesh.instanceColor !== null) {
      this.mesh.instanceColor.array.set(old.instanceColor.array);
    }
    this.scene.remove(old);
    old.dispose();
  }
}

const scratch = new Color();
