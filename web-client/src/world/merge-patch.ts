// SPDX-License-Identifier: Apache-2.0

type Json = Readonly<Record<string, unknown>>;

/** JSON Merge Patch (RFC 7396) on an object: null takes a member away, objects merge, everything else replaces. Makes a new object. */
export function applyMergePatch<T extends Json>(target: T, patch: Json): T {
  const result: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[name];
    } else if (isObject(value)) {
      const before = result[name];
      result[name] = applyMergePatch(isObject(before) ? before : {}, value);
    } else {
      result[name] = value;
    }
  }
  return result as T;
}

/** The patch that leads from `before` to `after`; empty when they are equal. */
export function mergePatchBetween(before: Json, after: Json): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of Object.keys(before)) {
    if (!(name in after)) {
      patch[name] = null;
    }
  }
  for (const [name, value] of Object.entries(after)) {
    const old = before[name];
    if (isObject(old) && isObject(value)) {
      const inner = mergePatchBetween(old, value);
      if (Object.keys(inner).length > 0) {
        patch[name] = inner;
      }
    } else if (!sameJson(old, value)) {
      patch[name] = value;
    }
  }
  return patch;
}

/**
 * The same with vectors and colours written whole: half a position on top of somebody else's half, or of a default that is not written
 * out, would be neither.
 */
export function wholePatchBetween(before: Json, after: Json): Record<string, unknown> {
  const patch = mergePatchBetween(before, after);
  for (const [name, value] of Object.entries(patch)) {
    const whole = after[name];
    if (isObject(value) && isObject(whole)) {
      patch[name] = { ...whole, ...value };
    }
  }
  return patch;
}

/** The members that `names` lists, where `object` has them. */
export function pick(object: Json, names: Iterable<string>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    if (name in object) {
      picked[name] = object[name];
    }
  }
  return picked;
}

function sameJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
