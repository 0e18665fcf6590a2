// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { askForm } from '../ui/form-dialog';
import { categoryField, reasonField, until, untilFields } from './acts';
import { ACTIONS, type Ban, type PublishedList } from './api';
import { button, copyable, part } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** The lists that this domain publishes. */
export function publishedPart(tools: Tools, changed: () => Promise<void>): { root: HTMLElement; update(lists: readonly PublishedList[]): void } {
  const w = words.lists;
  const copied = (): void => tools.done(words.copied);
  const run = (work: Promise<boolean>): void => {
    void work.then((done) => (done ? changed() : undefined)).catch((error) => tools.refused(error));
  };
  const table = new ItemTable<PublishedList>({
    caption: w.published,
    none: w.publishedNone,
    key: ({ name }) => name,
    columns: [
      { title: w.name, cell: ({ name, title }) => element('span', {}, title, ' ', element('code', {}, name)) },
      {
        title: w.state,
        cell: ({ seq, entries, drafts, expires }) =>
          [
            w.seq(seq, entries),
            ...(drafts > 0 ? [w.drafts(drafts)] : []),
            ...(expires === undefined ? [] : [w.expires(when(expires))]),
          ].join('; '),
      },
      {
        title: w.address,
        cell: ({ name, url, key }) =>
          element(
            'div',
            { class: 'stack' },
            copyable(w.copyUrl(name), url, copied),
            copyable(w.copyKey(name), key, copied),
          ),
      },
      {
        title: w.change,
        controls: (list) =>
          element(
            'div',
            { class: 'row-actions' },
            button(w.publish, () => run(publish(tools, list())), { class: 'small', label: w.publishLabel(list().name) }),
            button(w.add, () => run(addToList(tools, list().name, undefined)), { class: 'small', label: w.addLabel(list().name) }),
            button(w.retract, () => run(retract(tools, list().name)), { class: 'small', label: w.retractLabel(list().name) }),
            button(w.drop, () => run(drop(tools, list().name)), { class: 'small danger', label: w.dropLabel(list().name) }),
          ),
      },
    ],
  });
  return {
    root: part(
      w.published,
      element('div', { class: 'row-actions' }, button(w.create, () => run(create(tools)), { class: 'primary' })),
      table.root,
    ),
    update: (lists) => table.update(lists),
  };
}

async function create(tools: Tools): Promise<boolean> {
  const w = words.lists;
  const answers = await askForm({
    title: w.createTitle,
    body: w.createBody,
    fields: [
      { name: 'name', label: w.nameField, required: true, maxLength: 64 },
      { name: 'title', label: w.titleField, required: true, maxLength: 200 },
      { name: 'criteria', label: w.criteria, hint: w.criteriaHint, kind: 'url', required: true },
      { name: 'appeals', label: w.appeals, hint: w.appealsHint, kind: 'url', required: true },
      { name: 'scope', label: w.scope, options: Object.entries(w.scopes) },
    ],
    yes: words.save,
    no: words.cancel,
  });
  if (answers === undefined) {
    return false;
  }
  const { name, title, criteria, appeals, scope } = answers as Record<'name' | 'title' | 'criteria' | 'appeals' | 'scope', string>;
  return told(tools, await tools.ask('banlist/create', { name, title, criteria, appeals, scope }), w.created(name));
}

/**
 * Puts somebody on a list, as a draft.
 *
 * @param list undefined: to be chosen
 * @param ban from which the entry comes; undefined: to be written
 */
export async function addToList(tools: Tools, list: string | undefined, ban: Ban | undefined): Promise<boolean> {
  const w = words.lists;
  const names = list === undefined ? (await tools.ask('banlist/list', {}))?.published.map(({ name }) => name) : [list];
  if (names === undefined) {
    return false;
  }
  if (names.length === 0) {
    tools.warn(w.publishedNone);
    return false;
  }
  const answers = await askForm({
    title: w.addTitle(list ?? words.lists.title),
    body: w.addBody,
    fields: [
      ...(list === undefined ? [{ name: 'name', label: w.name, options: names.map((name) => [name, name] as const) }] : []),
      { name: 'subject', label: w.subject, hint: words.subjectHint, required: true, value: ban?.subject ?? '' },
      { name: 'action', label: w.action, options: ACTIONS.map((each) => [each, words.action[each]!] as const), value: ban?.action ?? 'deny' },
      { ...categoryField, value: ban?.category ?? 'other' },
      { ...reasonField, hint: w.reasonHint, value: ban?.reason ?? '' },
      ...untilFields('year'),
    ],
    yes: words.save,
    no: words.cancel,
  });
  if (answers === undefined) {
    return false;
  }
  const { subject, action, category, reason } = answers as Record<'subject' | 'action' | 'category' | 'reason', string>;
  const name = list ?? answers['name']!;
  return told(tools, await tools.ask('banlist/add', { name, subject, action, category, reason, ...until(answers) }), w.added);
}

async function retract(tools: Tools, name: string): Promise<boolean> {
  const w = words.lists;
  const answers = await askForm({
    title: w.retractTitle(name),
    body: w.retractBody,
    fields: [
      { name: 'subject', label: w.subject, hint: words.subjectHint, required: true },
      { ...reasonField, label: w.retractReason, hint: w.reasonHint },
    ],
    yes: words.save,
    no: words.cancel,
  });
  return (
    answers !== undefined &&
    told(tools, await tools.ask('banlist/retract', { name, subject: answers['subject']!, reason: answers['reason']! }), w.retracted)
  );
}

async function publish(tools: Tools, { name, drafts }: PublishedList): Promise<boolean> {
  const w = words.lists;
  const sure = await askForm({ title: w.publishTitle(name), body: w.publishBody(drafts), fields: [], yes: w.publishYes, no: words.cancel });
  const answer = sure && (await tools.ask('banlist/publish', { name }));
  return answer !== undefined && told(tools, answer, w.publishedNow(name, answer.seq, answer.entries));
}

async function drop(tools: Tools, name: string): Promise<boolean> {
  const w = words.lists;
  const sure = await askForm({ title: w.dropTitle(name), body: w.dropBody, fields: [], yes: w.dropYes, no: words.cancel, hard: true });
  return sure !== undefined && told(tools, await tools.ask('banlist/drop', { name }), w.dropped(name));
}

function told(tools: Tools, answer: object | undefined, done: string): boolean {
  if (answer !== undefined) {
    tools.done(done);
  }
  return answer !== undefined;
}
