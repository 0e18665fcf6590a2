// SPDX-License-Identifier: Apache-2.0
import { element, field, newDomId } from '../ui/dom';
import { PERMISSIONS, STANDINGS, type Operations, type Why } from './api';
import { facts, part, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

type Question = Operations['permission/why'][0];

/** What the domain would decide about anybody, real or made up, and why. */
export function seeAsSection(tools: Tools): Section {
  const w = words.seeAs;
  const kind = element('select', {}, ...Object.entries(w.kinds).map(([value, label]) => element('option', { value }, label)));
  const who = element('select', {});
  const value = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const standing = element(
    'select',
    {},
    element('option', { value: '' }, w.actual),
    ...STANDINGS.map((each) => element('option', { value: each }, words.standing[each])),
  );
  const machine = element('input', { type: 'checkbox' });
  const hint = element('p', { class: 'hint', id: newDomId('hint') });
  const whoField = field(w.somebody, who);
  const valueField = field(w.value, value);
  valueField.append(hint);
  value.setAttribute('aria-describedby', hint.id);
  const result = element('div', { class: 'result', tabindex: -1, hidden: true });
  const showFields = (): void => {
    whoField.hidden = kind.value !== 'here';
    valueField.hidden = !['key', 'account', 'home'].includes(kind.value);
    value.required = !valueField.hidden;
    hint.textContent = w.valueHint[kind.value] ?? '';
  };
  kind.addEventListener('change', showFields);
  showFields();

  const ask = async (): Promise<void> => {
    const question = questionOf(kind.value, who.value, value.value.trim(), standing.value, machine.checked);
    if (question === undefined) {
      tools.warn(w.nobody);
      return;
    }
    const why = await tools.ask('permission/why', question);
    if (why !== undefined) {
      result.replaceChildren(decision(why));
      result.hidden = false;
      result.focus();
    }
  };
  const body = element(
    'div',
    {},
    part(
      w.whom,
      element('p', { class: 'hint' }, w.hint),
      element(
        'form',
        { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), void ask()) },
        field(w.kind, kind),
        whoField,
        valueField,
        field(w.standing, standing),
        element('label', { class: 'check' }, machine, element('span', {}, w.machine)),
        element('button', { type: 'submit', class: 'primary' }, w.ask),
      ),
    ),
    result,
  );
  return {
    id: 'see-as',
    title: w.title,
    body,
    refresh: async () => {
      const { here } = await tools.api.ask('people/list', {});
      const chosen = who.value;
      who.replaceChildren(...here.map(({ handle, name }) => element('option', { value: handle }, name)));
      if (here.some(({ handle }) => String(handle) === chosen)) {
        who.value = chosen;
      }
    },
  };
}

/** Undefined when nobody is chosen. */
export function questionOf(kind: string, handle: string, value: string, standing: string, machine: boolean): Question | undefined {
  const extra = { ...(standing === '' ? {} : { standing }), ...(machine ? { fromThisMachine: true } : {}) };
  switch (kind) {
    case 'here':
      return handle === '' ? undefined : { handle: Number(handle), ...extra };
    case 'key':
      return { key: value.replace(/^key:/, ''), ...extra };
    case 'account':
      return { account: value.replace(/^account:/, ''), ...extra };
    case 'home':
      return { home: value.replace(/^home:/, ''), ...extra };
    default:
      return extra;
  }
}

function decision({ standing, permissions, action, refusal, steps }: Why): HTMLElement {
  const w = words.seeAs;
  const named = (list: readonly string[]): string => list.map((each) => words.permission[each] ?? each).join(', ');
  const table = new ItemTable<{ at: number; stage: string; what: string; effect: string }>({
    caption: w.steps,
    showCaption: true,
    none: w.noSteps,
    key: ({ at }) => String(at),
    columns: [
      { title: w.stage, cell: ({ stage }) => stage },
      { title: w.what, cell: ({ what }) => what },
      { title: w.effect, cell: ({ effect }) => effect },
    ],
  });
  table.update(steps.map((step, at) => ({ at, ...step })));
  return part(
    w.result,
    element('p', { class: refusal === undefined ? 'verdict' : 'verdict refused' }, refusal === undefined ? w.enters : w.refused),
    refusal === undefined ? '' : element('p', {}, refusal.sentence),
    facts([
      [w.standingIs, words.standing[standing] ?? standing],
      // The mildest stands for none.
      [w.action, action === 'monitor' ? w.noAction : (words.action[action] ?? action)],
      [w.permissions, named(permissions) || w.nothing],
      [w.not, named(PERMISSIONS.filter((each) => !permissions.includes(each)))],
      [w.code, refusal?.code],
      [w.until, refusal?.until === undefined ? undefined : when(refusal.until)],
      [w.appeal, refusal?.appeal],
      [w.side, refusal === undefined ? undefined : (w.sides[refusal.side] ?? refusal.side)],
    ]),
    table.root,
  );
}
