// SPDX-License-Identifier: Apache-2.0
import { element, field, newDomId } from '../ui/dom';
import { LEVELS, type ListEntry, type Preview } from './api';
import { code, facts } from './section';
import { ItemTable } from './table';
import { fromNow, when } from './time';
import { words } from './words';

/** More entries than these are counted, not read. */
const MOST_SHOWN = 200;
/** So many are shown at once. */
const FEW = 20;

/**
 * Shows what a list would do here, at the level that is chosen in it.
 *
 * @param look the same if the list were followed so far; undefined when the domain does not tell
 * @returns what is to be applied
 */
export function showPreview(first: Preview, look: (level: string) => Promise<Preview | undefined>): Promise<Preview | undefined> {
  const w = words.preview;
  return new Promise((answered) => {
    let preview = first;
    const titleId = newDomId('preview');
    const level = element('select', {}, ...LEVELS.map((each) => element('option', { value: each }, words.subscriptions.levels[each]!)));
    level.value = preview.level;
    const shown = element('div', { class: 'preview', 'aria-live': 'polite' }, ...contents(preview));
    const apply = element('button', { value: 'apply', class: 'primary' }, w.apply);
    // What is chosen is what is shown, and that is what would be applied: until it is, nothing can be.
    const settle = (): void => apply.setAttribute('aria-disabled', String(preview.level !== level.value));
    apply.addEventListener('click', (event) => {
      if (preview.level !== level.value) {
        event.preventDefault();
      }
    });
    level.addEventListener('change', () => {
      settle();
      const asked = level.value;
      void look(asked).then((other) => {
        // Answers may overtake each other.
        if (other !== undefined && other.level === level.value) {
          preview = other;
          shown.replaceChildren(...contents(preview));
        } else if (other === undefined && asked === level.value) {
          level.value = preview.level;
          shown.replaceChildren(element('p', {}, w.notTold), ...contents(preview));
        }
        settle();
      });
    });
    const dialog = element(
      'dialog',
      { class: 'panel dialog wide', 'aria-labelledby': titleId },
      element('h2', { id: titleId }, w.title(preview.title)),
      element(
        'div',
        { class: 'dialog-body', tabindex: 0, role: 'group', 'aria-labelledby': titleId },
        element('p', {}, w.body),
        field(w.level, level, w.levelHint),
        shown,
      ),
      element(
        'form',
        { method: 'dialog', class: 'row-actions dialog-actions' },
        element('button', { value: 'later' }, w.later),
        apply,
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      answered(dialog.returnValue === 'apply' ? preview : undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function contents(preview: Preview): HTMLElement[] {
  const w = words.preview;
  const { counts, here, stopped, held } = preview;
  const hit = new ItemTable<Preview['here'][number]>({
    caption: w.here,
    showCaption: true,
    none: w.hereNone,
    key: ({ handle }) => String(handle),
    columns: [
      { title: w.who, cell: ({ name }) => name },
      { title: w.entry, cell: ({ entry }) => entry },
      { title: w.before, cell: ({ before }) => words.action[before] ?? before },
      { title: w.effect, cell: ({ effect }) => words.action[effect] ?? effect },
    ],
  });
  hit.update(here);
  const nothing = counts.added + counts.changed + counts.removed + counts.retracted === 0;
  return [
    hit.root,
    ...lines(w.stopped, stopped.map(({ subject, by }) => w.stoppedBy(subject, w.by[by] ?? by))),
    ...lines(w.held, held.map(reasonText)),
    facts([
      [w.publisher, preview.publisher],
      [w.key, code(preview.key)],
      [w.criteria, link(preview.criteria)],
      [w.appeals, link(preview.appeals)],
      [w.size, w.sizeIs(preview.size)],
      [w.issued, `${when(preview.issued)} (${fromNow(-preview.age * 1000 - 1, 0)})`],
      [w.seq, String(preview.seq)],
    ]),
    ...(nothing ? [element('p', {}, w.nothing)] : []),
    ...part('added', w.added(counts.added), counts.added, preview.added.map(entryLine)),
    ...part('changed', w.changed(counts.changed), counts.changed, preview.changed.map(changeLine)),
    ...part('removed', w.retracted(counts.retracted), counts.retracted, preview.retracted.map(({ id, reason }) => [code(id), ` ${reason}`])),
    ...part('removed', w.gone(counts.removed), counts.removed, preview.removed.map(entryLine)),
  ];
}

function lines(title: string, all: readonly string[]): HTMLElement[] {
  return all.length === 0
    ? []
    : [element('h3', {}, title), element('ul', { class: 'plain' }, ...all.map((line) => element('li', {}, line)))];
}

type Line = readonly (Node | string)[];

/**
 * A part of the diff: the sign is for eyes, the heading says it in words.
 *
 * @param count how many there are, of which some may not have been told
 */
function part(kind: 'added' | 'changed' | 'removed', title: string, count: number, all: readonly Line[]): HTMLElement[] {
  if (count === 0) {
    return [];
  }
  const shown = all.slice(0, MOST_SHOWN);
  const rest = count - shown.length;
  return [
    element(
      'details',
      { class: `diff ${kind}`, open: count <= FEW },
      element('summary', {}, title),
      element(
        'ul',
        {},
        ...shown.map((line) => element('li', {}, ...line)),
        rest > 0 ? element('li', {}, words.preview.more(rest)) : undefined,
      ),
    ),
  ];
}

function entryLine(entry: ListEntry): Line {
  return [code(subjectText(entry)), ` ${entryText(entry)}`];
}

function changeLine({ before, after }: Preview['changed'][number]): Line {
  return [code(subjectText(after)), ` ${words.preview.became(entryText(before), entryText(after))}`];
}

/** Why a document waits. */
export function reasonText(reason: string): string {
  return words.preview.reasons[reason] ?? reason;
}

/** Whom an entry means, as people write it. */
export function subjectText({ subject }: ListEntry): string {
  return typeof subject === 'string' ? subject : `${subject.kind}:${subject.value}`;
}

/** An entry in one line, without its subject. */
export function entryText({ id, action, reliability, protection, categories, reason, expires }: ListEntry): string {
  return [
    ...(id === undefined ? [] : [id]),
    ...(action === undefined ? [`reliability ${reliability ?? ''}, protection ${protection ?? ''}`] : [action]),
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
