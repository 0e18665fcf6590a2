// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { save } from './section';
import type { Tools } from './tools';
import { words } from './words';

export const EXPORT_FORMATS = ['json', 'csv', 'text'] as const;

/** Offers what was exported as a file. */
export function saveExport(name: string, format: string, text: string): void {
  save(`${name}.${format === 'text' ? 'txt' : format}`, text);
}

/** Saves this domain's own bans in a format that is chosen. */
export function exportForm(tools: Tools): HTMLElement {
  const w = words.bans;
  const format = element('select', {}, ...EXPORT_FORMATS.map((each) => element('option', { value: each }, each)));
  const run = async (): Promise<void> => {
    const answer = await tools.ask('export', { bans: true, format: format.value });
    if (answer !== undefined) {
      saveExport('bans', format.value, answer.text);
      tools.done(w.exported);
    }
  };
  return element(
    'form',
    { class: 'inline', onsubmit: (event: Event) => (event.preventDefault(), void run()) },
    field(w.exportFormat, format),
    element('button', { type: 'submit' }, w.export),
  );
}
