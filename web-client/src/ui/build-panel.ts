// SPDX-License-Identifier: Apache-2.0
import type { Entity, TransformMode } from '../world/model';
import { addForm, type Wish } from './add-form';
import { element } from './dom';
import { icon } from './icons';
import type { PanelContent } from './panel';
import { SelectionForm, type SelectionActions } from './selection-form';
import { text } from './text';

export interface BuildActions extends SelectionActions {
  add(wish: Wish): void;
  fault(message: string): void;
  undo(): void;
  redo(): void;
}

/** Adding and changing, for those who may; a plain sentence why not for the others. */
export class BuildPanel implements PanelContent {
  readonly name = 'build';
  readonly title = text.build.title;
  readonly body: HTMLElement;
  readonly #actions: BuildActions;
  readonly #why = element('p', {}, text.build.waiting);
  readonly #tools: HTMLElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #nothing = element('p', { class: 'hint' }, text.build.nothingSelected);
  readonly #selection: SelectionForm;

  constructor(actions: BuildActions) {
    this.#actions = actions;
    const historyButton = (label: string, name: 'undo' | 'redo', act: () => void) =>
      element('button', { type: 'button', disabled: true, onclick: act }, icon(name), element('span', {}, label));
    this.#undo = historyButton(text.build.undo, 'undo', () => actions.undo());
    this.#redo = historyButton(text.build.redo, 'redo', () => actions.redo());
    this.#selection = new SelectionForm(actions);
    this.#selection.root.hidden = true;
    this.#tools = element(
      'div',
      { hidden: true, class: 'build-tools' },
      element('div', { class: 'row-actions' }, this.#undo, this.#redo),
      this.#nothing,
      this.#selection.root,
      addForm(
        (wish) => actions.add(wish),
        (message) => actions.fault(message),
      ),
    );
    this.body = element('div', { class: 'panel-body' }, this.#why, this.#tools);
  }

  /** Without the panel a click opens links again instead of selecting. */
  closed(): void {
    this.#actions.deselect();
  }

  /** @param why undefined when the visitor may build */
  setAllowed(why: string | undefined): void {
    this.#tools.hidden = why !== undefined;
    this.#why.hidden = why === undefined;
    this.#why.textContent = why ?? '';
  }

  setHistory(canUndo: boolean, canRedo: boolean): void {
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
  }

  setMode(mode: TransformMode): void {
    this.#selection.setMode(mode);
  }

  /** @param title what to call it */
  setSelection(entity: Entity | undefined, title: string): void {
    this.#nothing.hidden = entity !== undefined;
    this.#selection.root.hidden = entity === undefined;
    if (entity !== undefined) {
      this.#selection.show(entity, title);
    }
  }
}
