// SPDX-License-Identifier: Apache-2.0

import { groupOf, numberOf } from './properties';

/** The largest size of the picture's own shape within the given one; the given one without a shape to keep. */
export function fittedSize(width: number, height: number, aspect: number | undefined): { width: number; height: number } {
  if (aspect === undefined || !(aspect > 0)) {
    return { width, height };
  }
  return aspect < width / height ? { width: height * aspect, height } : { width, height: width / aspect };
}

/** The part of a picture that is shown, pixels from its upper left corner. Without a width or height, all of it that way. */
export function subImageOf(entity: Readonly<Record<string, unknown>>, width: number, height: number): { x: number; y: number; width: number; height: number } {
  const cut = groupOf(entity, 'subImage');
  const w = numberOf(cut, 'width', 0);
  const h = numberOf(cut, 'height', 0);
  return {
    x: w > 0 ? numberOf(cut, 'x', 0) : 0,
    y: h > 0 ? numberOf(cut, 'y', 0) : 0,
    width: w > 0 ? w : width,
    height: h > 0 ? h : height,
  };
}
