// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import type { FormField } from '../ui/form-dialog';
import { categoryField, reasonField, told, until, untilFields } from './acts';
import { ACTIONS, type Ban, type DraftedChange, type PublishedList, type Report } from './api';
import { EXPORT_FORMATS, saveExport } from './export';
import { readersButtons, readersState } from './list-readers';
import { relayButtons, relayState } from './list-relays';
import { entryText } from './preview';
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
        cell: (list) => {
          const { seq, entries, drafts, expires } = list;
          return [
            w.seq(seq, entries),
            ...(drafts > 0 ? [w.drafts(drafts)] : []),
            ...(expires === undefined ? [] : [w.expires(when(expires))]),
            ...readersState(list),
            ...relayState(list),
          ].join('; ');
        },
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
            ...(list().kind === 'register'
              ? []
              : [button(w.add, () => run(addToList(tools, list().name, undefined)), { class: 'small', label: w.addLabel(list().name) })]),
            button(w.retract, () => run(retract(tools, list().name)), { class: 'small', label: w.retractLabel(list().name) }),
            ...relayButtons(tools, list, run),
            ...readersButtons(tools, list, run),
            button(w.export, () => run(exportList(tools, list().name)), { class: 'small', label: w.exportLabel(list().name) }),
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
  const done = await tools.form(
    {
      title: w.createTitle,
      body: w.createBody,
      fields: [
        { name: 'name', label: w.nameField, required: true, maxLength: 64 },
        { name: 'kind', label: w.kind, options: Object.entries(w.kinds) },
        { name: 'title', label: w.titleField, maxLength: 120 },
        { name: 'criteria', label: w.criteria, hint: w.criteriaHint, kind: 'url' },
        { name: 'appeals', label: w.appeals, hint: w.appealsHint, kind: 'url' },
        { name: 'scope', label: w.scope, options: Object.entries(w.scopes) },
        { name: 'private', label: w.isPrivate, kind: 'check' },
      ],
      yes: words.save,
    },
    'banlist/create',
    ({ name = '', scope = '', private: isPrivate, ...chosen }) => ({
      name,
      scope,
      ...(isPrivate === 'yes' ? { private: true } : {}),
      // What is left empty the domain fills in.
      ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== '')),
    }),
  );
  return told(done, w.created(done?.given['name'] ?? ''), tools);
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
  const { reports } = (await tools.ask('report/list', {})) ?? { reports: [] };
  const done = await tools.form(
    {
      title: w.addTitle(list),
      body: w.addBody,
      fields: [
        ...(list === undefined ? [{ name: 'name', label: w.name, options: names.map((name) => [name, name] as const) }] : []),
        subjectField(ban),
        { name: 'action', label: w.action, options: ACTIONS.map((each) => [each, words.action[each]!] as const), value: ban?.action ?? 'deny' },
        { ...categoryField, value: ban?.category ?? 'other' },
        { ...reasonField, hint: w.reasonHint, value: ban?.reason ?? '' },
        ...untilFields('year'),
        ...evidence(reports),
      ],
      yes: words.save,
    },
    'banlist/add',
    (answers) => {
      const { subject = '', action = '', category = '', reason = '', report = '' } = answers;
      return { name: list ?? answers['name'] ?? '', subject, action, category, reason, ...until(answers), ...(report === '' ? {} : { report }) };
    },
  );
  return told(done, w.added, tools);
}

/** Of a ban that is about several, what others may know comes first: the key here is shown nowhere else. */
function subjectField(ban: Ban | undefined): FormField {
  const { subject } = words.lists;
  const also = ban?.also ?? [];
  return ban === undefined || also.length === 0
    ? { name: 'subject', label: subject, hint: words.subjectHint, required: true, value: ban?.subject ?? '' }
    : {
        name: 'subject',
        label: subject,
        hint: words.lists.subjectsHint,
        options: [...also, ban.subject].map((each) => [each, each] as const),
      };
}

/** Nothing where nothing was reported. */
function evidence(reports: readonly Report[]): FormField[] {
  const w = words.lists;
  const label = ({ about, reason, at }: Report): string => [about?.name, reason, when(at)].filter(Boolean).join(', ');
  return reports.length === 0
    ? []
    : [
        {
          name: 'report',
          label: w.evidence,
          hint: w.evidenceHint,
          options: [['', w.noEvidence] as const, ...reports.map((report) => [report.id, label(report)] as const)],
        },
      ];
}

async function retract(tools: Tools, name: string): Promise<boolean> {
  const w = words.lists;
  const done = await tools.form(
    {
      title: w.retractTitle(name),
      body: w.retractBody,
      fields: [
        { name: 'who', label: w.subject, hint: w.retractHint, required: true },
        { ...reasonField, label: w.retractReason, hint: w.reasonHint },
      ],
      yes: words.save,
    },
    'banlist/retract',
    ({ who = '', reason = '' }) => ({ name, ...(who.includes(':') ? { subject: who } : { id: who }), reason }),
  );
  return told(done, w.retracted, tools);
}

async function publish(tools: Tools, { name, drafts, changes = [], readers }: PublishedList): Promise<boolean> {
  const w = words.lists;
  const lines = changes.map(changeText);
  const more = drafts - lines.length;
  const body = [...w.publishBody(drafts, readers !== undefined), ...lines, ...(more > 0 ? [words.preview.more(more)] : [])];
  const question = { title: w.publishTitle(name), body, fields: [], yes: w.publishYes };
  const done = await tools.form(question, 'banlist/publish', () => ({ name }));
  return done !== undefined && told(done, w.publishedNow(name, done.answer.seq, done.answer.entries), tools);
}

/** A draft in one line. */
export function changeText({ subject, home, retract: id, ...rest }: DraftedChange): string {
  return id === undefined
    ? `+ ${subject ?? home ?? ''}: ${entryText({ ...rest, subject: '' })}`
    : `− ${id}: “${rest.reason ?? ''}”`;
}

/** Saves what is published of it. */
async function exportList(tools: Tools, name: string): Promise<boolean> {
  const w = words.lists;
  const done = await tools.form(
    {
      title: w.exportLabel(name),
      body: w.exportBody,
      fields: [{ name: 'format', label: words.bans.exportFormat, options: EXPORT_FORMATS.map((each) => [each, each] as const) }],
      yes: w.exportYes,
    },
    'export',
    ({ format = '' }) => ({ list: name, format }),
  );
  if (done !== undefined) {
    saveExport(name, done.given['format'] ?? '', done.answer.text);
  }
  return told(done, words.bans.exported, tools);
}

async function drop(tools: Tools, name: string): Promise<boolean> {
  const w = words.lists;
  const question = { title: w.dropTitle(name), body: w.dropBody, fields: [], yes: w.dropYes, hard: true };
  return told(await tools.form(question, 'banlist/drop', () => ({ name })), w.dropped(name), tools);
}
