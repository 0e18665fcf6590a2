// SPDX-License-Identifier: Apache-2.0

import type { Entity } from '../world/model';
import { booleanOf, numberOf, textOf } from '../scene/properties';

/** What an entity is for a walking body: nothing, its own shape, a simple body of its size, or its mesh. */
export type Solidity = 'none' | 'shape' | 'box' | 'sphere' | 'cylinder' | 'mesh';

/** Bit of `collisionMask` for the visitor's own body. */
const myAvatarBit = 8;
const everything = 31;

export function solidityOf(entity: Entity): Solidity {
  if (booleanOf(entity, 'collisionless', false) || (numberOf(entity, 'collisionMask', everything) & myAvatarBit) === 0) {
    return 'none';
  }
  switch (entity.type) {
    case 'Box':
    case 'Sphere':
    case 'Shape':
      return 'shape';
    case 'Model':
      return ofModel(textOf(entity, 'shapeType', 'none'));
    default:
      return 'none';
  }
}

function ofModel(shapeType: string): Solidity {
  switch (shapeType) {
    case 'none':
    case 'plane':
    case 'circle':
      return 'none';
    case 'sphere':
    case 'ellipsoid':
      return 'sphere';
    case 'box':
    case 'multisphere':
      return 'box';
    default:
      return /^(cylinder|capsule)/.test(shapeType) ? 'cylinder' : /hull|compound|mesh/.test(shapeType) ? 'mesh' : 'none';
  }
}
