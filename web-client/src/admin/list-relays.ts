// SPDX-License-Identifier: Apache-2.0
import { told, until, untilFields, reasonField } from './acts';
import { ACTIONS, GRADES, type PublishedList } from './api';
import { listWords as w } from './list-words';
import { button } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** What a list of this domain passes on; and in a register, how a home is graded. */
export function relayButtons(tools: Tools, list: () => PublishedList, run: (work: Promise<boolean>) => void): HTMLElement[] {
  return [
    button(w.relay, () => run(relay(tools, list())), { class: 'small', label: w.relayLabel(list().name) }),
    ...(list().kind === 'register'
      ? [button(w.judge, () => run(judge(tools, list().name)), { class: 'small', label: w.judgeLabel(list().name) })]
      : []),
  ];
}

/** What a list says of itself beside its state. */
export function relayState({ kind, relays = [], problem }: PublishedList): string[] {
  return [
    ...(kind === 'register' ? [w.register] : []),
    ...relays.map(({ id, action }) => w.passesOn(id, words.action[action] ?? action)),
    ...(problem === undefined ? [] : [problem]),
  ];
}

async function relay(tools: Tools, { name, relays = [] }: PublishedList): Promise<boolean> {
  const followed = (await tools.ask('banlist/list', {}))?.subscriptions;
  if (followed === undefined) {
    return false;
  }
  if (followed.length === 0) {
    tools.warn(words.subscriptions.none);
    return false;
  }
  const done = await tools.form(
    {
      title: w.relayTitle(name),
      body: [w.relayBody],
      fields: [
        { name: 'id', label: w.followed, options: followed.map(({ id, title }) => [id, title === '' ? id : `${title} (${id})`] as const) },
        { name: 'how', label: w.what, options: [['on', w.passOn], ...(relays.length === 0 ? [] : [['off', w.passOnNoMore] as const])] },
        {
          name: 'action',
          label: w.hardest,
          options: ACTIONS.map((action) => [action, words.action[action] ?? action] as const),
          value: 'deny',
          onlyWhen: ['how', 'on'],
        },
      ],
      yes: words.save,
    },
    'banlist/relay',
    ({ id = '', how, action = 'deny' }) => (how === 'off' ? { name, id, on: false } : { name, id, action }),
  );
  return told(done, w.relayed, tools);
}

async function judge(tools: Tools, name: string): Promise<boolean> {
  const grades = GRADES.map((grade) => [grade, w.grades[grade]!] as const);
  const done = await tools.form(
    {
      title: w.judgeTitle(name),
      body: [w.judgeBody],
      fields: [
        { name: 'subject', label: w.home, hint: w.homeHint, required: true },
        { name: 'reliability', label: w.reliability, options: grades },
        { name: 'protection', label: w.protection, options: grades },
        { ...reasonField, hint: words.lists.reasonHint },
        ...untilFields('year'),
      ],
      yes: words.save,
    },
    'banlist/judge',
    (answers) => {
      const { subject = '', reliability = '', protection = '', reason = '' } = answers;
      return { name, subject: subject.includes(':') ? subject : `home:${subject}`, reliability, protection, reason, ...until(answers) };
    },
  );
  return told(done, w.judged, tools);
}
