// SPDX-License-Identifier: Apache-2.0
import type { FormAnswers, FormField, FormQuestion } from '../ui/form-dialog';
import { ACTIONS, CATEGORIES, type Whom } from './api';
import { DURATIONS, untilOf } from './time';
import type { Tools } from './tools';
import { words } from './words';

export type Act = keyof typeof words.acts.labels;

/** Somebody to act on: here, or by a subject only. */
export interface Target {
  name: string;
  whom: Whom;
  /** Fingerprint of the key here. */
  fingerprint: string;
  portable?: string | undefined;
  account?: string | undefined;
  /** Undefined when not inside. */
  inside: { muted: boolean; quarantined: boolean } | undefined;
}

const REASON_CHARACTERS = 280;

export const reasonField: FormField = {
  name: 'reason',
  label: words.acts.reason,
  hint: words.acts.reasonHint,
  required: true,
  maxLength: REASON_CHARACTERS,
};

export const categoryField: FormField = {
  name: 'category',
  label: words.acts.category,
  options: CATEGORIES.map((category) => [category, words.category[category] ?? category] as const),
};

/** How long; the answers are read by `until`. */
export function untilFields(usual: string): FormField[] {
  return [
    {
      name: 'until',
      label: words.acts.until,
      options: [
        ...DURATIONS.map(([value, label]) => [value, label] as const),
        ['never', words.acts.never],
        ['date', words.acts.date],
      ],
      value: usual,
    },
    { name: 'date', label: words.acts.dateField, kind: 'date', required: true, onlyWhen: ['until', 'date'] },
  ];
}

export function until(answers: FormAnswers): { until?: string } {
  const end = untilOf(answers['until'] ?? '', answers['date'] ?? '', Date.now());
  return end === undefined ? {} : { until: end };
}

/** What can be done about somebody now. */
export function actsFor({ inside }: Target): Act[] {
  return inside === undefined
    ? ['ban']
    : ['warn', inside.muted ? 'unmute' : 'mute', inside.quarantined ? 'release' : 'quarantine', 'kick', 'ban'];
}

/** Asks what is needed for it, does it and says so. @returns whether it was done */
export async function act(kind: Act, target: Target, tools: Tools): Promise<boolean> {
  const { name, whom } = target;
  switch (kind) {
    case 'warn':
    case 'kick':
      return told(
        await tools.form(question(kind, name, [reasonField]), `people/${kind}`, ({ reason = '' }) => ({ ...whom, reason })),
        words.acts[kind].done(name),
        tools,
      );
    case 'mute':
    case 'quarantine':
      return told(
        await tools.form(question(kind, name, [reasonField, ...untilFields('hour')]), `people/${kind}`, (answers) => ({
          ...whom,
          on: true,
          reason: answers['reason'] ?? '',
          ...until(answers),
        })),
        words.acts[kind].done(name),
        tools,
      );
    case 'unmute':
      return told(
        await tools.ask('people/mute', { ...whom, on: false, reason: words.acts.ended }),
        words.acts.unmute.done(name),
        tools,
      );
    case 'release':
      return told(
        await tools.ask('people/quarantine', { ...whom, on: false, reason: words.acts.ended }),
        words.acts.release.done(name),
        tools,
      );
    case 'ban':
      return ban(target, tools);
  }
}

/** By what somebody can be banned: value and label, the narrowest first. A program may have no key but its portable one. */
export function subjectsOf({ fingerprint, portable, account }: Target): [subject: string, label: string][] {
  const { key, portable: portableLabel, account: accountLabel, home } = words.acts.ban;
  const other = portable === fingerprint ? undefined : portable;
  const domain = account?.slice(account.lastIndexOf('@') + 1);
  return [
    [`key:${fingerprint}`, key(fingerprint.slice(0, 8))] as [string, string],
    ...(other === undefined ? [] : [[`key:${other}`, portableLabel(other.slice(0, 8))] as [string, string]]),
    ...(account === undefined ? [] : [[`account:${account}`, accountLabel(account)] as [string, string]]),
    ...(domain === undefined ? [] : [[`home:${domain}`, home(domain)] as [string, string]]),
  ];
}

/** Bans somebody by one of `subjects`. @returns whether it was done */
async function ban(target: Target, tools: Tools): Promise<boolean> {
  const { name, whom } = target;
  const subjects = subjectsOf(target);
  const own = subjects.filter(([subject]) => !subject.startsWith('home:'));
  const all: [string, string][] = 'handle' in whom && own.length > 1 ? [[ALL, words.acts.ban.all]] : [];
  const subject = { name: 'subject', label: words.acts.subject, options: [...all, ...subjects] };
  return askBan(tools, name, subject, (chosen) => (chosen === ALL ? whom : { subject: chosen }));
}

/** Stands for every key and account of somebody who is here. */
const ALL = 'all';

/**
 * Asks for a ban, adds it and says so.
 *
 * @param subjectField how it is told who is meant
 * @param meant who that is
 */
export async function askBan(
  tools: Tools,
  name: string | undefined,
  subjectField: FormField,
  meant: (subject: string) => Whom = (subject) => ({ subject }),
): Promise<boolean> {
  const { places } = (await tools.ask('place/list', {})) ?? { places: [] };
  const done = await tools.form(
    {
      title: name === undefined ? words.bans.add : words.acts.ban.title(name),
      body: words.acts.ban.body,
      fields: [
        ...(name === undefined ? [subjectField] : []),
        reasonField,
        categoryField,
        ...(name === undefined ? [] : [subjectField]),
        ...untilFields('week'),
        ...placeField(places),
        { name: 'scope', label: words.acts.scope, options: Object.entries(words.acts.scopes) },
        { name: 'action', label: words.acts.action, options: ACTIONS.map((each) => [each, words.action[each]!] as const), value: 'deny' },
      ],
      yes: words.acts.ban.yes,
      hard: true,
    },
    'ban/add',
    (answers) => {
      const { subject = '', reason = '', category = '', place = '', scope = 'rule', action = 'deny' } = answers;
      return { ...meant(subject), reason, category, ...until(answers), ...(place === '' ? {} : { place }), scope, action };
    },
  );
  if (done === undefined) {
    return false;
  }
  const { subject = '', action = 'deny' } = done.given;
  const said = action === 'deny' ? words.acts.ban.done : words.acts.ban.less(action);
  return told(done, said(name ?? subject, done.answer.hit), tools);
}

/** Nothing where the world has no bounded place. */
function placeField(places: readonly string[]): FormField[] {
  return places.length === 0
    ? []
    : [
        {
          name: 'place',
          label: words.acts.place,
          options: [['', words.acts.everywhere], ...places.map((place) => [place, words.acts.onlyIn(place)] as const)],
        },
      ];
}

function question(kind: 'warn' | 'kick' | 'mute' | 'quarantine', name: string, fields: FormField[]): Omit<FormQuestion, 'no' | 'submit'> {
  const { title, body, yes } = words.acts[kind];
  return { title: title(name), body: [body], fields, yes, hard: kind === 'kick' };
}

/** Says what was done. @returns whether it was */
export function told(answer: object | undefined, done: string, tools: Tools): boolean {
  if (answer !== undefined) {
    tools.done(done);
  }
  return answer !== undefined;
}
