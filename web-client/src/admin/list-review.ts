// SPDX-License-Identifier: Apache-2.0
import { told } from './acts';
import { ACTIONS, type Subscription } from './api';
import { listWords as w } from './list-words';
import { button } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** Whether updates of a followed list wait, how far each category goes, and which of its entries are ignored. */
export function reviewButtons(tools: Tools, list: () => Subscription, run: (work: Promise<unknown>) => void): HTMLElement[] {
  return [
    button(w.review, () => run(review(tools, list())), { class: 'small', label: w.reviewLabel(list().title) }),
    button(w.ignore, () => run(ignore(tools, list())), { class: 'small', label: w.ignoreLabel(list().title) }),
  ];
}

/** What a list says of itself beside its state, in a line each. */
export function reviewState({ kind, review: waits, ignored = [], caps = {} }: Subscription): string[] {
  return [
    ...(kind === 'register' ? [w.register] : []),
    ...(waits === true ? [w.everyUpdateWaits] : []),
    ...Object.entries(caps).map(([category, action]) => w.capped(words.category[category] ?? category, words.action[action] ?? action)),
    ...ignored.map(({ entry, subject }) => w.ignored(entry, subject)),
  ];
}

async function review(tools: Tools, { id, title, review: waits, caps = {} }: Subscription): Promise<void> {
  const done = await tools.form(
    {
      title: w.reviewTitle(title),
      body: [w.reviewBody],
      fields: [
        { name: 'review', label: w.everyUpdateWaits, kind: 'check', value: waits === true ? 'yes' : '' },
        ...Object.entries(words.category).map(([category, label]) => ({
          name: category,
          label: w.atMost(label),
          options: [...ACTIONS].reverse().map((action) => [action, action === 'deny' ? w.noCap : (words.action[action] ?? action)] as const),
          value: caps[category] ?? 'deny',
        })),
      ],
      yes: words.save,
    },
    'banlist/level',
    ({ review: every, ...chosen }) => ({ id, review: every === 'yes', caps: chosen }),
  );
  told(done, w.reviewed(title), tools);
}

async function ignore(tools: Tools, { id, title, ignored = [] }: Subscription): Promise<void> {
  const done = await tools.form(
    {
      title: w.ignoreTitle(title),
      body: [w.ignoreBody],
      fields: [
        { name: 'how', label: w.what, options: [['on', w.ignoreOne], ...(ignored.length === 0 ? [] : [['off', w.heedOne] as const])] },
        { name: 'entry', label: w.entry, hint: w.entryHint, required: true, maxLength: 64, onlyWhen: ['how', 'on'] },
        {
          name: 'known',
          label: w.entry,
          options: ignored.map(({ entry, subject }) => [entry, `${entry}: ${subject}`] as const),
          onlyWhen: ['how', 'off'],
        },
      ],
      yes: words.save,
    },
    'banlist/ignore',
    ({ how, entry = '', known = '' }) => ({ id, entry: how === 'off' ? known : entry, on: how !== 'off' }),
  );
  told(done, done?.given['how'] === 'off' ? w.heeded : w.ignoredNow, tools);
}
