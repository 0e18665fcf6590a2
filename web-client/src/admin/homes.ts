// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { told } from './acts';
import { RefusedByDomain, type KnownHome } from './api';
import { button, code, part } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** The homes that have vouched for people here, by the keys that hold since. Only owners are told. */
export function homesPart(tools: Tools): { root: HTMLElement; refresh(): Promise<void> } {
  const w = words.homes;
  const table = new ItemTable<KnownHome>({
    caption: w.title,
    none: w.none,
    key: ({ home }) => home,
    columns: [
      { title: w.home, cell: ({ home }) => home },
      { title: w.key, cell: ({ key }) => code(key) },
      { title: w.since, cell: ({ since }) => when(since) },
      {
        title: w.change,
        controls: (item) => button(w.forget, () => void forget(item().home), { class: 'small danger', label: w.forgetLabel(item().home) }),
      },
    ],
  });
  const root = part(w.title, element('p', { class: 'hint' }, w.hint), table.root);
  const refresh = async (): Promise<void> => {
    try {
      table.update((await tools.api.ask('home/list', {})).homes);
      root.hidden = false;
    } catch (error) {
      if (!(error instanceof RefusedByDomain && error.code === 'not-permitted')) {
        throw error;
      }
      root.hidden = true;
    }
  };
  const forget = async (home: string): Promise<void> => {
    const question = { title: w.forgetTitle(home), body: w.forgetBody, fields: [], yes: w.forgetYes, hard: true };
    if (told(await tools.form(question, 'home/forget', () => ({ home })), w.forgotten(home), tools)) {
      await refresh();
    }
  };
  return { root, refresh };
}
