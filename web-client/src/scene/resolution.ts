// SPDX-License-Identifier: Apache-2.0

import type { Quality } from './viewport';

const highest: Readonly<Record<Quality, number>> = { low: 1, medium: 1.5, high: 2 };
const lowest: Readonly<Record<Quality, number>> = { low: 0.5, medium: 0.6, high: 0.75 };
/** A frame that takes longer than this is too slow; one that takes less than the other is quick. Milliseconds. */
const slowMs = 30;
const quickMs = 19;
const lowerAfterMs = 900;
const raiseAfterMs = 4000;
/** Frames are averaged over about this long. */
const averageMs = 400;
const lowestScale = 0.25;
/** A sharpness that was too much is not tried again for this long. */
const forgetMs = 30_000;

/** Gives up sharpness when frames take too long, and takes it back carefully when they do not. */
export class Resolution {
  frameMs = 16;
  private scale = 1;
  private ceiling = 1;
  private ceilingAge = 0;
  private slowFor = 0;
  private quickFor = 0;

  constructor(private quality: Quality) {}

  setQuality(quality: Quality): void {
    this.quality = quality;
    this.scale = 1;
    this.ceiling = 1;
  }

  /** How many frames a shadow map serves. */
  get shadowEvery(): number {
    return this.frameMs < 24 ? 1 : this.frameMs < 60 ? 3 : 6;
  }

  ratioFor(devicePixelRatio: number): number {
    const full = Math.min(highest[this.quality], devicePixelRatio);
    return Math.max(Math.min(lowest[this.quality], full), full * this.scale);
  }

  /** Takes a frame's duration into account and says whether the sharpness has changed. */
  measure(milliseconds: number): boolean {
    // A pause of the whole page says nothing about drawing.
    const frame = Math.min(milliseconds, 1000);
    this.frameMs += (frame - this.frameMs) * (1 - Math.exp(-frame / averageMs));
    this.ceilingAge += frame;
    if (this.ceilingAge > forgetMs) {
      this.ceiling = 1;
    }
    this.slowFor = this.frameMs > slowMs ? this.slowFor + frame : 0;
    this.quickFor = this.frameMs < quickMs ? this.quickFor + frame : 0;
    if (this.slowFor > lowerAfterMs && this.scale > lowestScale) {
      this.ceiling = this.scale * 0.95;
      this.ceilingAge = 0;
      // The work grows with the square of the sharpness.
      this.scale = Math.max(lowestScale, this.scale * Math.max(0.6, Math.min(0.85, Math.sqrt(slowMs / this.frameMs))));
      this.slowFor = 0;
      return true;
    }
    if (this.quickFor > raiseAfterMs && this.scale < this.ceiling) {
      this.scale = Math.min(this.ceiling, this.scale * 1.12);
      this.quickFor = 0;
      return true;
    }
    return false;
  }
}
