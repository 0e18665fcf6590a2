// SPDX-License-Identifier: Apache-2.0
import { personDialog, type PersonChoice } from '../ui/person-dialog';
import { act, actsFor, type Target } from './acts';
import { facts } from './section';
import type { Tools } from './tools';
import { words } from './words';

export type Details = readonly (readonly [string, string | Node | undefined])[];

/** What moderators can do about somebody, as choices. `done` follows what was done. */
export function moderationChoices(target: Target, tools: Tools, done: () => void): PersonChoice[] {
  return actsFor(target).map((kind) => ({
    label: words.acts.labels[kind],
    hard: kind === 'ban' || kind === 'kick',
    choose: () => void act(kind, target, tools).then((happened) => (happened ? done() : undefined)),
  }));
}

/** Who somebody is and what can be done about them, on the admin page. */
export function showPerson(target: Target, details: Details, tools: Tools, done: () => void): void {
  personDialog(target.name, [facts(details)], moderationChoices(target, tools, done));
}
