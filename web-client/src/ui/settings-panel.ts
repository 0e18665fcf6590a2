// SPDX-License-Identifier: Apache-2.0
import type { Settings } from './settings';
import { element, field, newDomId } from './dom';
import type { PanelContent } from './panel';
import { text } from './text';

export interface SettingsActions {
  rename(name: string): void;
  change(change: Partial<Settings>): void;
}

export class SettingsPanel implements PanelContent {
  readonly name = 'settings';
  readonly title = text.settings.title;
  readonly body: HTMLElement;
  readonly firstField = element('input', { type: 'text', autocomplete: 'nickname' });
  readonly #camera: Choice<Settings['camera']>;
  readonly #identity = element('p', { class: 'hint' });

  constructor(settings: Settings, nameLimit: number, actions: SettingsActions) {
    const rename = (event: Event) => {
      event.preventDefault();
      actions.rename(this.firstField.value.trim());
    };
    this.#camera = choice(
      text.settings.camera,
      { first: text.settings.first, third: text.settings.third },
      settings.camera,
      (camera) => actions.change({ camera }),
    );
    this.body = element(
      'div',
      { class: 'panel-body' },
      element(
        'form',
        { onsubmit: rename },
        field(text.settings.name, this.firstField, text.settings.nameHint(nameLimit)),
        element('button', { type: 'submit', class: 'primary' }, text.settings.saveName),
      ),
      this.#camera.root,
      check(text.settings.labels, settings.labels, (labels) => actions.change({ labels })),
      check(text.settings.reduceMotion, settings.reduceMotion, (reduceMotion) => actions.change({ reduceMotion })),
      choice(text.settings.graphics, text.settings.quality, settings.quality, (quality) => actions.change({ quality }))
        .root,
      check(text.settings.relayOnly, settings.relayOnly, (relayOnly) => actions.change({ relayOnly })),
      element('p', { class: 'hint' }, text.settings.relayOnlyHint),
      element('h3', {}, text.settings.identity),
      this.#identity,
    );
  }

  /** A part that somebody else keeps. */
  add(part: HTMLElement): void {
    this.body.append(part);
  }

  setName(name: string): void {
    if (document.activeElement !== this.firstField) {
      this.firstField.value = name;
    }
  }

  /** It was changed by key in the world. */
  setCamera(view: Settings['camera']): void {
    this.#camera.show(view);
  }

  setStored(stored: boolean): void {
    this.#identity.textContent = stored ? text.identity.keptInBrowser : text.identity.visitOnly;
  }
}

function check(label: string, checked: boolean, changed: (checked: boolean) => void): HTMLElement {
  const box: HTMLInputElement = element('input', { type: 'checkbox', onchange: () => changed(box.checked) });
  box.checked = checked;
  return element('label', { class: 'check' }, box, element('span', {}, label));
}

interface Choice<T> {
  root: HTMLElement;
  show(value: T): void;
}

function choice<T extends string>(
  label: string,
  options: Readonly<Record<T, string>>,
  chosen: T,
  changed: (value: T) => void,
): Choice<T> {
  const name = newDomId('choice');
  const radios = (Object.keys(options) as T[]).map((value) =>
    element('input', { type: 'radio', name, value, onchange: () => changed(value) }),
  );
  const show = (value: T) =>
    radios.forEach((radio) => {
      radio.checked = radio.value === value;
    });
  show(chosen);
  return {
    root: element(
      'fieldset',
      { class: 'segments' },
      element('legend', {}, label),
      ...radios.map((radio) => element('label', {}, radio, element('span', {}, options[radio.value as T]))),
    ),
    show,
  };
}
