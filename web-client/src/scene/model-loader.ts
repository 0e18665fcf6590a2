// SPDX-License-Identifier: Apache-2.0

import { type AnimationClip, Mesh, type Object3D, type Texture, type Vector3, type WebGLRenderer } from 'three';
import type { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import type { Fetcher } from './fetching';
import { LoadFailure } from './load-failure';
import { formatOf, modelOfFst } from './model-format';
import { type NaturalBounds, naturalBoundsOf } from './model-fit';

const mostBytes = 96 * 1_048_576;
const mostTriangles = 1_500_000;

/** A model as it was made, in its own coordinates; clones of `root` share its geometries and materials. */
export interface LoadedModel {
  readonly root: Object3D;
  readonly natural: NaturalBounds;
  /** Its size as its maker meant it. */
  readonly naturalMetres: Vector3;
  readonly triangles: number;
  readonly skinned: boolean;
  readonly animations: readonly AnimationClip[];
}

/** Loads glTF, FBX and OBJ. Each format's reader, and each decoder, comes from our own origin when first needed. */
export class ModelLoader {
  private gltf: Promise<GLTFLoader> | undefined;

  constructor(
    private readonly fetcher: Fetcher,
    private readonly renderer: WebGLRenderer,
    private readonly base: string,
  ) {}

  /** @throws LoadFailure, or the reader's own error when the file is damaged */
  async load(url: string, signal: AbortSignal): Promise<LoadedModel> {
    let address = new URL(url, this.base).href;
    let bytes = await this.fetcher.bytes(address, mostBytes, signal);
    let format = formatOf(new Uint8Array(bytes), address);
    if (format === 'fst') {
      const named = modelOfFst(new TextDecoder().decode(bytes.slice(0, 100_000)));
      if (named === undefined) {
        throw new LoadFailure('empty FST', 'The FST file names no model (expected: a line "filename = …").');
      }
      address = new URL(named, address).href;
      bytes = await this.fetcher.bytes(address, mostBytes, signal);
      format = formatOf(new Uint8Array(bytes), address);
    }
    switch (format) {
      case 'gltf': {
        const gltf = await (await this.gltfLoader()).parseAsync(bytes, folderOf(address));
        return finish(gltf.scene, gltf.animations);
      }
      case 'fbx': {
        const { FBXLoader } = await import('three/examples/jsm/loaders/FBXLoader.js');
        const root = new FBXLoader().parse(bytes, folderOf(address));
        // FBX counts in centimetres.
        return finish(root, root.animations, 0.01);
      }
      case 'obj': {
        const { OBJLoader } = await import('three/examples/jsm/loaders/OBJLoader.js');
        return finish(new OBJLoader().parse(new TextDecoder().decode(bytes)), []);
      }
      case 'fst':
      case undefined:
        throw new LoadFailure('unknown format', 'It is no model that can be shown (expected: glTF, GLB, FBX or OBJ).');
    }
  }

  release(model: LoadedModel): void {
    model.root.traverse((object) => {
      if (object instanceof Mesh) {
        object.geometry.dispose();
        for (const material of Array.isArray(object.material) ? object.material : [object.material]) {
          for (const value of Object.values(material)) {
            if (typeof value === 'object' && value !== null && 'isTexture' in value) {
              (value as Texture).dispose();
            }
          }
          material.dispose();
        }
      }
    });
  }

  private gltfLoader(): Promise<GLTFLoader> {
    this.gltf ??= this.makeGltfLoader();
    return this.gltf;
  }

  private async makeGltfLoader(): Promise<GLTFLoader> {
    const [{ GLTFLoader: Loader }, { DRACOLoader, DRACO_GLTF_CONFIG }, { KTX2Loader }, { MeshoptDecoder }] = await Promise.all([
      import('three/examples/jsm/loaders/GLTFLoader.js'),
      import('three/examples/jsm/loaders/DRACOLoader.js'),
      import('three/examples/jsm/loaders/KTX2Loader.js'),
      import('three/examples/jsm/libs/meshopt_decoder.module.js'),
    ]);
    // three.js finds its decoders beside itself, so the build gives them hashed names on our own origin.
    const ktx2 = new KTX2Loader().detectSupport(this.renderer).setWorkerLimit(1);
    const draco = new DRACOLoader().setDecoderPath(DRACO_GLTF_CONFIG).setWorkerLimit(1);
    return new Loader().setDRACOLoader(draco).setKTX2Loader(ktx2).setMeshoptDecoder(MeshoptDecoder);
  }
}

function finish(root: Object3D, animations: readonly AnimationClip[], metresPerUnit = 1): LoadedModel {
  let triangles = 0;
  let skinned = false;
  root.traverse((object) => {
    if (object instanceof Mesh) {
      const { index, attributes } = object.geometry;
      triangles += (index?.count ?? attributes['position']?.count ?? 0) / 3;
      skinned ||= 'isSkinnedMesh' in object;
    } else if ('isLight' in object || 'isCamera' in object) {
      // Lights are entities of their own; a model's would cost every pixel of the world.
      object.visible = false;
    }
  });
  if (triangles > mostTriangles) {
    throw new LoadFailure('too detailed', `It has ${Math.round(triangles).toLocaleString('en')} triangles; ${mostTriangles.toLocaleString('en')} can be shown.`);
  }
  const natural = naturalBoundsOf(root);
  if (natural === undefined) {
    throw new LoadFailure('empty', 'The model has nothing to show in it.');
  }
  return { root, natural, naturalMetres: natural.size.clone().multiplyScalar(metresPerUnit), triangles, skinned, animations };
}

function folderOf(address: string): string {
  return address.startsWith('data:') ? '' : new URL('.', address).href;
}
