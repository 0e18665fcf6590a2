// SPDX-License-Identifier: Apache-2.0
import type { Vec3 } from '../world/model';
import { element } from './dom';
import { text } from './text';

const AXES = ['x', 'y', 'z'] as const;

/** Three numbers in a row. Values that the world changes show at once, except in the field that is being typed in. */
export class VectorField {
  readonly root: HTMLElement;
  readonly #inputs: Record<(typeof AXES)[number], HTMLInputElement>;

  constructor(label: string, step: number, smallest: number | undefined, changed: (value: Vec3) => void) {
    const input = (axis: string) =>
      element('input', {
        type: 'number',
        step: 'any',
        min: smallest,
        inputmode: 'decimal',
        'aria-label': text.build.axis(label, axis.toUpperCase()),
        onchange: () => this.#tell(changed),
        onkeydown: (event: KeyboardEvent) => nudge(event, step),
      });
    this.#inputs = { x: input('x'), y: input('y'), z: input('z') };
    this.root = element(
      'fieldset',
      { class: 'vector' },
      element('legend', {}, label),
      ...AXES.map((axis) => this.#inputs[axis]),
    );
  }

  show(value: Vec3): void {
    for (const axis of AXES) {
      if (document.activeElement !== this.#inputs[axis]) {
        this.#inputs[axis].value = String(Number(value[axis].toFixed(3)));
      }
    }
  }

  #tell(changed: (value: Vec3) => void): void {
    const { x, y, z } = this.#inputs;
    const value = { x: x.valueAsNumber, y: y.valueAsNumber, z: z.valueAsNumber };
    const valid = AXES.every((axis) => Number.isFinite(value[axis]) && this.#inputs[axis].checkValidity());
    if (valid) {
      changed(value);
    } else {
      AXES.forEach((axis) => this.#inputs[axis].reportValidity());
    }
  }
}

/** Up and down change by a useful amount; the browser's own step of 1 would be a metre. */
function nudge(event: KeyboardEvent, step: number): void {
  const input = event.target;
  if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && input instanceof HTMLInputElement) {
    event.preventDefault();
    const way = event.key === 'ArrowUp' ? step : -step;
    input.value = String(Number((input.valueAsNumber + way * (event.shiftKey ? 10 : 1)).toFixed(3)));
    input.dispatchEvent(new Event('change'));
  }
}
