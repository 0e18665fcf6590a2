// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { askBan, told } from './acts';
import type { Ban } from './api';
import { exportForm } from './export';
import { importPart } from './import';
import { addToList } from './published';
import { button, code, part, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

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
        exportForm(tools),
      ),
      importPart(tools, refresh),
    ),
    refresh,
  };
}
