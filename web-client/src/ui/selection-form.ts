// SPDX-License-Identifier: Apache-2.0
import type { Entity, TransformMode } from '../world/model';
import { dimensionsOf, fromDegrees, ownPlacement, toDegrees } from '../world/space';
import { fromHex, toHex } from './color';
import { element, field, newDomId } from './dom';
import { icon } from './icons';
import { text } from './text';
import { VectorField } from './vector-field';

export interface SelectionActions {
  edit(patch: Readonly<Record<string, unknown>>): void;
  remove(): void;
  goTo(): void;
  deselect(): void;
  mode(mode: TransformMode): void;
}

const MODES: readonly TransformMode[] = ['move', 'turn', 'scale'];

/** The property that holds the address of a type's content. */
const URL_PROPERTIES: Readonly<Record<string, string>> = {
  Model: 'modelURL',
  Image: 'imageURL',
  Web: 'sourceUrl',
  Sound: 'soundURL',
  Material: 'materialURL',
};

const COLOURED = new Set(['Box', 'Sphere', 'Shape', 'Light', 'Image', 'Line', 'Grid', 'ParticleEffect']);

/** The properties of the selected thing that can be changed by typing, so that building needs no pointer. */
export class SelectionForm {
  readonly root: HTMLElement;
  readonly #title = element('h3', {});
  readonly #name: HTMLInputElement;
  readonly #words: HTMLTextAreaElement;
  readonly #url: HTMLInputElement;
  readonly #href: HTMLInputElement;
  readonly #color: HTMLInputElement;
  readonly #locked: HTMLInputElement;
  readonly #position: VectorField;
  readonly #rotation: VectorField;
  readonly #size: VectorField;
  readonly #modes: readonly HTMLInputElement[];
  readonly #optional: Record<'words' | 'url' | 'color', HTMLElement>;
  #urlProperty = '';
  #shown: { entity: Entity; title: string } | undefined;

  constructor(actions: SelectionActions) {
    const { edit } = actions;
    const input = (type: string, changed: (input: HTMLInputElement) => void) => {
      const made: HTMLInputElement = element('input', { type, autocomplete: 'off', onchange: () => changed(made) });
      return made;
    };
    this.#name = input('text', ({ value }) => edit({ name: value }));
    this.#words = element('textarea', { rows: 3, onchange: () => edit({ text: this.#words.value }) });
    this.#url = input('url', ({ value }) => edit({ [this.#urlProperty]: value.trim() }));
    this.#href = input('text', ({ value }) => edit({ href: value.trim() }));
    this.#color = input('color', ({ value }) => edit({ color: fromHex(value) }));
    this.#locked = input('checkbox', ({ checked }) => edit({ locked: checked }));
    this.#position = new VectorField(text.build.position, 0.1, undefined, (position) => edit({ position }));
    this.#rotation = new VectorField(text.build.rotation, 5, undefined, (turn) => edit({ rotation: fromDegrees(turn) }));
    this.#size = new VectorField(text.build.size, 0.1, 0.001, (dimensions) => edit({ dimensions }));
    const modeName = newDomId('mode');
    this.#modes = MODES.map((mode) =>
      element('input', { type: 'radio', name: modeName, value: mode, onchange: () => actions.mode(mode) }),
    );
    this.#optional = {
      words: field(text.build.wordsProperty, this.#words),
      url: field(text.build.urlProperty, this.#url),
      color: field(text.build.color, this.#color),
    };
    const button = (label: string, name: 'go' | 'remove' | 'close', act: () => void, style = 'small') =>
      element('button', { type: 'button', class: style, onclick: act }, icon(name), element('span', {}, label));
    this.root = element(
      'form',
      {
        class: 'selection-form',
        onsubmit: (event: Event) => event.preventDefault(),
        // What was refused while the field had the focus is taken back in it, too.
        onfocusout: () => queueMicrotask(() => this.#shown && this.show(this.#shown.entity, this.#shown.title)),
      },
      this.#title,
      element(
        'fieldset',
        { class: 'segments' },
        element('legend', {}, text.build.handles),
        ...MODES.map((mode, i) => element('label', {}, this.#modes[i], element('span', {}, text.build[mode]))),
      ),
      field(text.build.name, this.#name),
      this.#optional.words,
      this.#optional.url,
      this.#optional.color,
      this.#position.root,
      this.#rotation.root,
      this.#size.root,
      field(text.build.href, this.#href),
      element('label', { class: 'check' }, this.#locked, element('span', {}, text.build.locked)),
      element(
        'div',
        { class: 'row-actions' },
        button(text.build.goTo, 'go', () => actions.goTo()),
        button(text.build.deselect, 'close', () => actions.deselect()),
        button(text.build.remove, 'remove', () => actions.remove(), 'small danger'),
      ),
    );
    this.setMode('move');
  }

  setMode(mode: TransformMode): void {
    this.#modes.forEach((radio) => {
      radio.checked = radio.value === mode;
    });
  }

  show(entity: Entity, title: string): void {
    const { position, rotation } = ownPlacement(entity);
    this.#shown = { entity, title };
    this.#urlProperty = URL_PROPERTIES[entity.type] ?? '';
    this.#title.textContent = `${text.build.selected}: ${title}`;
    set(this.#name, entity['name']);
    set(this.#words, entity['text']);
    set(this.#url, entity[this.#urlProperty]);
    set(this.#href, entity['href']);
    set(this.#color, toHex(entity['color']));
    this.#locked.checked = entity['locked'] === true;
    this.#position.show(position);
    this.#rotation.show(toDegrees(rotation));
    this.#size.show(dimensionsOf(entity));
    this.#optional.words.hidden = entity.type !== 'Text';
    this.#optional.url.hidden = this.#urlProperty === '';
    this.#optional.color.hidden = !COLOURED.has(entity.type);
  }
}

function set(input: HTMLInputElement | HTMLTextAreaElement, value: unknown): void {
  if (document.activeElement !== input) {
    input.value = typeof value === 'string' ? value : '';
  }
}
