// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { askForm } from '../ui/form-dialog';
import { told } from './acts';
import type { Role } from './api';
import { button, code, part, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** Which keys and accounts are members, moderators and owners. */
export function rolesSection(tools: Tools): Section {
  const w = words.roles;
  const table = new ItemTable<Role>({
    caption: w.list,
    none: w.none,
    key: ({ subject }) => subject,
    columns: [
      { title: w.who, cell: ({ name, subject }) => (name === undefined || name === '' ? code(subject) : element('span', {}, name, ' ', code(subject))) },
      { title: w.role, cell: ({ standing }) => words.standing[standing] ?? standing },
      { title: w.since, cell: ({ since, by }) => `${when(since)}, ${by}` },
      {
        title: w.change,
        controls: (role) =>
          button(words.remove, () => void remove(role()), { class: 'small danger', label: w.remove(nameOf(role())) }),
      },
    ],
  });
  const refresh = async (): Promise<void> => table.update((await tools.api.ask('role/list', {})).roles);
  const remove = async (role: Role): Promise<void> => {
    const question = { title: w.removeTitle(nameOf(role)), body: w.removeBody, fields: [], yes: w.take, hard: true };
    const { subject } = role;
    if (told(await tools.form(question, 'role/remove', () => ({ subject })), w.taken(nameOf(role)), tools)) {
      await refresh();
    }
  };

  const subject = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', required: true });
  const standing = element(
    'select',
    {},
    ...['member', 'moderator', 'owner'].map((each) => element('option', { value: each }, words.standing[each])),
  );
  const name = element('input', { type: 'text', autocomplete: 'off', maxlength: 64 });
  const give = async (): Promise<void> => {
    if (standing.value === 'owner') {
      const sure = await askForm({ title: w.ownerTitle, body: w.ownerBody, fields: [], yes: w.ownerYes, no: words.cancel, hard: true });
      if (sure === undefined) {
        return;
      }
    }
    const called = name.value.trim();
    const given = await tools.ask('role/set', {
      subject: subject.value.trim(),
      standing: standing.value,
      ...(called === '' ? {} : { name: called }),
    });
    if (given !== undefined) {
      tools.done(w.given(words.standing[standing.value] ?? standing.value));
      subject.value = '';
      name.value = '';
      await refresh();
    }
  };
  return {
    id: 'roles',
    title: w.title,
    body: element(
      'div',
      {},
      part(w.list, element('p', { class: 'hint' }, w.hint), table.root),
      part(
        w.give,
        element(
          'form',
          { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), void give().catch((error) => tools.refused(error))) },
          field(w.subject, subject, words.subjectHint),
          field(w.role, standing),
          field(w.name, name),
          element('button', { type: 'submit', class: 'primary' }, w.set),
        ),
      ),
    ),
    refresh,
  };
}

function nameOf({ name, subject }: Role): string {
  return name === undefined || name === '' ? subject : name;
}
