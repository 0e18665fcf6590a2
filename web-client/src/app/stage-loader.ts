// SPDX-License-Identifier: Apache-2.0
import type { Shell } from '../ui/shell';
import type { Settings } from '../ui/settings';
import { text } from '../ui/text';
import type { Entities, Quat, Stage, Vec3 } from '../world/model';

/** What the picture can do beyond the seam. */
export interface FullStage extends Stage {
  worldLoaded(): void;
  setOwnName(name: string): void;
  setEntry(position: Vec3, rotation: Quat | undefined): void;
  setQuality(quality: Settings['quality']): void;
  setReducedMotion(reduced: boolean): void;
  lockPointer(): void;
  onCamera: (view: 'first' | 'third') => void;
  onNotice: (message: string) => void;
}

interface StageModule {
  createStage(
    canvas: HTMLCanvasElement,
    labelLayer: HTMLElement,
    entities: Entities,
    options: { reducedMotion: boolean; quality: Settings['quality'] },
  ): FullStage;
}

const MODULE = Object.values(import.meta.glob<StageModule>('../scene/stage.ts'))[0];

/** Loads the picture apart from the rest, so that chat and lists are there first, and stay when there can be no picture. */
export async function loadStage(shell: Shell, entities: Entities, settings: Settings): Promise<FullStage | undefined> {
  if (!hasWebGl2()) {
    shell.showInstead(text.world.noWebGl);
    return undefined;
  }
  try {
    const { createStage } = await MODULE!();
    return createStage(shell.canvas, shell.labelLayer, entities, {
      reducedMotion: settings.reduceMotion,
      quality: settings.quality,
    });
  } catch (error) {
    shell.showInstead(text.world.stageFailed(error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function hasWebGl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
