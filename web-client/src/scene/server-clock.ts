// SPDX-License-Identifier: Apache-2.0

/** Span in which the quickest message is looked for, milliseconds; two spans are kept. */
const spanMs = 5000;
/** The estimate follows a changed network by this much of a millisecond for each millisecond. */
const followRate = 0.02;
/** A difference larger than this is no network but another clock. */
const newClockMs = 2000;

/**
 * What the server's clock shows now, from the times in pose frames. Frames come late by the network's delay, which varies; the one that
 * came quickest says most, so the estimate is the smallest difference of the last seconds, approached slowly so that nothing jerks.
 */
export class ServerClock {
  private lastRaw = 0;
  private lastUnwrapped = 0;
  private known = false;
  /** Local time less server time, milliseconds. */
  private offset = 0;
  private spanStart = 0;
  private smallest = Infinity;
  private smallestBefore = Infinity;
  private lastAsked = 0;

  /**
   * A frame of the server's time `rawTime` (milliseconds modulo 2^32) came at the local time `nowMs`.
   *
   * @returns the server's time without the wrap
   */
  heard(rawTime: number, nowMs: number): number {
    const time = this.known ? this.lastUnwrapped + ((rawTime - this.lastRaw) | 0) : rawTime;
    const difference = nowMs - time;
    if (!this.known || Math.abs(difference - this.offset) > newClockMs) {
      this.known = true;
      this.offset = difference;
      this.smallest = difference;
      this.smallestBefore = Infinity;
      this.spanStart = nowMs;
      this.lastAsked = nowMs;
    }
    if (time > this.lastUnwrapped || this.lastUnwrapped - time > newClockMs) {
      this.lastRaw = rawTime;
      this.lastUnwrapped = time;
    }
    if (nowMs - this.spanStart > spanMs) {
      this.smallestBefore = this.smallest;
      this.smallest = Infinity;
      this.spanStart = nowMs;
    }
    this.smallest = Math.min(this.smallest, difference);
    return time;
  }

  /** The server's time at the local time `nowMs`, as far as is known; never runs backwards while `nowMs` does not. */
  at(nowMs: number): number {
    const target = Math.min(this.smallest, this.smallestBefore);
    const passed = Math.max(0, nowMs - this.lastAsked);
    this.lastAsked = Math.max(this.lastAsked, nowMs);
    if (Number.isFinite(target)) {
      const most = passed * followRate;
      this.offset += Math.max(-most, Math.min(most, target - this.offset));
    }
    return nowMs - this.offset;
  }
}
