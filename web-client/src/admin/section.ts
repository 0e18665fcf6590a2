// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';

/** One part of the page. */
export interface Section {
  /** In the address, behind `#`. */
  readonly id: string;
  readonly title: string;
  readonly body: HTMLElement;
  /** Brings it up to date. @throws RefusedByDomain when the domain does not tell */
  refresh(): Promise<void>;
  /** How often, while it is open; only when opened without it. Milliseconds. */
  readonly everyMs?: number;
}

/** A heading with what belongs to it. */
export function part(title: string, ...children: (Node | string)[]): HTMLElement {
  return element('section', { class: 'part panel' }, element('h3', {}, title), ...children);
}

export function button(label: string, act: () => void, options: { label?: string; class?: string } = {}): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: options.class, onclick: act, 'aria-label': options.label },
    label,
  );
}

/** A list of names of values and values. */
export function facts(rows: readonly (readonly [string, string | Node | undefined])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...rows.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, value))],
    ),
  );
}

/** A value that people copy: shown whole, selected at a click, with a button. */
export function copyable(label: string, value: string, copied: () => void): HTMLElement {
  const shown = element('code', { class: 'copyable' }, value);
  return element(
    'span',
    { class: 'copy' },
    shown,
    element(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-label': label,
        onclick: () => {
          void copy(value, shown).then((done) => done && copied());
        },
      },
      'Copy',
    ),
  );
}

/** Without a clipboard, as on plain http, the text is selected for Ctrl+C. */
async function copy(value: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** Offers a text as a file. */
export function save(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/plain' }));
  const link = element('a', { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** A subject, which may break anywhere. */
export function code(subject: string): HTMLElement {
  return element('code', {}, subject);
}
