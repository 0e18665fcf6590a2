// SPDX-License-Identifier: Apache-2.0

export type Quality = 'low' | 'medium' | 'high';

/** What a person chose, kept in this browser. */
export interface Settings {
  /** Undefined until there is one; the domain makes one up. */
  name: string | undefined;
  camera: 'first' | 'third';
  labels: boolean;
  reduceMotion: boolean;
  quality: Quality;
  /** Hosts behind routers must not learn where this device is. */
  relayOnly: boolean;
}

const SLOT = 'freehold.settings';

/** @param storage undefined where the browser keeps nothing */
export function loadSettings(storage: Storage | undefined, prefersReducedMotion: boolean): Settings {
  const kept = parsed(storage);
  return {
    name: typeof kept['name'] === 'string' ? kept['name'] : undefined,
    camera: kept['camera'] === 'third' ? 'third' : 'first',
    labels: kept['labels'] !== false,
    reduceMotion: typeof kept['reduceMotion'] === 'boolean' ? kept['reduceMotion'] : prefersReducedMotion,
    relayOnly: kept['relayOnly'] === true,
    quality: kept['quality'] === 'low' || kept['quality'] === 'high' ? kept['quality'] : 'medium',
  };
}

export function saveSettings(storage: Storage | undefined, settings: Settings): void {
  try {
    storage?.setItem(SLOT, JSON.stringify(settings));
  } catch {
    // Full or forbidden: the choice holds for this visit, and the settings panel says that nothing is kept.
  }
}

/** Reading `localStorage` itself throws where cookies are forbidden. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function parsed(storage: Storage | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(SLOT) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
