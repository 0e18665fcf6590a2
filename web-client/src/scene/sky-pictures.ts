// SPDX-License-Identifier: Apache-2.0

import type { Texture } from 'three';
import type { EntityId, Unloadable } from '../world/model';
import type { SkyPictures } from './environment';
import type { ImageLoader } from './image-loader';
import type { SceneItem } from './item';
import { failureOf, unusable } from './load-failure';

/** Loads the picture of the sky that is above the viewer: one at a time, since there is one sky. */
export class SkyPictureLoader implements SkyPictures {
  readonly unloadables = new Map<EntityId, Unloadable>();
  version = 0;
  private loading: AbortController | undefined;
  private texture: Texture | undefined;

  constructor(private readonly loader: ImageLoader) {}

  request(zone: SceneItem, url: string, done: (texture: Texture | undefined) => void): void {
    const wrong = unusable(url);
    if (wrong !== undefined) {
      this.miss(zone.id, url, wrong.message);
      done(undefined);
      return;
    }
    const loading = new AbortController();
    this.loading = loading;
    this.loader.loadSky(url, loading.signal).then(
      (texture) => {
        if (this.loading !== loading) {
          texture.dispose();
          return;
        }
        this.texture = texture;
        done(texture);
      },
      (error: unknown) => {
        if (this.loading === loading) {
          this.miss(zone.id, url, failureOf(error).message);
          done(undefined);
        }
      },
    );
  }

  release(): void {
    this.loading?.abort();
    this.loading = undefined;
    this.texture?.dispose();
    this.texture = undefined;
  }

  private miss(entity: EntityId, url: string, reason: string): void {
    this.unloadables.set(entity, { entity, url, reason });
    this.version++;
  }
}
