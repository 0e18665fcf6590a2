// SPDX-License-Identifier: Apache-2.0

type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: never) => void)>>;

/**
 * Makes an element. Functions become listeners (`onclick`), `true` an empty attribute, `false` and undefined none. Text is always text:
 * nothing that strangers wrote is parsed as markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name.replace(/^on/, ''), value as EventListener);
    } else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Replaces what is inside, without touching an element that says the same already: a screen reader would read it again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

let nextId = 1;

/** For `for`, `aria-controls` and the like; unique in this page. */
export function newDomId(prefix: string): string {
  return `${prefix}-${nextId++}`;
}

/** A control with its visible label. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  control.id ||= newDomId('field');
  const hintElement = hint === undefined ? undefined : element('p', { class: 'hint', id: `${control.id}-hint` }, hint);
  if (hintElement !== undefined) {
    control.setAttribute('aria-describedby', hintElement.id);
  }
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control, hintElement);
}

/** Whether keys typed there are text or belong to the control, so that they must not walk or open panels. */
export function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
