// SPDX-License-Identifier: Apache-2.0

import { PointLight, type Scene, SpotLight, Vector3 } from 'three';
import type { Drawable, SceneItem } from './item';
import { booleanOf, colourOf, numberOf } from './properties';

/** Every light costs each pixel, and a change of their number recompiles every material: so few, always the same, and lent out. */
const pointLights = 4;
const spotLights = 2;
const fewPointLights = 2;
const fewSpotLights = 1;
const chooseSeconds = 0.4;
/** Lights farther away than their own reach plus this do not count. */
const farMetres = 60;
const brightest = 200;

interface Lamp {
  readonly item: SceneItem;
  readonly spot: boolean;
  readonly colour: number;
  readonly strength: number;
  readonly reachMetres: number;
  readonly angle: number;
  readonly penumbra: number;
  score: number;
  shining: boolean;
}

interface Bulb<L extends PointLight | SpotLight> {
  readonly light: L;
  lamp: Lamp | undefined;
  /** The next lamp, once this one has faded out. */
  next: Lamp | undefined;
}

/** Draws Light entities: the strongest and nearest few get a real light, the others wait. */
export class Lights {
  private readonly lamps = new Set<Lamp>();
  private readonly points: Bulb<PointLight>[] = [];
  private readonly spots: Bulb<SpotLight>[] = [];
  private readonly ranked: Lamp[] = [];
  private sinceChoice = Infinity;

  /** @param few for machines that pay dearly for each */
  constructor(
    private readonly scene: Scene,
    private readonly few: boolean,
  ) {}

  draw(item: SceneItem): Drawable {
    const lamp = lampOf(item);
    this.lamps.add(lamp);
    this.equip(lamp.spot);
    this.sinceChoice = Infinity;
    return {
      place: () => undefined,
      dispose: () => {
        this.lamps.delete(lamp);
        lamp.shining = false;
        this.sinceChoice = Infinity;
      },
    };
  }

  update(viewer: Vector3, seconds: number): void {
    if (this.lamps.size === 0 && this.points.length === 0 && this.spots.length === 0) {
      return;
    }
    this.sinceChoice += seconds;
    if (this.sinceChoice > chooseSeconds) {
      this.sinceChoice = 0;
      this.choose(viewer);
    }
    const part = 1 - Math.exp(-seconds * 8);
    for (const bulb of this.points) {
      shine(bulb, part);
    }
    for (const bulb of this.spots) {
      const lamp = bulb.lamp;
      shine(bulb, part);
      if (lamp !== undefined) {
        bulb.light.angle = lamp.angle;
        bulb.light.penumbra = lamp.penumbra;
        bulb.light.target.position.set(0, 0, -1).applyQuaternion(lamp.item.rotation).add(bulb.light.position);
        bulb.light.target.updateMatrixWorld();
      }
    }
  }

  dispose(): void {
    for (const bulb of this.points) {
      this.scene.remove(bulb.light);
      bulb.light.dispose();
    }
    for (const bulb of this.spots) {
      this.scene.remove(bulb.light, bulb.light.target);
      bulb.light.dispose();
    }
    this.lamps.clear();
  }

  private equip(spot: boolean): void {
    if (spot && this.spots.length === 0) {
      for (let i = 0; i < (this.few ? fewSpotLights : spotLights); i++) {
        const light = new SpotLight(0xffffff, 0, 1, 0.5, 0.3, 2);
        this.scene.add(light, light.target);
        this.spots.push({ light, lamp: undefined, next: undefined });
      }
    }
    if (!spot && this.points.length === 0) {
      for (let i = 0; i < (this.few ? fewPointLights : pointLights); i++) {
        const light = new PointLight(0xffffff, 0, 1, 2);
        this.scene.add(light);
        this.points.push({ light, lamp: undefined, next: undefined });
      }
    }
  }

  private choose(viewer: Vector3): void {
    this.ranked.length = 0;
    for (const lamp of this.lamps) {
      const distance = lamp.item.position.distanceTo(viewer);
      lamp.score = distance > lamp.reachMetres + farMetres ? 0 : lamp.strength / (1 + distance * distance);
      // Those that shine already stay unless another is clearly better: no flicker between equals.
      lamp.score *= lamp.shining ? 1.3 : 1;
      lamp.shining = false;
      if (lamp.score > 0) {
        this.ranked.push(lamp);
      }
    }
    this.ranked.sort((a, b) => b.score - a.score);
    assign(this.points, this.ranked, false);
    assign(this.spots, this.ranked, true);
  }
}

function lampOf(item: SceneItem): Lamp {
  const entity = item.entity;
  const falloff = Math.max(0.05, numberOf(entity, 'falloffRadius', 0.1));
  const intensity = Math.max(0, numberOf(entity, 'intensity', 1));
  const size = Math.max(item.dimensions.x, item.dimensions.y, item.dimensions.z);
  // Overte dims by (1 + d / falloff)^-2, three.js by d^-2: alike from about the falloff radius on.
  const strength = Math.min(brightest, intensity * falloff * falloff * Math.PI * 0.8);
  const cutoff = Math.min(90, Math.max(1, numberOf(entity, 'cutoff', 90)));
  return {
    item,
    spot: booleanOf(entity, 'isSpotlight', false),
    colour: colourOf(entity, 'color', 0xffffff),
    strength: Math.max(strength, Math.min(2, intensity * 0.3)),
    reachMetres: Math.max(0.1, size / 2),
    angle: Math.min(1.5, (cutoff * Math.PI) / 180),
    penumbra: Math.min(1, 0.15 + Math.max(0, numberOf(entity, 'exponent', 0)) / 20),
    score: 0,
    shining: false,
  };
}

function assign(bulbs: readonly Bulb<PointLight | SpotLight>[], ranked: readonly Lamp[], spot: boolean): void {
  let chosen = 0;
  for (const lamp of ranked) {
    if (lamp.spot === spot && chosen < bulbs.length) {
      lamp.shining = true;
      chosen++;
    }
  }
  for (const bulb of bulbs) {
    bulb.next = bulb.lamp?.shining === true ? bulb.lamp : undefined;
  }
  for (const lamp of ranked) {
    if (lamp.spot === spot && lamp.shining && !bulbs.some((bulb) => bulb.next === lamp)) {
      const free = bulbs.find((bulb) => bulb.next === undefined);
      if (free !== undefined) {
        free.next = lamp;
      }
    }
  }
}

function shine(bulb: Bulb<PointLight | SpotLight>, part: number): void {
  const { light } = bulb;
  if (bulb.lamp !== bulb.next) {
    light.intensity *= 1 - part;
    if (light.intensity < 0.02) {
      bulb.lamp = bulb.next;
      light.intensity = 0;
    }
    return;
  }
  const lamp = bulb.lamp;
  if (lamp === undefined) {
    return;
  }
  light.color.set(lamp.colour);
  light.distance = lamp.reachMetres;
  light.position.copy(lamp.item.position);
  light.updateMatrixWorld();
  light.intensity += (lamp.strength - light.intensity) * part;
}
