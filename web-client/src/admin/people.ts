// SPDX-License-Identifier: Apache-2.0
import { element, setText } from '../ui/dom';
import type { Me, PersonHere, PersonLately } from './api';
import type { Target } from './acts';
import { showPerson, type Details } from './person-dialog';
import { button, code, facts, part, type Section } from './section';
import { ItemTable } from './table';
import { fromNow, when } from './time';
import type { Tools } from './tools';
import { words } from './words';

const REFRESH_MS = 3_000;

/** Who is here and was here, and what to do about them. */
export function peopleSection(tools: Tools, me: Me): Section {
  const w = words.people;
  const count = element('p', { class: 'hint', role: 'status' });
  const here = new ItemTable<PersonHere>({
    caption: w.here,
    none: w.hereNone,
    key: ({ handle }) => String(handle),
    columns: [
      { title: w.name, cell: ({ name, fingerprint }) => `${name} ${fingerprint === me.fingerprint ? w.you : ''}`.trim() },
      { title: w.standing, cell: ({ standing }) => words.standing[standing] ?? standing },
      { title: w.state, cell: stateOf },
      { title: w.key, cell: keysOf },
      { title: w.since, cell: ({ since }) => when(since) },
      { title: w.act, controls: (person) => actButton(() => person().name, () => actOnHere(person())) },
    ],
  });
  const lately = new ItemTable<PersonLately>({
    caption: w.lately,
    none: w.latelyNone,
    key: ({ fingerprint }) => fingerprint,
    columns: [
      { title: w.name, cell: ({ name }) => name },
      { title: w.key, cell: keysOf },
      {
        title: w.lastSeen,
        cell: ({ lastSeen }) => element('time', { datetime: lastSeen, title: when(lastSeen) }, fromNow(lastSeen, Date.now())),
      },
      { title: w.visits, cell: ({ visits }) => String(visits) },
      { title: w.act, controls: (person) => actButton(() => person().name, () => actOnLately(person())) },
    ],
  });
  const refresh = async (): Promise<void> => {
    const answer = await tools.api.ask('people/list', {});
    here.update(answer.here);
    const inside = new Set(answer.here.map(({ fingerprint }) => fingerprint));
    lately.update(answer.lately.filter(({ fingerprint }) => !inside.has(fingerprint)));
    setText(count, w.hereCount(answer.here.length));
  };
  const actOn = (target: Target, details: Details): void => {
    showPerson(target, details, tools, () => void refresh().catch((error) => tools.refused(error)));
  };
  const actOnHere = (person: PersonHere): void => actOn(targetHere(person), detailsOf(person));
  const actOnLately = (person: PersonLately): void =>
    actOn(
      { ...person, whom: { subject: `key:${person.fingerprint}` }, inside: undefined },
      [
        [w.state, w.gone],
        [w.fingerprint, code(person.fingerprint)],
        [w.portable, person.portable === undefined ? undefined : code(person.portable)],
        [w.account, person.account],
        [w.lastSeen, when(person.lastSeen)],
        [w.visits, String(person.visits)],
      ],
    );
  return {
    id: 'people',
    title: w.title,
    body: element('div', {}, count, part(w.here, here.root), part(w.lately, lately.root)),
    refresh,
    everyMs: REFRESH_MS,
  };
}

/** Somebody inside, as acts want them. */
export function targetHere({ name, handle, fingerprint, portable, account, muted, quarantined }: PersonHere): Target {
  return { name, whom: { handle }, fingerprint, portable, account, inside: { muted, quarantined } };
}

export function detailsOf(person: PersonHere): Details {
  const w = words.people;
  return [
    [w.standing, words.standing[person.standing] ?? person.standing],
    [w.state, stateOf(person)],
    [w.fingerprint, code(person.fingerprint)],
    [w.portable, person.portable === undefined ? undefined : code(person.portable)],
    [w.account, person.account],
    [w.permissions, person.permissions.map((permission) => words.permission[permission] ?? permission).join(', ')],
    [w.since, when(person.since)],
  ];
}

function stateOf({ muted, quarantined }: PersonHere): string {
  const states = [...(muted ? [words.people.muted] : []), ...(quarantined ? [words.people.quarantined] : [])];
  return states.length === 0 ? words.people.fine : states.join(', ');
}

function keysOf({ fingerprint, portable, account }: PersonHere | PersonLately): Node {
  const short = (key: string) => element('code', { title: key }, key.slice(0, 8));
  const w = words.people;
  return facts([
    [w.fingerprint, short(fingerprint)],
    [w.portable, portable === undefined ? undefined : short(portable)],
    [w.account, account],
  ]);
}

function actButton(name: () => string, open: () => void): HTMLButtonElement {
  const made = button(words.acts.button, open, { class: 'small' });
  // The name may change while the row stays.
  made.addEventListener('focus', () => made.setAttribute('aria-label', words.acts.open(name())));
  made.setAttribute('aria-label', words.acts.open(name()));
  return made;
}
