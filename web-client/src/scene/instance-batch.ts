// SPDX-License-Identifier: Apache-2.0

import { type BufferGeometry, type Color, DynamicDrawUsage, InstancedBufferAttribute, InstancedMesh, type Material, type Matrix4, type Scene } from 'three';

const firstCapacity = 64;

/** Many things of one geometry and one material, drawn at once, all of them put anew in each frame: those that move, and are not always there. */
export class InstanceBatch {
  private mesh: InstancedMesh;
  private count = 0;

  constructor(
    private readonly scene: Scene,
    private readonly geometry: BufferGeometry,
    private readonly material: Material,
    private readonly shadows: boolean,
  ) {
    this.mesh = this.make(firstCapacity);
  }

  begin(): void {
    this.count = 0;
  }

  add(matrix: Matrix4, colour: Color): void {
    if (this.count === this.mesh.instanceMatrix.count) {
      this.grow();
    }
    matrix.toArray(this.mesh.instanceMatrix.array, this.count * 16);
    colour.toArray(this.mesh.instanceColor?.array ?? [], this.count * 3);
    this.count++;
  }

  end(): void {
    const { mesh, count } = this;
    mesh.count = count;
    mesh.visible = count > 0;
    if (count > 0) {
      upload(mesh.instanceMatrix, count);
      upload(mesh.instanceColor, count);
    }
  }

  dispose(): void {
    this.scene.remove(this.mesh);
    this.mesh.dispose();
    this.geometry.dispose();
  }

  private make(capacity: number): InstancedMesh {
    const mesh = new InstancedMesh(this.geometry, this.material, capacity);
    mesh.instanceColor = new InstancedBufferAttribute(new Float32Array(capacity * 3), 3);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.instanceColor.setUsage(DynamicDrawUsage);
    mesh.count = 0;
    mesh.visible = false;
    mesh.castShadow = this.shadows;
    mesh.receiveShadow = this.shadows;
    mesh.matrixAutoUpdate = false;
    // Whoever puts instances here has looked whether they are in view.
    mesh.frustumCulled = false;
    this.scene.add(mesh);
    return mesh;
  }

  private grow(): void {
    const old = this.mesh;
    this.mesh = this.make(old.instanceMatrix.count * 2);
    this.mesh.instanceMatrix.array.set(old.instanceMatrix.array);
    this.mesh.instanceColor?.array.set(old.instanceColor?.array ?? []);
    this.scene.remove(old);
    old.dispose();
  }
}

function upload(attribute: InstancedBufferAttribute | null, count: number): void {
  if (attribute !== null) {
    attribute.clearUpdateRanges();
    attribute.addUpdateRange(0, count * attribute.itemSize);
    attribute.needsUpdate = true;
  }
}
