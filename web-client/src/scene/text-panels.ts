// SPDX-License-Identifier: Apache-2.0

import {
  CanvasTexture,
  DoubleSide,
  LinearMipmapLinearFilter,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PlaneGeometry,
  type Scene,
  SRGBColorSpace,
  type Vector3,
} from 'three';
import { billboardOf, placeFlat } from './flat';
import type { Drawable, SceneItem } from './item';
import { alphaOf, booleanOf, colourOf, numberOf, textOf } from './properties';
import { wrapText } from './text-layout';

/** Pixels for the height of a line, as far as the largest texture allows. */
const linePixels = 64;
const mostPixels = 1024;
const mostCharacters = 20_000;
/** Part of the line's height that the letters' size takes. */
const letterSize = 0.82;

const fonts: Readonly<Record<string, string>> = {
  roboto: 'Roboto, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  inconsolata: 'Inconsolata, ui-monospace, Menlo, Consolas, monospace',
  courier: '"Courier Prime", "Courier New", Courier, monospace',
  timeless: 'Timeless, "Times New Roman", "Noto Serif", serif',
};

/** Draws Text entities: written once into a texture, which lies on a plane that reads from its +Z side. */
export class TextPanels {
  private readonly plane = new PlaneGeometry(1, 1);
  private readonly turning = new Set<() => void>();

  constructor(
    private readonly scene: Scene,
    private readonly viewer: Vector3,
    private readonly anisotropy: number,
  ) {}

  draw(item: SceneItem): Drawable | undefined {
    const canvas = document.createElement('canvas');
    if (!write(item, canvas)) {
      return undefined;
    }
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.anisotropy = this.anisotropy;
    const opaque = alphaOf(item.entity, 'backgroundAlpha') === 1;
    const look = { map: texture, transparent: !opaque, depthWrite: opaque, side: DoubleSide, premultipliedAlpha: false };
    // Text is to be read: only a text that says so is lit.
    const material = booleanOf(item.entity, 'unlit', true)
      ? new MeshBasicMaterial({ ...look, toneMapped: false })
      : new MeshLambertMaterial(look);
    material.polygonOffset = true;
    material.polygonOffsetFactor = -1;
    material.polygonOffsetUnits = -4;
    if (!opaque) {
      material.alphaTest = 0.004;
    }
    const mesh = new Mesh(this.plane, material);
    mesh.matrixAutoUpdate = false;
    mesh.renderOrder = opaque ? 0 : 3;
    const billboard = billboardOf(item);
    const place = (): void => placeFlat(mesh, item, item.dimensions.x, item.dimensions.y, billboard, this.viewer);
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

  /** Turns the billboards. */
  update(): void {
    for (const place of this.turning) {
      place();
    }
  }

  dispose(): void {
    this.plane.dispose();
  }
}

function write(item: SceneItem, canvas: HTMLCanvasElement): boolean {
  const entity = item.entity;
  const width = item.dimensions.x;
  const height = item.dimensions.y;
  const lineHeight = Math.min(100, Math.max(0.005, numberOf(entity, 'lineHeight', 0.1)));
  const scale = Math.min(linePixels / lineHeight, mostPixels / Math.max(width, height));
  canvas.width = Math.max(2, Math.round(width * scale));
  canvas.height = Math.max(2, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) {
    return false;
  }
  context.fillStyle = css(colourOf(entity, 'backgroundColor', 0x000000), alphaOf(entity, 'backgroundAlpha'));
  context.fillRect(0, 0, canvas.width, canvas.height);

  const font = fonts[textOf(entity, 'font', 'Roboto').toLowerCase()] ?? fonts['roboto'];
  const line = lineHeight * scale;
  context.font = `${(line * letterSize).toFixed(2)}px ${font ?? 'sans-serif'}`;
  const left = numberOf(entity, 'leftMargin', 0) * scale;
  const right = canvas.width - numberOf(entity, 'rightMargin', 0) * scale;
  const top = numberOf(entity, 'topMargin', 0) * scale;
  const bottom = canvas.height - numberOf(entity, 'bottomMargin', 0) * scale;
  const text = textOf(entity, 'text').slice(0, mostCharacters);
  const most = Math.ceil(canvas.height / line) + 1;
  const lines = wrapText(text, Math.max(1, right - left), (piece) => context.measureText(piece).width, most);

  const alignment = textOf(entity, 'alignment', 'left');
  context.textAlign = alignment === 'center' ? 'center' : alignment === 'right' ? 'right' : 'left';
  const x = alignment === 'center' ? (left + right) / 2 : alignment === 'right' ? right : left;
  context.textBaseline = 'middle';
  const vertical = textOf(entity, 'verticalAlignment', 'top');
  const spare = bottom - top - lines.length * line;
  let y = top + (vertical === 'center' ? spare / 2 : vertical === 'bottom' ? spare : 0) + line / 2;

  context.fillStyle = css(colourOf(entity, 'textColor', 0xffffff), alphaOf(entity, 'textAlpha'));
  const outlined = textOf(entity, 'textEffect', 'none') !== 'none';
  if (outlined) {
    context.strokeStyle = css(colourOf(entity, 'textEffectColor', 0xffffff), alphaOf(entity, 'textAlpha'));
    context.lineWidth = Math.min(0.5, Math.max(0, numberOf(entity, 'textEffectThickness', 0.2))) * line * 0.3;
    context.lineJoin = 'round';
  }
  for (const each of lines) {
    if (outlined) {
      context.strokeText(each, x, y);
    }
    context.fillText(each, x, y);
    y += line;
  }
  return true;
}

function css(colour: number, alpha: number): string {
  return `rgba(${colour >> 16}, ${(colour >> 8) & 255}, ${colour & 255}, ${alpha})`;
}
