// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { LiveSettings } from './api';
import { part, type Section } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** Settings that change without a new start. */
export function settingsSection(tools: Tools): Section {
  const w = words.settings;
  const rules = element('textarea', { rows: 8 });
  const capacity = element('input', { type: 'number', min: 1, inputmode: 'numeric' });
  let known: LiveSettings = {};
  const show = (settings: LiveSettings): void => {
    known = settings;
    rules.value = settings.rules ?? '';
    capacity.value = settings.capacity === undefined ? '' : String(settings.capacity);
  };
  const save = async (): Promise<void> => {
    const set = await tools.ask('settings/set', changes(known, rules.value, capacity.value));
    if (set !== undefined) {
      show(await tools.api.ask('settings/list', {}));
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
        field(w.capacity, capacity),
        element('button', { type: 'submit', class: 'primary' }, words.save),
      ),
    ),
    refresh: async () => show(await tools.api.ask('settings/list', {})),
  };
}

/** Only what differs from what is known, so that two people at two settings do not undo each other. */
export function changes(known: LiveSettings, rules: string, capacity: string): LiveSettings {
  return {
    ...(rules === (known.rules ?? '') ? {} : { rules }),
    ...(capacity === '' || Number(capacity) === known.capacity ? {} : { capacity: Number(capacity) }),
  };
}
