// SPDX-License-Identifier: Apache-2.0
import { element } from './dom';
import type { PanelContent } from './panel';
import { text } from './text';

export function helpPanel(version: string): PanelContent {
  const keys = (title: string, rows: readonly (readonly [string, string])[]) => [
    element('h3', {}, title),
    element(
      'dl',
      { class: 'keys' },
      ...rows.map(([key, what]) => element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, what))),
    ),
  ];
  return {
    name: 'help',
    title: text.help.title,
    body: element(
      'div',
      // Nothing in it can take the focus, and it must scroll by keys.
      { class: 'panel-body', tabindex: 0, role: 'group', 'aria-label': text.help.title },
      ...keys(text.help.moving, text.help.keys.moving),
      ...keys(text.help.talking, text.help.keys.talking),
      ...keys(text.help.building, text.help.keys.building),
      element('p', { class: 'hint' }, text.help.software(version)),
    ),
  };
}
