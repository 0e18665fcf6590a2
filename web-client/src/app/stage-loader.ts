// SPDX-License-Identifier: Apache-2.0
import type { Site } from '../net/site';
import type { Shell } from '../ui/shell';
import type { Settings } from '../ui/settings';
import { text } from '../ui/text';
import type { FreeholdStage } from '../scene/stage';
import type { Entities } from '../world/model';
import { subtleCrypto } from './browser';

/** Loads the picture apart from the rest, so that chat and lists are there first, and stay when there can be no picture. */
export async function loadStage(shell: Shell, entities: Entities, settings: Settings, site: Site): Promise<FreeholdStage | undefined> {
  if (!hasWebGl2()) {
    shell.showInstead(text.world.noWebGl);
    return undefined;
  }
  try {
    const { createStage } = await import('../scene/stage');
    return createStage(shell.canvas, shell.labelLayer, entities, {
      reducedMotion: settings.reduceMotion,
      quality: settings.quality,
      site,
      subtle: subtleCrypto(),
    });
  } catch (error) {
    shell.showInstead(text.world.stageFailed(error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function hasWebGl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
