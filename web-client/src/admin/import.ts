// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { askForm } from '../ui/form-dialog';
import type { Draft } from './api';
import { button, code, part } from './section';
import { ItemTable } from './table';
import type { Tools } from './tools';
import { words } from './words';

/** Reads lists of other programs; nothing happens until something is chosen. */
export function importPart(tools: Tools, changed: () => Promise<void>): HTMLElement {
  const w = words.bans;
  let drafts: readonly Draft[] = [];
  /** By line. */
  const chosen = new Set<number>();
  const table = new ItemTable<Draft>({
    caption: w.drafts,
    showCaption: true,
    none: w.noDrafts,
    key: ({ line }) => String(line),
    columns: [
      { title: w.subject, cell: ({ subject, original }) => code(subject ?? original) },
      { title: w.why, cell: ({ reason, category, action, note }) => [reason, category, action, note].filter(Boolean).join('; ') },
      { title: w.until, cell: ({ until }) => until ?? w.forever },
      {
        title: w.choose,
        controls: (draft) => {
          const { line, subject } = draft();
          if (subject === undefined) {
            return w.unknown;
          }
          const box: HTMLInputElement = element('input', {
            type: 'checkbox',
            'aria-label': w.chooseOne(subject),
            onchange: () => (box.checked ? chosen.add(line) : chosen.delete(line)),
          });
          return box;
        },
      },
    ],
  });
  const skipped = element('details', { hidden: true });
  const result = element(
    'div',
    { hidden: true, tabindex: -1 },
    table.root,
    skipped,
    element('div', { class: 'row-actions' }, button(w.banChosen, () => void ban().catch((error) => tools.refused(error)))),
  );
  const format = element('select', {}, ...Object.entries(w.formats).map(([value, label]) => element('option', { value }, label)));
  const text = element('textarea', { rows: 5, required: true, spellcheck: 'false' });

  const read = async (): Promise<void> => {
    const answer = await tools.ask('import', { format: format.value, text: text.value });
    if (answer === undefined) {
      return;
    }
    chosen.clear();
    drafts = answer.drafts;
    table.update([]);
    table.update(drafts);
    skipped.hidden = answer.skipped.length === 0;
    skipped.replaceChildren(
      element('summary', {}, w.skipped(answer.skipped.length)),
      element('ul', {}, ...answer.skipped.map(({ line, why }) => element('li', {}, w.line(line, why)))),
    );
    result.hidden = false;
    result.focus();
  };
  const ban = async (): Promise<void> => {
    const wanted = drafts.flatMap(({ line, subject, ...draft }) => (subject !== undefined && chosen.has(line) ? [{ ...draft, subject }] : []));
    if (wanted.length === 0) {
      tools.warn(w.noneChosen);
      return;
    }
    const sure = await askForm({
      title: w.banChosenTitle(wanted.length),
      body: w.banChosenBody,
      fields: [],
      yes: words.acts.ban.yes,
      no: words.cancel,
      hard: true,
    });
    if (sure === undefined) {
      return;
    }
    let added = 0;
    for (const { subject, reason, category, action, until } of wanted) {
      const answer = await tools.ask('ban/add', {
        subject,
        reason: reason || w.importedReason,
        category: category || 'other',
        ...(until === undefined ? {} : { until }),
        ...(action === undefined ? {} : { action }),
      });
      if (answer === undefined) {
        break;
      }
      added++;
    }
    if (added > 0) {
      tools.done(w.banned(added));
      await changed();
    }
  };
  return part(
    w.import,
    element('p', { class: 'hint' }, w.importHint),
    element(
      'form',
      { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), void read()) },
      field(w.format, format),
      field(w.text, text),
      element('button', { type: 'submit' }, w.read),
    ),
    result,
  );
}
