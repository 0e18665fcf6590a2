// SPDX-License-Identifier: Apache-2.0

import { DoubleSide, Mesh, MeshBasicMaterial, MeshLambertMaterial, PlaneGeometry, type Scene, type Texture, type Vector3 } from 'three';
import { type Billboard, billboardOf, placeFlat } from './flat';
import { fittedSize, subImageOf } from './image-fit';
import type { LoadedImage } from './image-loader';
import type { Drawable, SceneItem } from './item';
import { alphaOf, booleanOf, colourOf } from './properties';

/** Draws Image entities whose picture is here, on a plane with its front along +Z. */
export class ImagePanels {
  private readonly plane = new PlaneGeometry(1, 1);
  private readonly turning = new Set<() => void>();

  constructor(
    private readonly scene: Scene,
    private readonly viewer: Vector3,
  ) {}

  draw(item: SceneItem, image: LoadedImage): Drawable | undefined {
    const { entity } = item;
    const alpha = alphaOf(entity);
    if (alpha === 0) {
      return undefined;
    }
    // A copy shares the picture itself and has its own cut-out.
    const texture: Texture = image.texture.clone();
    texture.needsUpdate = true;
    const cut = subImageOf(entity, image.width, image.height);
    texture.repeat.set(cut.width / image.width, cut.height / image.height);
    texture.offset.set(cut.x / image.width, 1 - (cut.y + cut.height) / image.height);
    const translucent = alpha < 1 || image.translucent;
    const look = { map: texture, color: colourOf(entity, 'color', 0xffffff), side: DoubleSide, transparent: translucent, opacity: alpha };
    const material = booleanOf(entity, 'emissive', false)
      ? new MeshBasicMaterial({ ...look, toneMapped: false })
      : new MeshLambertMaterial(look);
    material.alphaTest = translucent ? 0.01 : 0;
    const mesh = new Mesh(this.plane, material);
    mesh.matrixAutoUpdate = false;
    mesh.renderOrder = translucent ? 3 : 0;
    mesh.castShadow = !translucent && booleanOf(entity, 'canCastShadow', true);
    mesh.receiveShadow = true;
    const billboard: Billboard = billboardOf(item);
    const keep = booleanOf(entity, 'keepAspectRatio', true);
    const place = (): void => {
      const size = fittedSize(item.dimensions.x, item.dimensions.y, keep ? image.width / image.height : undefined);
      placeFlat(mesh, item, size.width, size.height, billboard, this.viewer);
    };
    place();
    if (billboard !== 'none') {
      this.turning.add(place);
    }
    this.scene.add(mesh);
    return {
      place,
      dispose: () => {
        this.turning.delete(place);
        this.scene.remove(mesh);
        texture.dispose();
        material.dispose();
      },
    };
  }

  update(): void {
    for (const place of this.turning) {
      place();
    }
  }

  dispose(): void {
    this.plane.dispose();
  }
}
