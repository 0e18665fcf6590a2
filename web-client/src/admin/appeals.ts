// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { told } from './acts';
import type { Appeal } from './api';
import { button, part, type Section } from './section';
import { ItemTable } from './table';
import { fromNow, when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** Those on lists and bans who ask to be taken off. */
export function appealsSection(tools: Tools): Section {
  const w = words.appeals;
  const nameOf = ({ subject, entry, id }: Appeal): string => subject ?? entry ?? id;
  const table = new ItemTable<Appeal>({
    caption: w.list,
    none: w.none,
    key: ({ id }) => id,
    columns: [
      { title: w.who, cell: (appeal) => [nameOf(appeal), appeal.list].filter(Boolean).join(', ') },
      { title: w.text, cell: ({ text }) => text },
      { title: w.at, cell: ({ at }) => when(at) },
      { title: w.state, cell: ({ state, answer }) => [state ?? w.open, answer].filter(Boolean).join(': ') },
      {
        title: w.change,
        controls: (appeal) => button(w.decide, () => void decide(appeal()).catch((error) => tools.refused(error)), { class: 'small', label: w.decideLabel(nameOf(appeal())) }),
      },
    ],
  });
  const waiting = element('p', { class: 'hint' });
  const refresh = async (): Promise<void> => {
    const { appeals, open = 0, medianAge = 0 } = await tools.api.ask('appeal/list', {});
    table.update(appeals);
    waiting.textContent = open === 0 ? '' : w.waiting(open, fromNow(-medianAge * 1000 - 1, 0));
  };
  const decide = async (appeal: Appeal): Promise<void> => {
    const done = await tools.form(
      {
        title: w.decideTitle(nameOf(appeal)),
        body: [...(appeal.text === undefined ? [] : [`“${appeal.text}”`]), ...w.decideBody],
        fields: [
          { name: 'accept', label: w.verdict, options: Object.entries(w.verdicts) },
          { name: 'answer', label: w.answer, kind: 'lines', required: true, maxLength: 1000 },
        ],
        yes: words.save,
      },
      'appeal/decide',
      ({ accept, answer = '' }) => ({ id: appeal.id, accept: accept === 'yes', answer }),
    );
    if (told(done, w.decided, tools)) {
      await refresh();
    }
  };
  return {
    id: 'appeals',
    title: w.title,
    body: part(w.list, element('p', { class: 'hint' }, w.hint), waiting, table.root),
    refresh,
  };
}
