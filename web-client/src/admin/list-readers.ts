// SPDX-License-Identifier: Apache-2.0
import { told } from './acts';
import type { PublishedList } from './api';
import { listWords as w } from './list-words';
import { button } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** Who may read a private list; nothing for one that everybody may. */
export function readersButtons(tools: Tools, list: () => PublishedList, run: (work: Promise<boolean>) => void): HTMLElement[] {
  return list().readers === undefined
    ? []
    : [button(w.readers, () => run(change(tools, list())), { class: 'small', label: w.readersLabel(list().name) })];
}

/** That a list is private, and for how many. */
export function readersState({ readers }: PublishedList): string[] {
  return readers === undefined ? [] : [w.privateTo(readers.length)];
}

async function change(tools: Tools, { name, readers = [] }: PublishedList): Promise<boolean> {
  const done = await tools.form(
    {
      title: w.readersTitle(name),
      body: [w.readersBody, ...readers],
      fields: [
        { name: 'reader', label: w.reader, hint: w.readerHint, required: true, maxLength: 43 },
        { name: 'how', label: w.what, options: [['on', w.mayRead], ...(readers.length === 0 ? [] : [['off', w.mayReadNoMore] as const])] },
      ],
      yes: words.save,
    },
    'banlist/readers',
    ({ reader = '', how }) => ({ name, reader, on: how !== 'off' }),
  );
  return told(done, w.readersChanged, tools);
}
