// SPDX-License-Identifier: Apache-2.0

import { CanvasTexture, CubeTexture, LinearFilter, LinearMipmapLinearFilter, SRGBColorSpace, type Texture } from 'three';
import type { Fetcher } from './fetching';
import { LoadFailure } from './load-failure';

const mostBytes = 32 * 1_048_576;
const mostPixels = 4096;

export interface LoadedImage {
  readonly texture: Texture;
  /** Size of the picture as it was made, pixels. */
  readonly width: number;
  readonly height: number;
  readonly translucent: boolean;
}

/** Loads pictures for Image entities and skies. */
export class ImageLoader {
  constructor(private readonly fetcher: Fetcher) {}

  async load(url: string, signal: AbortSignal): Promise<LoadedImage> {
    const { canvas, width, height, translucent } = await this.picture(url, signal);
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.anisotropy = 8;
    return { texture, width, height, translucent };
  }

  /** A sky: twice as wide as high goes once around; other shapes are unfolded cubes. */
  async loadSky(url: string, signal: AbortSignal): Promise<Texture> {
    const { canvas } = await this.picture(url, signal);
    const cube = cubeLayout(canvas.width, canvas.height);
    if (cube === undefined) {
      const texture = new CanvasTexture(canvas);
      texture.colorSpace = SRGBColorSpace;
      texture.minFilter = LinearFilter;
      texture.generateMipmaps = false;
      return texture;
    }
    const faces = cube.faces.map(([column, row]) => {
      const face = document.createElement('canvas');
      face.width = face.height = cube.edge;
      face.getContext('2d')?.drawImage(canvas, column * cube.edge, row * cube.edge, cube.edge, cube.edge, 0, 0, cube.edge, cube.edge);
      return face;
    });
    const texture = new CubeTexture(faces);
    texture.colorSpace = SRGBColorSpace;
    texture.needsUpdate = true;
    return texture;
  }

  private async picture(url: string, signal: AbortSignal) {
    const bytes = await this.fetcher.bytes(url, mostBytes, signal);
    const svg = /\.svg$/i.test(url.split(/[?#]/, 1)[0] ?? '') || url.startsWith('data:image/svg');
    const source = await decode(new Blob([bytes], svg ? { type: 'image/svg+xml' } : {}), svg);
    const { width, height } = source;
    const scale = Math.min(1, mostPixels / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d');
    if (context === null) {
      throw new LoadFailure('no memory', 'There is not enough memory for the picture.');
    }
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    if (source instanceof ImageBitmap) {
      source.close();
    }
    return { canvas, width, height, translucent: hasAlpha(context, canvas) };
  }
}

async function decode(blob: Blob, svg: boolean): Promise<ImageBitmap | HTMLImageElement> {
  try {
    if (!svg) {
      return await createImageBitmap(blob);
    }
    const url = URL.createObjectURL(blob);
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(url);
    }
  } catch {
    throw new LoadFailure('not a picture', 'It is no picture that browsers can show (expected: PNG, JPEG, WebP, GIF, AVIF or SVG).');
  }
}

/** Looks at a small copy: exact enough to choose how to draw. */
function hasAlpha(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement): boolean {
  const small = document.createElement('canvas');
  small.width = Math.min(64, canvas.width);
  small.height = Math.min(64, canvas.height);
  const look = small.getContext('2d', { willReadFrequently: true });
  if (look === null) {
    return true;
  }
  look.drawImage(context.canvas, 0, 0, small.width, small.height);
  const { data } = look.getImageData(0, 0, small.width, small.height);
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 255) < 250) {
      return true;
    }
  }
  return false;
}

type Cell = readonly [column: number, row: number];

/** Columns and rows of the faces +X, -X, +Y, -Y, +Z, -Z in an unfolded cube. */
export function cubeLayout(width: number, height: number): { edge: number; faces: readonly Cell[] } | undefined {
  const is = (columns: number, rows: number): boolean => Math.abs(width / columns - height / rows) <= 1;
  if (is(4, 3)) {
    return { edge: Math.floor(width / 4), faces: [[2, 1], [0, 1], [1, 0], [1, 2], [1, 1], [3, 1]] };
  }
  if (is(3, 4)) {
    return { edge: Math.floor(width / 3), faces: [[2, 1], [0, 1], [1, 0], [1, 2], [1, 1], [1, 3]] };
  }
  if (is(6, 1)) {
    return { edge: height, faces: [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0]] };
  }
  if (is(1, 6)) {
    return { edge: width, faces: [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 5]] };
  }
  return undefined;
}
