// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '../world/model';

/** What to call a thing: its name, else what it says, else the file it shows, else its type. */
export function titleOf(entity: Entity): string {
  const words = [entity['name'], entity['text'], fileOf(entity['modelURL']), fileOf(entity['imageURL'])]
    .map((value) => (typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : ''))
    .find((value) => value !== '');
  return words === undefined ? entity.type : words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

function fileOf(url: unknown): string | undefined {
  return typeof url === 'string' ? url.split(/[?#]/)[0]!.split('/').pop() : undefined;
}
