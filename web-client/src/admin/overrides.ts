// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { Override } from './api';
import { button, code, part } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** What this domain decides itself, whatever lists say: what holds, and a form for more. */
export function overridePart(
  tools: Tools,
  run: (work: Promise<unknown>) => void,
): { root: HTMLElement; update(overrides: readonly Override[]): void } {
  const w = words.overrides;
  const table = new ItemTable<Override>({
    caption: w.list,
    none: w.none,
    key: ({ subject }) => subject,
    columns: [
      { title: words.bans.subject, cell: ({ subject }) => code(subject) },
      { title: w.verdict, cell: ({ verdict }) => w.holds[verdict] ?? verdict },
      { title: words.bans.why, cell: ({ reason }) => reason },
      { title: words.bans.by, cell: ({ by, since }) => `${by}, ${when(since)}` },
      {
        title: words.bans.change,
        controls: (item) =>
          button(w.takeBack, () => run(takeBack(tools, item().subject)), { class: 'small', label: w.takeBackLabel(item().subject) }),
      },
    ],
  });
  const subject = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', required: true });
  const verdict = element('select', {}, ...Object.entries(w.verdicts).map(([value, label]) => element('option', { value }, label)));
  const reason = element('input', { type: 'text', autocomplete: 'off', maxlength: 280 });
  const decide = async (): Promise<void> => {
    const why = reason.value.trim();
    const done = await tools.ask('banlist/override', {
      subject: subject.value.trim(),
      verdict: verdict.value as 'allow' | 'deny',
      ...(why === '' ? {} : { reason: why }),
    });
    if (done !== undefined) {
      tools.done(w.decided(subject.value.trim()));
      subject.value = '';
      reason.value = '';
    }
  };
  return {
    root: part(
      w.title,
      element('p', { class: 'hint' }, w.hint),
      table.root,
      element(
        'form',
        { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), run(decide())) },
        field(words.lists.subject, subject, words.subjectHint),
        field(w.verdict, verdict),
        field(words.acts.reason, reason),
        element('button', { type: 'submit' }, w.button),
      ),
    ),
    update: (overrides) => table.update(overrides),
  };
}

async function takeBack(tools: Tools, subject: string): Promise<void> {
  if ((await tools.ask('banlist/override', { subject, verdict: 'none' })) !== undefined) {
    tools.done(words.overrides.takenBack(subject));
  }
}
