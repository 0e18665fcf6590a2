// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { askBan, told } from './acts';
import type { Ban } from './api';
import { importPart } from './import';
import { addToList } from './published';
import { button, code, part, save, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

const EXPORT_FORMATS = ['json', 'csv', 'text'] as const;

/** This domain's own bans. */
export function bansSection(tools: Tools): Section {
  const w = words.bans;
  let bans: readonly Ban[] = [];
  const table = new ItemTable<Ban>({
    caption: w.list,
    none: w.none,
    key: ({ subject, action, place }) => `${subject} ${action} ${place ?? ''}`,
    columns: [
      {
        title: w.subject,
        cell: ({ subject, also = [], place }) =>
          element(
            'span',
            { class: 'stack' },
            ...[subject, ...also].map((each) => code(each)),
            place === undefined ? undefined : element('span', {}, words.acts.onlyIn(place)),
          ),
      },
      {
        title: w.why,
        cell: ({ reason, category, action, scope }) =>
          `${reason} (${[words.category[category] ?? category, ...(scope === 'roleplay' ? [w.roleplay] : []), action].join('; ')})`,
      },
      { title: w.until, cell: (ban) => (ban.until === undefined ? w.forever : when(ban.until)) },
      { title: w.by, cell: ({ by, since }) => `${by}, ${when(since)}` },
      {
        title: w.change,
        controls: (ban) =>
          element(
            'div',
            { class: 'row-actions' },
            button(words.remove, () => void remove(ban()), { class: 'small danger', label: w.remove(ban().subject) }),
            ...(ban().scope === 'roleplay'
              ? []
              : [button(w.toListButton, () => void addToList(tools, undefined, ban()), { class: 'small', label: w.toList(ban().subject) })]),
          ),
      },
    ],
  });
  const search = element('input', { type: 'search', autocomplete: 'off' });
  const show = (): void => {
    const sought = search.value.trim().toLowerCase();
    table.update(bans.filter((ban) => `${[ban.subject, ...(ban.also ?? [])].join(' ')} ${ban.reason} ${ban.category} ${ban.place ?? ''} ${ban.by}`.toLowerCase().includes(sought)));
  };
  search.addEventListener('input', show);
  const refresh = async (): Promise<void> => {
    ({ bans } = await tools.api.ask('ban/list', {}));
    show();
  };
  const remove = async ({ subject, also = [], place }: Ban): Promise<void> => {
    const question = { title: w.removeTitle(subject), body: w.removeBody(also), fields: [], yes: words.remove };
    const done = await tools.form(question, 'ban/remove', () => ({ subject, ...(place === undefined ? {} : { place }) }));
    if (told(done, w.removed(subject, done?.answer.stays.length ?? 0), tools)) {
      await refresh();
    }
  };
  const add = async (): Promise<void> => {
    const subject = { name: 'subject', label: w.subjectField, hint: words.subjectHint, required: true };
    if (await askBan(tools, undefined, subject)) {
      await refresh();
    }
  };
  return {
    id: 'bans',
    title: w.title,
    body: element(
      'div',
      {},
      part(
        w.list,
        element('p', { class: 'hint' }, w.hint),
        element('div', { class: 'row-actions' }, button(w.addButton, () => void add(), { class: 'primary' })),
        field(w.search, search),
        table.root,
        exportForm(tools, { bans: true }, 'bans'),
      ),
      importPart(tools, refresh),
    ),
    refresh,
  };
}

/** Chooses a format and saves. */
export function exportForm(tools: Tools, what: { list: string } | { bans: true }, name: string): HTMLElement {
  const w = words.bans;
  const format = element('select', {}, ...EXPORT_FORMATS.map((each) => element('option', { value: each }, each)));
  const run = async (): Promise<void> => {
    const answer = await tools.ask('export', { ...what, format: format.value });
    if (answer !== undefined) {
      save(`${name}.${format.value === 'text' ? 'txt' : format.value}`, answer.text);
      tools.done(w.exported);
    }
  };
  return element(
    'form',
    { class: 'inline', onsubmit: (event: Event) => (event.preventDefault(), void run()) },
    field(w.exportFormat, format),
    element('button', { type: 'submit' }, w.export),
  );
}
