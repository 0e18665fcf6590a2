// SPDX-License-Identifier: Apache-2.0

import { Color, DirectionalLight, FogExp2, HemisphereLight, type Scene, type Texture, Vector3 } from 'three';
import type { SceneItem } from './item';
import { groupOf } from './properties';
import { Sky } from './sky';
import { contains, newSurroundings, surroundingsAt, volumeOf } from './zones';

/** A change of sky or light takes about this long. */
const changeSeconds = 0.7;
/** How often the viewer's zones are looked up. */
const lookSeconds = 0.2;
/** Half the width of the square around the viewer in which things cast shadows, metres. */
const shadowReachMetres = 28;
/** The key light's strength at intensity 1, and that of ambient light: together a day in which colours look as they were chosen. */
const keyStrength = 0.75 * Math.PI;
const ambientStrength = 0.55 * Math.PI;

/** Ambient light where the sky's picture, which would have given it, cannot be had: enough to see by. */
const missingPictureAmbient = 0.45;

/** Gives a sky's picture; calls back when it is there, with undefined when it cannot be had. */
export interface SkyPictures {
  request(zone: SceneItem, url: string, done: (texture: Texture | undefined) => void): void;
  release(): void;
}

/** Sky, sun, ambient light and haze of where the viewer is, changing smoothly. */
export class Environment {
  flyingAllowed = true;
  private readonly sky: Sky;
  private readonly sun = new DirectionalLight(0xffffff, 0);
  private readonly hemisphere = new HemisphereLight(0xffffff, 0x888888, 0);
  private readonly fog = new FogExp2(0xffffff, 0);
  private readonly zones: SceneItem[] = [];
  private readonly surroundings = newSurroundings();
  private readonly target = {
    zenith: new Color(),
    horizon: new Color(),
    ground: new Color(),
    sunDirection: new Vector3(),
    sunColour: new Color(),
    sunGlow: new Color(),
    sunIntensity: 0,
    skyLight: new Color(),
    groundLight: new Color(),
    ambientIntensity: 0,
    haze: new Color(),
    hazeDensity: 0,
    hazeStrength: 0,
    picture: false,
    tint: new Color(),
  };
  private sinceLook = Infinity;
  private pictureUrl = '';
  private pictureReady = false;
  /** The zone's light and colours were made for a picture that is not here. */
  private pictureMissing = false;
  private first = true;

  constructor(
    private readonly scene: Scene,
    private readonly pictures: SkyPictures,
    shadowMapPixels: number,
  ) {
    this.sky = new Sky(scene);
    scene.fog = this.fog;
    scene.add(this.sun, this.sun.target, this.hemisphere);
    this.sun.castShadow = shadowMapPixels > 0;
    const shadow = this.sun.shadow;
    shadow.mapSize.set(shadowMapPixels, shadowMapPixels);
    shadow.camera.left = shadow.camera.bottom = -shadowReachMetres;
    shadow.camera.right = shadow.camera.top = shadowReachMetres;
    shadow.camera.near = 1;
    shadow.camera.far = 160;
    shadow.bias = -0.0004;
    shadow.normalBias = 0.04;
    shadow.radius = 3;
  }

  addZone(zone: SceneItem): void {
    this.zones.push(zone);
    this.changedZone();
  }

  removeZone(zone: SceneItem): void {
    const index = this.zones.indexOf(zone);
    if (index >= 0) {
      this.zones.splice(index, 1);
    }
    this.changedZone();
  }

  changedZone(): void {
    this.zones.sort((a, b) => volumeOf(a) - volumeOf(b));
    this.sinceLook = Infinity;
  }

  /** The direction towards the sun. */
  get sunDirection(): Vector3 {
    return this.sky.sunDirection;
  }

  update(viewer: Vector3, seconds: number): void {
    this.sinceLook += seconds;
    if (this.sinceLook >= lookSeconds) {
      this.sinceLook = 0;
      this.look(viewer);
    }
    const part = this.first ? 1 : 1 - Math.exp((-3 * seconds) / changeSeconds);
    this.first = false;
    this.approach(part);
    this.followWithShadows(viewer);
  }

  dispose(): void {
    this.pictures.release();
    this.sky.dispose();
    this.sun.shadow.dispose();
    this.sun.dispose();
    this.hemisphere.dispose();
    this.scene.remove(this.sun, this.sun.target, this.hemisphere);
  }

  private look(viewer: Vector3): void {
    const around = surroundingsAt(this.zones, viewer, this.surroundings);
    const t = this.target;
    this.flyingAllowed = around.flyingAllowed;

    t.zenith.set(0x2f6fb8);
    t.horizon.set(0xc3dcec);
    t.ground.set(0x8ea5b3);
    const sky = around.sky;
    this.choosePicture(sky?.url ?? '', viewer);
    const coloured = sky !== undefined && !(sky.colour === 0 && sky.url !== '');
    if (sky !== undefined && coloured) {
      t.zenith.set(sky.colour);
      t.horizon.copy(t.zenith);
      t.ground.copy(t.zenith);
    }
    t.tint.set(coloured ? (sky?.colour ?? 0xffffff) : 0xffffff);

    const key = around.keyLight;
    if (key !== undefined) {
      t.sunDirection.copy(key.direction).negate();
      t.sunColour.set(key.colour);
      t.sunIntensity = eased(key.intensity) * keyStrength;
      this.sun.shadow.intensity = key.castShadows ? 1 : 0;
    } else if (around.sky === undefined || around.unlit) {
      t.sunDirection.set(0.42, 0.72, 0.36).normalize();
      t.sunColour.set(0xfff0d8);
      t.sunIntensity = 1.22 * keyStrength;
      this.sun.shadow.intensity = 1;
    } else {
      // Overte's own key light, for worlds that say nothing about theirs.
      t.sunDirection.set(0.3, 0.85, 0.25).normalize();
      t.sunColour.set(0xffffff);
      t.sunIntensity = 0.8 * keyStrength;
      this.sun.shadow.intensity = 1;
    }
    t.sunGlow.copy(t.sunColour).multiplyScalar(sky === undefined ? Math.min(1, t.sunIntensity / keyStrength) : 0);

    const ambient = around.ambient;
    if (ambient?.colour !== undefined) {
      t.skyLight.set(ambient.colour);
      t.groundLight.set(ambient.colour).multiplyScalar(0.7);
    } else {
      // Light of the sky's own colour, paled, so that a deep blue sky does not dye everything.
      t.skyLight.copy(t.zenith).lerp(t.horizon, 0.5).lerp(white, 0.55);
      t.groundLight.copy(t.ground).lerp(white, 0.25);
      if (coloured && luminance(t.zenith) < 0.02) {
        t.skyLight.set(0xc8d2e4);
        t.groundLight.set(0x70747c);
      }
    }
    const ambientFloor = this.pictureMissing ? missingPictureAmbient : 0;
    t.ambientIntensity = Math.max(ambientFloor, ambient?.intensity ?? (around.unlit ? 0.95 : 0.62)) * ambientStrength;

    if (around.haze !== undefined) {
      t.haze.set(around.haze.colour);
      t.hazeDensity = Math.sqrt(3) / around.haze.rangeMetres;
      t.hazeStrength = around.haze.overSky * Math.min(0.95, 700 / around.haze.rangeMetres);
      if (this.pictureMissing) {
        t.haze.lerp(t.horizon, 0.2);
        t.hazeStrength = Math.min(0.75, t.hazeStrength);
      }
    } else {
      // A breath of air, so that far things recede.
      t.haze.copy(t.horizon);
      t.hazeDensity = around.unlit ? 1 / 900 : 0;
      t.hazeStrength = 0;
    }
  }

  private choosePicture(url: string, viewer: Vector3): void {
    if (url === this.pictureUrl) {
      this.target.picture = this.pictureReady;
      return;
    }
    this.pictureUrl = url;
    this.pictureReady = false;
    this.pictureMissing = false;
    this.target.picture = false;
    this.pictures.release();
    const zone = this.zones.find((candidate) => hasPicture(candidate, url) && contains(candidate, viewer));
    if (url !== '' && zone !== undefined) {
      this.pictures.request(zone, url, (texture) => {
        if (this.pictureUrl === url && texture === undefined) {
          this.pictureMissing = true;
          this.sinceLook = Infinity;
        } else if (this.pictureUrl === url && texture !== undefined) {
          this.sky.setPicture(texture);
          this.pictureReady = true;
          this.target.picture = true;
          this.sky.pictureStrength = 0;
        }
      });
    } else {
      this.sky.pictureStrength = 0;
      this.sky.clearPicture();
    }
  }

  private approach(part: number): void {
    const t = this.target;
    const sky = this.sky;
    sky.zenith.lerp(t.zenith, part);
    sky.horizon.lerp(t.horizon, part);
    sky.ground.lerp(t.ground, part);
    sky.sunDirection.lerp(t.sunDirection, part).normalize();
    sky.sunColour.lerp(t.sunGlow, part);
    sky.haze.lerp(t.haze, part);
    sky.hazeStrength += (t.hazeStrength - sky.hazeStrength) * part;
    sky.pictureStrength += ((t.picture ? 1 : 0) - sky.pictureStrength) * part;
    sky.pictureTint.lerp(t.tint, part);
    sky.update();
    this.sun.color.lerp(t.sunColour, part);
    this.sun.intensity += (t.sunIntensity - this.sun.intensity) * part;
    this.hemisphere.color.lerp(t.skyLight, part);
    this.hemisphere.groundColor.lerp(t.groundLight, part);
    this.hemisphere.intensity += (t.ambientIntensity - this.hemisphere.intensity) * part;
    this.fog.color.lerp(t.haze, part);
    this.fog.density += (t.hazeDensity - this.fog.density) * part;
  }

  /** The shadow's square stays around the viewer and moves in whole texels, so that edges do not crawl. */
  private followWithShadows(viewer: Vector3): void {
    const texel = (2 * shadowReachMetres) / Math.max(1, this.sun.shadow.mapSize.x);
    const grid = texel * 8;
    const target = this.sun.target.position;
    target.set(Math.round(viewer.x / grid) * grid, Math.round(viewer.y / grid) * grid, Math.round(viewer.z / grid) * grid);
    this.sun.position.copy(this.sky.sunDirection).multiplyScalar(80).add(target);
    this.sun.updateMatrixWorld();
    this.sun.target.updateMatrixWorld();
  }
}

function hasPicture(zone: SceneItem, url: string): boolean {
  return groupOf(zone.entity, 'skybox')['url'] === url;
}

/** Overte's picture bends bright light more than ours: what is above 1 counts for less, or bright days would be white. */
function eased(intensity: number): number {
  return intensity <= 1 ? intensity : 1 + (intensity - 1) * 0.4;
}

function luminance(colour: Color): number {
  return 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b;
}

const white = new Color(0xffffff);
