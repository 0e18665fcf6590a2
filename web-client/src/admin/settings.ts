// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { LiveSettings, PlaceRule, SettingsChange } from './api';
import { linesOf } from './outgoing';
import { part, type Section } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** Settings that change without a new start. */
export function settingsSection(tools: Tools): Section {
  const w = words.settings;
  const rules = element('textarea', { rows: 8 });
  const capacity = element('input', { type: 'number', min: 1, inputmode: 'numeric' });
  const appeals = element('input', { type: 'text', inputmode: 'url', autocomplete: 'off' });
  const software = element('textarea', { rows: 3, spellcheck: 'false' });
  const residentsOnly = element('textarea', { rows: 2, spellcheck: 'false' });
  const guestsOnly = element('textarea', { rows: 2, spellcheck: 'false' });
  let known: LiveSettings = {};
  const show = (settings: LiveSettings): void => {
    known = settings;
    rules.value = settings.rulesText ?? '';
    capacity.value = settings.capacity === undefined ? '' : String(settings.capacity);
    appeals.value = settings.appeals ?? '';
    software.value = (settings.software?.deny ?? []).join('\n');
    residentsOnly.value = placesOf(settings, 'noForeigners');
    guestsOnly.value = placesOf(settings, 'noResidents');
  };
  const save = async (): Promise<void> => {
    const change = changes(known, {
      rulesText: rules.value,
      capacity: capacity.value,
      appeals: appeals.value.trim(),
      software: software.value,
      residentsOnly: residentsOnly.value,
      guestsOnly: guestsOnly.value,
    });
    const set = Object.keys(change).length === 0 ? known : await tools.ask('settings/set', change);
    if (set !== undefined) {
      show(set);
      tools.done(w.saved);
    }
  };
  return {
    id: 'settings',
    title: w.title,
    body: part(
      w.title,
      element('p', { class: 'hint' }, w.hint),
      element(
        'form',
        { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), void save().catch((error) => tools.refused(error))) },
        field(w.rules, rules, w.rulesHint),
        field(w.capacity, capacity, w.capacityHint),
        field(w.appeals, appeals, w.appealsHint),
        field(w.residentsOnly, residentsOnly, w.residentsOnlyHint),
        field(w.guestsOnly, guestsOnly),
        field(w.software, software, w.softwareHint),
        element('button', { type: 'submit', class: 'primary' }, words.save),
      ),
    ),
    refresh: async () => show(await tools.api.ask('settings/list', {})),
  };
}

/** What the fields hold. */
interface Written {
  rulesText: string;
  capacity: string;
  appeals: string;
  software: string;
  /** Names of places, one in each line. */
  residentsOnly: string;
  guestsOnly: string;
}

/** Only what differs from what is known, so that two people at two settings do not undo each other. What is empty is given back. */
export function changes(
  known: LiveSettings,
  { rulesText, capacity, appeals, software, residentsOnly, guestsOnly }: Written,
): SettingsChange {
  const deny = linesOf(software);
  const samePlaces =
    residentsOnly.trim() === placesOf(known, 'noForeigners') && guestsOnly.trim() === placesOf(known, 'noResidents');
  return {
    ...(rulesText === (known.rulesText ?? '') ? {} : { rulesText: rulesText === '' ? null : rulesText }),
    ...(capacity === String(known.capacity ?? '') ? {} : { capacity: capacity === '' ? null : Number(capacity) }),
    ...(appeals === (known.appeals ?? '') ? {} : { appeals: appeals === '' ? null : appeals }),
    ...(deny.join('\n') === (known.software?.deny ?? []).join('\n') ? {} : { software: { deny } }),
    ...(samePlaces ? {} : { places: placeRules(residentsOnly, guestsOnly) }),
  };
}

function placesOf({ places = [] }: LiveSettings, rule: 'noForeigners' | 'noResidents'): string {
  return places
    .filter((each) => each[rule] === true)
    .map(({ place }) => place)
    .join('\n');
}

function placeRules(residentsOnly: string, guestsOnly: string): PlaceRule[] {
  // Names of places may hold commas.
  const names = (lines: string): string[] => lines.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const residents = names(residentsOnly);
  const guests = names(guestsOnly);
  return [...new Set([...residents, ...guests])].map((place) => ({
    place,
    noForeigners: residents.includes(place),
    noResidents: guests.includes(place),
  }));
}
