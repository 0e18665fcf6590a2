// SPDX-License-Identifier: Apache-2.0
import { element, setText } from '../ui/dom';
import { askForm, type FormAnswers, type FormQuestion } from '../ui/form-dialog';
import type { Toasts } from '../ui/toasts';
import { RefusedByDomain, type Api, type OperationName, type Operations } from './api';
import { words } from './words';

/** From then on something that is waited for is shown, milliseconds. */
const PATIENCE_MS = 700;

/** What every section and dialog asks with: shows what takes long, what was refused, and what was done. */
export class Tools {
  readonly api: Api;
  readonly #toasts: Pick<Toasts, 'info' | 'warn'>;
  readonly #busy: (words: string | undefined) => void;
  #waiting = 0;

  /** @param busy shows that something is under way; undefined: nothing is any more */
  constructor(api: Api, toasts: Pick<Toasts, 'info' | 'warn'>, busy: (words: string | undefined) => void) {
    this.api = api;
    this.#toasts = toasts;
    this.#busy = busy;
  }

  /** The answer, or undefined when it was refused; then a message says why and what to do. */
  async ask<Name extends OperationName>(
    name: Name,
    arguments_: Operations[Name][0],
  ): Promise<Operations[Name][1] | undefined> {
    try {
      return await this.patiently(this.api.ask(name, arguments_));
    } catch (error) {
      this.refused(error);
      return undefined;
    }
  }

  /**
   * Asks a person for values and with them the domain. What is refused is said in the dialog, which stays until it is done or called off; then
   * the answer is undefined.
   */
  async form<Name extends OperationName>(
    question: Omit<FormQuestion, 'no' | 'submit'>,
    name: Name,
    arguments_: (answers: FormAnswers) => Operations[Name][0],
  ): Promise<{ given: FormAnswers; answer: Operations[Name][1] } | undefined> {
    let answer: Operations[Name][1] | undefined;
    const given = await askForm({
      ...question,
      no: words.cancel,
      submit: async (answers) => {
        try {
          answer = await this.patiently(this.api.ask(name, arguments_(answers)));
          return undefined;
        } catch (error) {
          return sentence(error);
        }
      },
    });
    return given === undefined || answer === undefined ? undefined : { given, answer };
  }

  /** Waits, and says so when it takes longer than a moment. */
  async patiently<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#busy(words.working), PATIENCE_MS);
    this.#waiting++;
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      if (--this.#waiting === 0) {
        this.#busy(undefined);
      }
    }
  }

  done(message: string): void {
    this.#toasts.info(message, { key: 'done' });
  }

  refused(error: unknown): void {
    this.warn(sentence(error));
  }

  /** What is missing, and what to do. */
  warn(message: string): void {
    this.#toasts.warn(message, { key: 'refused', lasting: true });
  }
}

/** What went wrong and what to do. */
export function sentence(error: unknown): string {
  if (error instanceof RefusedByDomain) {
    return `${error.message} ${error.whatToDo}`.trim();
  }
  return words.fault(error instanceof Error ? error.message : String(error));
}

/** A line that says that something is under way, for screen readers too. */
export function busyLine(): { root: HTMLElement; show(words: string | undefined): void } {
  const label = element('span', { role: 'status' });
  const bar = element('progress', { 'aria-label': words.working });
  const root = element('div', { class: 'busy' }, bar, label);
  const show = (said: string | undefined): void => {
    bar.hidden = said === undefined;
    root.classList.toggle('shown', said !== undefined);
    setText(label, said ?? '');
  };
  show(undefined);
  return { root, show };
}
