// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { Gate, Newcomers, Operations, Permissions } from './api';
import { homesPart } from './homes';
import { linesOf, outgoingForm } from './outgoing';
import { rulesForm } from './rules';
import { button, part, type Section } from './section';
import type { Tools } from './tools';
import { words } from './words';

type Set = Operations['permission/set'][0];

/** Who may do what: presets first, the table behind “Advanced”. */
export function permissionsSection(tools: Tools): Section {
  const w = words.permissions;
  const presets = element('div', { class: 'choices' });
  const custom = element('p', { class: 'hint' }, w.custom);
  const capacity = element('p', { class: 'hint' });
  const set = async (change: Set, said: string): Promise<void> => {
    const answer = await tools.ask('permission/set', change);
    if (answer !== undefined) {
      show(answer);
      tools.done(said);
    }
  };
  const save = (change: Set): void => void set(change, w.saved);
  const rules = rulesForm(save, (fault) => tools.warn(fault));
  /** Lines that a preset would leave in force. */
  let isOwnTable = false;
  const newcomers = newcomersForm((changed) => save({ newcomers: changed }));
  const gate = gateForm((changed) => save({ gate: changed }));
  const outgoing = outgoingForm((changed) => save({ outgoing: changed }));
  const homes = homesPart(tools);

  const use = async (preset: string): Promise<void> => {
    const [name] = w.preset[preset] ?? [preset];
    const question = { title: w.confirmTitle(name), body: [isOwnTable ? w.replaceTable : w.keepLines, ...w.confirmBody], fields: [], yes: w.use };
    // Lines of one's own stay beside a preset; a whole table of one's own would leave nothing to the preset.
    const done = await tools.form(question, 'permission/set', () => (isOwnTable ? { preset, rules: [] } : { preset }));
    if (done !== undefined) {
      show(done.answer);
      tools.done(w.used(name));
    }
  };
  const presetCards = Object.entries(w.preset).map(([preset, [name, sentence]]) => {
    const choose = button(name, () => void use(preset), { class: 'choice' });
    choose.append(element('span', { class: 'hint' }, sentence));
    return [preset, choose] as const;
  });
  presets.append(...presetCards.map(([, card]) => card));

  const show = (permissions: Permissions): void => {
    for (const [preset, card] of presetCards) {
      card.setAttribute('aria-pressed', String(preset === permissions.preset));
    }
    isOwnTable = permissions.preset === null;
    custom.hidden = !isOwnTable;
    capacity.textContent = w.capacity(permissions.capacity);
    rules.show(permissions);
    newcomers.show(permissions.newcomers);
    gate.show(permissions.gate);
    outgoing.show(permissions.outgoing);
  };
  return {
    id: 'permissions',
    title: w.title,
    body: element(
      'div',
      {},
      part(w.presets, element('p', { class: 'hint' }, w.presetsHint), presets, custom, capacity),
      element('details', { class: 'part panel advanced' }, element('summary', {}, w.advanced), rules.root),
      part(w.newcomers, element('p', { class: 'hint' }, w.newcomersHint), newcomers.root),
      part(w.gate, element('p', { class: 'hint' }, w.gateHint), gate.root),
      part(w.outgoing, element('p', { class: 'hint' }, w.outgoingHint), outgoing.root),
      homes.root,
    ),
    refresh: async () => {
      show(await tools.api.ask('permission/list', {}));
      await homes.refresh();
    },
  };
}

function newcomersForm(save: (newcomers: Newcomers) => void): { root: HTMLElement; show(newcomers: Newcomers): void } {
  const w = words.permissions;
  const number = (): HTMLInputElement => element('input', { type: 'number', min: 0, required: true, inputmode: 'numeric' });
  const quarantine = element('input', { type: 'checkbox' });
  const atOnce = number();
  atOnce.min = '1';
  const joins = number();
  const chat = number();
  const known = number();
  const visits = number();
  const submit = (event: Event): void => {
    event.preventDefault();
    save({
      quarantine: quarantine.checked,
      joinsAtOnce: atOnce.valueAsNumber,
      joinsPerMinute: joins.valueAsNumber,
      chatPerMinute: chat.valueAsNumber,
      knownAfterHours: known.valueAsNumber,
      knownAfterVisits: visits.valueAsNumber,
    });
  };
  return {
    root: element(
      'form',
      { class: 'form-fields', onsubmit: submit },
      element('label', { class: 'check' }, quarantine, element('span', {}, w.quarantine)),
      field(w.atOnce, atOnce),
      field(w.joins, joins),
      field(w.chat, chat),
      field(w.known, known),
      field(w.visits, visits),
      element('button', { type: 'submit' }, w.saveNewcomers),
    ),
    show: (newcomers) => {
      quarantine.checked = newcomers.quarantine;
      atOnce.value = String(newcomers.joinsAtOnce);
      joins.value = String(newcomers.joinsPerMinute);
      chat.value = String(newcomers.chatPerMinute);
      known.value = String(newcomers.knownAfterHours);
      visits.value = String(newcomers.knownAfterVisits);
    },
  };
}

function gateForm(save: (gate: Gate) => void): { root: HTMLElement; show(gate: Gate): void } {
  const w = words.permissions;
  const mode = element('select', {}, ...Object.entries(w.gateMode).map(([value, label]) => element('option', { value }, label)));
  const homes = element('textarea', { rows: 4, spellcheck: 'false' });
  const submit = (event: Event): void => {
    event.preventDefault();
    save({ mode: mode.value as Gate['mode'], homes: linesOf(homes.value) });
  };
  return {
    root: element(
      'form',
      { class: 'form-fields', onsubmit: submit },
      field(w.gate, mode),
      field(w.homes, homes),
      element('button', { type: 'submit' }, w.saveGate),
    ),
    show: (gate) => {
      mode.value = gate.mode;
      homes.value = gate.homes.join('\n');
    },
  };
}
