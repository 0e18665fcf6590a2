// SPDX-License-Identifier: Apache-2.0
import { SHAPES } from '../world/new-entities';
import { element, field } from './dom';
import { icon } from './icons';
import { text } from './text';

/** What a builder asked for. */
export type Wish =
  | { kind: 'shape'; shape: string }
  | { kind: 'model'; url: string }
  | { kind: 'image'; url: string }
  | { kind: 'words'; words: string }
  | { kind: 'place'; name: string };

/** The form that adds a thing in front of the visitor. */
export function addForm(wished: (wish: Wish) => void, fault: (message: string) => void): HTMLElement {
  const option = (value: string, label: string) => element('option', { value }, label);
  const what = element(
    'select',
    {},
    element('optgroup', { label: text.build.shapes }, ...SHAPES.map((shape) => option(`shape:${shape}`, shape))),
    element(
      'optgroup',
      { label: text.build.content },
      option('model', text.build.model),
      option('image', text.build.image),
      option('words', text.build.words),
      option('place', text.build.place),
    ),
  );
  const url = element('input', { type: 'url', inputmode: 'url', autocomplete: 'off', placeholder: 'https://' });
  const imageUrl = element('input', { type: 'url', inputmode: 'url', autocomplete: 'off', placeholder: 'https://' });
  const words = element('textarea', { rows: 3 });
  const place = element('input', { type: 'text', autocomplete: 'off', maxlength: 64 });
  const fields = {
    model: field(text.build.modelUrl, url, text.build.modelHint),
    image: field(text.build.imageUrl, imageUrl, text.build.imageHint),
    words: field(text.build.wordsField, words),
    place: field(text.build.placeName, place, text.build.placeHint),
  };
  const written = new Map<string, { value: string }>(Object.entries({ model: url, image: imageUrl, words, place }));
  const showField = () =>
    Object.entries(fields).forEach(([kind, shown]) => {
      shown.hidden = kind !== what.value;
    });
  what.addEventListener('change', showField);
  showField();

  const submit = (event: Event) => {
    event.preventDefault();
    const wish = read(what.value, written.get(what.value)?.value ?? '');
    if (typeof wish === 'string') {
      fault(wish);
    } else {
      wished(wish);
    }
  };
  return element(
    'form',
    { class: 'add-form', onsubmit: submit, novalidate: true },
    element('h3', {}, text.build.addTitle),
    field(text.build.what, what),
    ...Object.values(fields),
    element('button', { type: 'submit', class: 'primary' }, icon('add'), element('span', {}, text.build.add)),
  );
}

/** The wish, or a sentence that says what is missing. */
function read(what: string, written: string): Wish | string {
  if (what === 'words') {
    return written.trim() === '' ? text.build.noWords : { kind: 'words', words: written };
  }
  if (what === 'place') {
    return written.trim() === '' ? text.build.noPlaceName : { kind: 'place', name: written.trim() };
  }
  if (what === 'model' || what === 'image') {
    const url = written.trim();
    const protocol = URL.canParse(url) ? new URL(url).protocol : '';
    return protocol === 'http:' || protocol === 'https:' ? { kind: what, url } : text.build.badUrl(url);
  }
  return { kind: 'shape', shape: what.slice('shape:'.length) };
}
