// SPDX-License-Identifier: Apache-2.0

import { BoxGeometry, Color, MeshBasicMaterial, type Scene } from 'three';
import { InstancePool } from './instance-pool';
import type { Drawable, SceneItem } from './item';

/** Stands for what is not drawn: a translucent box with the entity's bounds. All of them are one draw call. */
export class Placeholders {
  private readonly pool: InstancePool;
  private readonly geometry = new BoxGeometry(1, 1, 1);

  constructor(scene: Scene) {
    this.pool = new InstancePool(scene, this.geometry, glassMaterial(), { cast: false, receive: false }, 5);
  }

  get count(): number {
    return this.pool.count;
  }

  draw(item: SceneItem, kind: 'waiting' | 'missing' | 'undrawn'): Drawable {
    const instance = this.pool.add(item.box, colours[kind]);
    return {
      place: () => this.pool.place(instance, item.box),
      dispose: () => this.pool.remove(instance),
    };
  }

  dispose(): void {
    this.pool.dispose();
    this.geometry.dispose();
  }
}

const colours = {
  waiting: new Color(0xbfd4ea),
  missing: new Color(0xe9a35b),
  undrawn: new Color(0x8fb8e8),
} as const;

/** A faint fill with clear edges of about two pixels, whatever the size of the box; nothing from within. */
function glassMaterial(): MeshBasicMaterial {
  const material = new MeshBasicMaterial({ transparent: true, depthWrite: false, toneMapped: false, fog: false });
  material.defines = { USE_UV: '' };
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <color_fragment>',
      `#include <color_fragment>
      vec2 fromEdge = min( vUv, 1.0 - vUv ) / max( fwidth( vUv ), vec2( 1e-6 ) );
      float edge = 1.0 - smoothstep( 0.6, 1.8, min( fromEdge.x, fromEdge.y ) );
      // Far away only a hint remains: a thousand of them would hide the world.
      float nearness = 1.0 - smoothstep( 12.0, 80.0, 1.0 / gl_FragCoord.w );
      diffuseColor.a *= mix( 0.02, 0.09, nearness ) + edge * mix( 0.16, 0.55, nearness );`,
    );
  };
  return material;
}
