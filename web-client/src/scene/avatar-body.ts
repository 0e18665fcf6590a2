// SPDX-License-Identifier: Apache-2.0

import {
  BufferAttribute,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  Group,
  LatheGeometry,
  Mesh,
  MeshLambertMaterial,
  SphereGeometry,
  Vector2,
} from 'three';
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js';

/** The parts that every body shares; colours are in the vertices and multiply the person's own. */
export class AvatarGeometries {
  readonly torso = torso();
  readonly head = head();
  readonly hand = coloured(new SphereGeometry(0.075, 14, 10), 0xffffff);
  readonly foot = coloured(new CapsuleGeometry(0.075, 0.1, 4, 12).rotateX(Math.PI / 2), 0x4a4f5a);

  dispose(): void {
    for (const geometry of [this.torso, this.head, this.hand, this.foot]) {
      geometry.dispose();
    }
  }
}

/**
 * A body that stands on its soles and looks along -Z: a bell-shaped robe, a round head with a dark visor, hands and feet that swing with
 * the walk. The colour comes from the person.
 */
export class AvatarBody {
  readonly root = new Group();
  private readonly material: MeshLambertMaterial;
  private readonly torso: Mesh;
  private readonly head: Mesh;
  private readonly leftHand: Mesh;
  private readonly rightHand: Mesh;
  private readonly leftFoot: Mesh;
  private readonly rightFoot: Mesh;
  private phase = 0;
  private stride = 0;

  constructor(geometries: AvatarGeometries, colour: Color) {
    this.material = new MeshLambertMaterial({ color: colour, vertexColors: true });
    const part = (geometry: BufferGeometry): Mesh => {
      const mesh = new Mesh(geometry, this.material);
      mesh.castShadow = true;
      mesh.receiveShadow = true;
      this.root.add(mesh);
      return mesh;
    };
    this.torso = part(geometries.torso);
    this.head = part(geometries.head);
    this.leftHand = part(geometries.hand);
    this.rightHand = part(geometries.hand);
    this.leftFoot = part(geometries.foot);
    this.rightFoot = part(geometries.foot);
    this.move(0, 0, 0, false, false);
  }

  /**
   * @param speed metres a second over the ground
   * @param pitch where the head looks, radians upwards
   * @param still no bobbing
   */
  move(seconds: number, speed: number, pitch: number, airborne: boolean, still: boolean): void {
    const wanted = airborne ? 0 : Math.min(1, speed / 3.2);
    this.stride += (wanted - this.stride) * (1 - Math.exp(-seconds * 10));
    this.phase += seconds * (2 + Math.min(speed, 8) * 2.2) * (this.stride > 0.02 ? 1 : 0.35);
    const swing = Math.sin(this.phase) * this.stride;
    const bob = still ? 0 : Math.abs(Math.cos(this.phase)) * 0.035 * this.stride + Math.sin(this.phase * 0.9) * 0.006 * (1 - this.stride);
    const hang = airborne ? 0.1 : 0;

    this.torso.position.y = bob;
    this.torso.rotation.x = -0.06 * this.stride;
    this.head.position.set(0, 1.47 + bob, -0.02 * this.stride);
    this.head.rotation.x = pitch * 0.7;
    this.leftHand.position.set(-0.33, 0.86 + bob + Math.abs(swing) * 0.06 + hang, -0.06 - swing * 0.24);
    this.rightHand.position.set(0.33, 0.86 + bob + Math.abs(swing) * 0.06 + hang, -0.06 + swing * 0.24);
    const lift = Math.cos(this.phase) * this.stride;
    this.leftFoot.position.set(-0.13, 0.075 + Math.max(0, lift) * 0.1 - hang * 0.5, -0.04 + swing * 0.26);
    this.rightFoot.position.set(0.13, 0.075 + Math.max(0, -lift) * 0.1 - hang * 0.5, -0.04 - swing * 0.26);
  }

  dispose(): void {
    this.root.removeFromParent();
    this.material.dispose();
  }
}

/** A colour of its own for each name: clear, neither dark nor pale. */
export function colourOfName(name: string, out: Color): Color {
  let hash = 2_166_136_261;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  }
  hash ^= hash >>> 15;
  const hue = ((hash >>> 0) % 360) / 360;
  const saturation = 0.5 + ((hash >>> 9) % 20) / 100;
  return out.setHSL(hue, saturation, 0.52 + ((hash >>> 17) % 12) / 100);
}

function torso(): BufferGeometry {
  const outline: [number, number][] = [
    [0, 0.16],
    [0.2, 0.16],
    [0.255, 0.2],
    [0.262, 0.3],
    [0.235, 0.6],
    [0.215, 0.9],
    [0.205, 1.08],
    [0.17, 1.19],
    [0.1, 1.25],
    [0, 1.265],
  ];
  const points = outline.map(([x, y]) => new Vector2(x, y));
  const robe = coloured(new LatheGeometry(points, 28).scale(1, 1, 0.78), 0xd8d8e0);
  const belt = coloured(new LatheGeometry([new Vector2(0.228, 0.72), new Vector2(0.236, 0.74), new Vector2(0.234, 0.79), new Vector2(0.222, 0.81)], 28).scale(1, 1, 0.78), 0x9a9eac);
  return merged([robe, belt]);
}

function head(): BufferGeometry {
  const skull = coloured(new SphereGeometry(0.215, 28, 20).scale(1, 0.98, 0.95), 0xffffff);
  // The visor is a piece of a slightly larger ball, in front.
  const visor = coloured(
    new SphereGeometry(0.229, 32, 12, Math.PI * 1.5 - 0.95, 1.9, 1.15, 0.72).scale(1, 0.98, 0.95),
    0x1b2230,
  );
  const eye = (x: number): BufferGeometry => coloured(new SphereGeometry(0.028, 12, 10).scale(1, 1.35, 0.5).translate(x, 0.012, -0.21), 0xffffff);
  return merged([skull, visor, eye(-0.078), eye(0.078)]);
}

function coloured(geometry: BufferGeometry, colour: number): BufferGeometry {
  const { r, g, b } = new Color(colour);
  const count = geometry.getAttribute('position').count;
  const colours = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    colours.set([r, g, b], i * 3);
  }
  geometry.setAttribute('color', new BufferAttribute(colours, 3));
  return geometry;
}

function merged(parts: BufferGeometry[]): BufferGeometry {
  const whole = mergeGeometries(parts);
  for (const part of parts) {
    part.dispose();
  }
  return whole;
}
