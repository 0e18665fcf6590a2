// SPDX-License-Identifier: Apache-2.0

import { BackSide, BufferAttribute, Color, Mesh, MeshBasicMaterial, MeshStandardMaterial, type Object3D, PMREMGenerator, Scene, SphereGeometry, type WebGLRenderer, type WebGLRenderTarget } from 'three';

const strength = 0.45;

/** As much of a metal as can be seen without anything to reflect. */
const mostMetal = 0.35;

/**
 * A plain sky for shiny models to reflect, which would be black without. Made when the first model comes, because it takes a moment; where the
 * processor draws it would take half a minute, and metals are painted instead.
 */
export class Reflections {
  private target: WebGLRenderTarget | undefined;

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly scene: Scene,
    private readonly painted: boolean,
  ) {}

  prepare(model: Object3D): void {
    if (this.painted) {
      model.traverse((object) => {
        if (object instanceof Mesh) {
          for (const material of Array.isArray(object.material) ? object.material : [object.material]) {
            if (material instanceof MeshStandardMaterial) {
              material.metalness = Math.min(material.metalness, mostMetal);
            }
          }
        }
      });
    } else {
      this.make();
    }
  }

  dispose(): void {
    this.scene.environment = null;
    this.target?.dispose();
  }

  private make(): void {
    if (this.target !== undefined) {
      return;
    }
    const generator = new PMREMGenerator(this.renderer);
    const dome = new Mesh(new SphereGeometry(10, 24, 16), new MeshBasicMaterial({ side: BackSide, vertexColors: true }));
    paint(dome.geometry);
    const surroundings = new Scene();
    surroundings.add(dome);
    this.target = generator.fromScene(surroundings, 0.02, 0.1, 100, { size: 64 });
    this.scene.environment = this.target.texture;
    this.scene.environmentIntensity = strength;
    generator.dispose();
    dome.geometry.dispose();
    dome.material.dispose();
  }
}

function paint(geometry: SphereGeometry): void {
  const position = geometry.getAttribute('position');
  const colours = new BufferAttribute(new Float32Array(position.count * 3), 3);
  const zenith = new Color(0x6fa3d8);
  const horizon = new Color(0xf2f4f2);
  const ground = new Color(0x6b6a62);
  const colour = new Color();
  for (let i = 0; i < position.count; i++) {
    const height = position.getY(i) / 10;
    colour.copy(horizon).lerp(height > 0 ? zenith : ground, Math.min(1, Math.abs(height) * (height > 0 ? 1.2 : 5)));
    colours.setXYZ(i, colour.r, colour.g, colour.b);
  }
  geometry.setAttribute('color', colours);
}
