// SPDX-License-Identifier: Apache-2.0

import { Color, DoubleSide, FrontSide, type Material, Mesh, MeshBasicMaterial, MeshLambertMaterial, type Scene } from 'three';
import { type Instance, InstancePool } from './instance-pool';
import type { Drawable, SceneItem } from './item';
import { alphaOf, booleanOf, colourOf, textOf } from './properties';
import { isFlat, ShapeGeometries, type ShapeName, shapeOf } from './shapes';

interface Look {
  readonly shape: ShapeName;
  readonly unlit: boolean;
  readonly lines: boolean;
  readonly castShadow: boolean;
}

/** Draws Box, Sphere and Shape: opaque ones as instances of few meshes, translucent ones each by itself so that they sort by distance. */
export class ShapeDrawing {
  private readonly pools = new Map<string, InstancePool>();
  private readonly translucent = new Map<string, Material>();

  constructor(
    private readonly scene: Scene,
    readonly geometries: ShapeGeometries,
  ) {}

  draw(item: SceneItem): Drawable | undefined {
    const entity = item.entity;
    const alpha = alphaOf(entity);
    if (alpha === 0) {
      return undefined;
    }
    const look: Look = {
      shape: shapeOf(entity),
      unlit: booleanOf(entity, 'unlit', false),
      lines: textOf(entity, 'primitiveMode') === 'lines',
      castShadow: booleanOf(entity, 'canCastShadow', true),
    };
    const colour = colourOf(entity, 'color', 0xffffff);
    return alpha < 1 ? this.drawTranslucent(item, look, colour, alpha) : this.drawInstance(item, look, colour);
  }

  dispose(): void {
    for (const pool of this.pools.values()) {
      pool.dispose();
    }
    for (const material of this.translucent.values()) {
      material.dispose();
    }
    this.geometries.dispose();
  }

  private drawInstance(item: SceneItem, look: Look, colour: number): Drawable {
    const pool = this.poolFor(look);
    const instance: Instance = pool.add(item.box, scratch.set(colour));
    return {
      place: () => pool.place(instance, item.box),
      dispose: () => pool.remove(instance),
    };
  }

  private drawTranslucent(item: SceneItem, look: Look, colour: number, alpha: number): Drawable {
    const key = `${look.unlit ? 'u' : 'l'}${look.lines ? 'w' : 's'}${isFlat(look.shape) ? 'd' : 'f'}${colour}/${alpha.toFixed(3)}`;
    let material = this.translucent.get(key);
    if (material === undefined) {
      material = materialFor(look, colour);
      material.transparent = true;
      material.opacity = alpha;
      material.depthWrite = alpha > 0.95;
      this.translucent.set(key, material);
    }
    const mesh = new Mesh(this.geometries.get(look.shape), material);
    mesh.matrixAutoUpdate = false;
    mesh.receiveShadow = !look.unlit;
    mesh.castShadow = look.castShadow && alpha > 0.6;
    mesh.matrix.copy(item.box);
    mesh.matrixWorld.copy(item.box);
    this.scene.add(mesh);
    return {
      place: () => {
        mesh.matrix.copy(item.box);
        mesh.matrixWorldNeedsUpdate = true;
      },
      dispose: () => this.scene.remove(mesh),
    };
  }

  private poolFor(look: Look): InstancePool {
    const key = `${look.shape}${look.unlit ? ' unlit' : ''}${look.lines ? ' lines' : ''}${look.castShadow ? ' shadow' : ''}`;
    let pool = this.pools.get(key);
    if (pool === undefined) {
      const shadows = { cast: look.castShadow && !look.lines, receive: !look.unlit };
      pool = new InstancePool(this.scene, this.geometries.get(look.shape), materialFor(look, 0xffffff), shadows);
      this.pools.set(key, pool);
    }
    return pool;
  }
}

function materialFor(look: Look, colour: number): Material {
  const side = isFlat(look.shape) ? DoubleSide : FrontSide;
  const flatShading = look.shape.endsWith('hedron');
  return look.unlit
    ? new MeshBasicMaterial({ color: colour, wireframe: look.lines, side, toneMapped: false })
    : new MeshLambertMaterial({ color: colour, wireframe: look.lines, side, flatShading });
}

const scratch = new Color();
