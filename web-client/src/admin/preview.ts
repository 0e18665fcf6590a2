// SPDX-License-Identifier: Apache-2.0
import { element, newDomId } from '../ui/dom';
import type { ListEntry, Preview } from './api';
import { code, facts } from './section';
import { ItemTable } from './table';
import { when } from './time';
import { words } from './words';

/** More entries than these are counted, not read. */
const MOST_SHOWN = 200;

/** Shows what a list would do here. @returns the plan's hash when it is to be applied */
export function showPreview(preview: Preview): Promise<string | undefined> {
  const w = words.preview;
  return new Promise((answered) => {
    const titleId = newDomId('preview');
    const dialog = element(
      'dialog',
      { class: 'panel dialog wide', 'aria-labelledby': titleId },
      element('h2', { id: titleId }, w.title(preview.title)),
      element('div', { class: 'dialog-body', tabindex: 0, role: 'group', 'aria-labelledby': titleId }, ...contents(preview)),
      element(
        'form',
        { method: 'dialog', class: 'row-actions dialog-actions' },
        element('button', { value: 'later' }, w.later),
        element('button', { value: 'apply', class: 'primary' }, w.apply),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      answered(dialog.returnValue === 'apply' ? preview.plan : undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function contents({ publisher, criteria, appeals, size, seq, issued, age, added, changed, removed, here, stopped, held }: Preview): HTMLElement[] {
  const w = words.preview;
  const hit = new ItemTable<Preview['here'][number]>({
    caption: w.here,
    showCaption: true,
    none: w.hereNone,
    key: ({ handle }) => String(handle),
    columns: [
      { title: w.who, cell: ({ name }) => name },
      { title: w.entry, cell: ({ entry }) => entry },
      { title: w.effect, cell: ({ effect }) => words.action[effect] ?? effect },
    ],
  });
  hit.update(here);
  const nothing = added.length + changed.length + removed.length === 0;
  return [
    element('p', {}, w.body),
    facts([
      [w.publisher, publisher],
      [w.criteria, link(criteria)],
      [w.appeals, link(appeals)],
      [w.size, w.sizeIs(size, w.entries)],
      [w.issued, age === undefined ? when(issued) : `${when(issued)} (${age})`],
      [w.seq, String(seq)],
    ]),
    ...lines(w.held, held),
    hit.root,
    ...lines(w.stopped, stopped.map(({ subject, by }) => w.stoppedBy(subject, by))),
    ...(nothing ? [element('p', {}, w.nothing)] : []),
    ...entries('added', w.added(added.length), added),
    ...entries('changed', w.changed(changed.length), changed),
    ...entries('removed', w.removed(removed.length), removed),
  ];
}

function lines(title: string, all: readonly string[]): HTMLElement[] {
  return all.length === 0
    ? []
    : [element('h3', {}, title), element('ul', { class: 'plain' }, ...all.map((line) => element('li', {}, line)))];
}

/** A part of the diff: the sign is for eyes, the heading says it in words. */
function entries(kind: 'added' | 'changed' | 'removed', title: string, all: readonly ListEntry[]): HTMLElement[] {
  if (all.length === 0) {
    return [];
  }
  const rest = all.length - MOST_SHOWN;
  return [
    element(
      'details',
      { class: `diff ${kind}`, open: all.length <= 20 },
      element('summary', {}, title),
      element(
        'ul',
        {},
        ...all.slice(0, MOST_SHOWN).map((entry) => element('li', {}, code(entry.subject), ` ${entryText(entry)}`)),
        rest > 0 ? element('li', {}, words.preview.more(rest)) : undefined,
      ),
    ),
  ];
}

/** An entry in one line, without its subject. */
export function entryText({ action, categories, reason, expires }: ListEntry): string {
  return [
    action,
    ...(categories ?? []).map((category) => words.category[category] ?? category),
    ...(reason === undefined || reason === '' ? [] : [`“${reason}”`]),
    ...(expires === undefined ? [] : [`until ${when(expires)}`]),
  ].join(', ');
}

/** Addresses come from strangers: only web addresses become links. */
function link(address: string | undefined): Node | string | undefined {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:'
    ? element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, url.href)
    : address;
}
