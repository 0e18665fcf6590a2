// SPDX-License-Identifier: Apache-2.0

import type { Site } from '../net/site';
import type { Quat, Vec3 } from '../world/model';
import type { Quality } from './viewport';

/** What the stage is told when it is made; everything may be left out. */
export interface StageOptions {
  /** Where the world's content comes from; from wherever this page does when left out. */
  readonly site?: Site;
  /** The browser's own hash functions; undefined on plain http, which hides them. */
  readonly subtle?: SubtleCrypto | undefined;
  /** Where the visitor stands first, and where a fall out of the world ends. */
  readonly entry?: { readonly position: Vec3; readonly rotation: Quat };
  /** The visitor's own name, which gives the own body its colour. */
  readonly name?: string;
  readonly quality?: Quality;
  /** No bobbing; the system's own setting when left out. */
  readonly reducedMotion?: boolean;
}
