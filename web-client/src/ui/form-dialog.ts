// SPDX-License-Identifier: Apache-2.0
import { element, field, newDomId } from './dom';

/** One thing that is asked for. The answer is text; of a check, `yes` or nothing. */
export interface FormField {
  name: string;
  label: string;
  hint?: string;
  kind?: 'text' | 'lines' | 'date' | 'check' | 'number' | 'url';
  /** Makes it a choice among these. */
  options?: readonly (readonly [value: string, label: string])[];
  value?: string;
  required?: boolean;
  maxLength?: number;
  /** Shown only while another field has this value. */
  onlyWhen?: readonly [name: string, value: string];
}

export interface FormQuestion {
  title: string;
  /** What will happen, in words; each a paragraph. */
  body: readonly string[];
  fields: readonly FormField[];
  yes: string;
  no: string;
  /** The answer cannot easily be taken back. */
  hard?: boolean;
  /** Does it, while the dialog waits. With a sentence of what was wrong the dialog stays, so that nothing has to be written twice. */
  submit?: (answers: FormAnswers) => Promise<string | undefined>;
}

export type FormAnswers = Readonly<Record<string, string>>;

/** Asks for some values in the browser's own modal dialog, which keeps the focus inside and gives it back. Undefined when called off. */
export function askForm({ title, body, fields, yes, no, hard, submit }: FormQuestion): Promise<FormAnswers | undefined> {
  return new Promise((answered) => {
    const titleId = newDomId('dialog');
    const controls = new Map(fields.map((each) => [each.name, control(each)]));
    const shown = fields.map((each) => [each, shownField(each, controls.get(each.name)!)] as const);
    const values = (): Record<string, string> =>
      Object.fromEntries([...controls].map(([name, input]) => [name, valueOf(input)]));
    const showFields = (): void => {
      const now = values();
      for (const [{ name, onlyWhen }, wrapper] of shown) {
        const wanted = onlyWhen === undefined || now[onlyWhen[0]] === onlyWhen[1];
        wrapper.hidden = !wanted;
        // A hidden field that is required could not be pointed at by the browser.
        controls.get(name)!.disabled = !wanted;
      }
    };
    const wrong = element('p', { role: 'alert', class: 'wrong' });
    const yesButton = element('button', { type: 'submit', class: hard === true ? 'primary hard' : 'primary' }, yes);
    const send = async (event: Event): Promise<void> => {
      event.preventDefault();
      if (yesButton.getAttribute('aria-disabled') === 'true') {
        return;
      }
      // Not `disabled`: that would take the focus away.
      yesButton.setAttribute('aria-disabled', 'true');
      wrong.textContent = '';
      const fault = await submit?.(values());
      yesButton.removeAttribute('aria-disabled');
      if (fault === undefined) {
        dialog.close('yes');
      } else {
        wrong.textContent = fault;
        wrong.scrollIntoView({ block: 'nearest' });
      }
    };
    const paragraphs = body.map((words) => element('p', { id: newDomId('words') }, words));
    const dialog = element(
      'dialog',
      {
        class: 'panel dialog',
        'aria-labelledby': titleId,
        'aria-describedby': paragraphs.map(({ id }) => id).join(' ') || undefined,
      },
      element('h2', { id: titleId, tabindex: -1, autofocus: fields.length === 0 ? undefined : true }, title),
      element(
        'form',
        { method: 'dialog', onsubmit: (event: Event) => void send(event) },
        element('div', { class: 'dialog-body form-fields' }, ...paragraphs, ...shown.map(([, wrapper]) => wrapper)),
        wrong,
        element(
          'div',
          { class: 'row-actions dialog-actions' },
          element('button', { type: 'button', onclick: () => dialog.close('no') }, no),
          yesButton,
        ),
      ),
    );
    dialog.addEventListener('change', showFields);
    dialog.addEventListener('cancel', () => (dialog.returnValue = 'no'));
    dialog.addEventListener('close', () => {
      const given = values();
      dialog.remove();
      answered(dialog.returnValue === 'yes' ? given : undefined);
    });
    showFields();
    document.body.append(dialog);
    dialog.showModal();
  });
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function control({ kind, options, value, required, maxLength }: FormField): Control {
  if (options !== undefined) {
    const select = element('select', { required }, ...options.map(([each, label]) => element('option', { value: each }, label)));
    select.value = value ?? options[0]?.[0] ?? '';
    return select;
  }
  if (kind === 'lines') {
    const area = element('textarea', { rows: 4, required, maxlength: maxLength });
    area.value = value ?? '';
    return area;
  }
  if (kind === 'check') {
    const box = element('input', { type: 'checkbox' });
    box.checked = value === 'yes';
    return box;
  }
  const input = element('input', {
    type: kind === 'date' ? 'datetime-local' : (kind ?? 'text'),
    autocomplete: 'off',
    required,
    maxlength: maxLength,
  });
  input.value = value ?? '';
  return input;
}

function shownField({ label, hint, kind }: FormField, input: Control): HTMLElement {
  return kind === 'check'
    ? element('label', { class: 'check' }, input, element('span', {}, label))
    : field(label, input, hint);
}

function valueOf(input: Control): string {
  return input.type === 'checkbox' ? ((input as HTMLInputElement).checked ? 'yes' : '') : input.value.trim();
}
