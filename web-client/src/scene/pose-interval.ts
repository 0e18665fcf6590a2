// SPDX-License-Identifier: Apache-2.0

/** Nobody's poses are meant to be farther apart than this, milliseconds. */
const mostMs = 700;
const remembered = 5;

/**
 * How far apart the poses of one handle usually are: 33 ms nearby, half a second far away. The median of the last few, so that a lost pose does
 * not count.
 */
export class PoseInterval {
  private readonly gaps = new Float64Array(remembered);
  private readonly sorted = new Float64Array(remembered);
  private heardGaps = 0;
  /** 0 before two poses have come. */
  usualMs = 0;

  /** Too few are known to be sure. */
  get unsettled(): boolean {
    return this.heardGaps < 3;
  }

  heard(gapMs: number): void {
    if (gapMs > mostMs) {
      return;
    }
    this.gaps[this.heardGaps % remembered] = gapMs;
    this.heardGaps++;
    const known = Math.min(remembered, this.heardGaps);
    // What is not known yet sorts to the end.
    this.sorted.fill(Infinity);
    for (let i = 0; i < known; i++) {
      this.sorted[i] = this.gaps[i] ?? 0;
    }
    this.sorted.sort();
    this.usualMs = this.sorted[known >> 1] ?? 0;
  }

  forget(): void {
    this.heardGaps = 0;
    this.usualMs = 0;
  }
}
