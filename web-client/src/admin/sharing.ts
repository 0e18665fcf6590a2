// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import type { SharingStatus } from './api';
import { button, copyable, part, type Section } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** The switch by which people come in from outside although a router stands before the domain. */
export function sharingSection(tools: Tools): Section {
  const w = words.sharing;
  const sentence = element('p', { role: 'status' });
  const address = element('p');
  let isOn = false;
  // Stays the same one, so that whoever pressed it is still at it.
  const turn = button(w.on, () => void change(!isOn));
  let shown = '';
  let link: string | undefined;
  const change = async (on: boolean): Promise<void> => {
    const status = await tools.ask(on ? 'share/on' : 'share/off', {});
    if (status !== undefined) {
      show(status);
    }
  };
  const show = (status: SharingStatus): void => {
    // What has not changed is not read again.
    const now = JSON.stringify([status.state, status.link, sharingSentence(status)]);
    if (now === shown) {
      return;
    }
    shown = now;
    sentence.textContent = sharingSentence(status);
    if (status.link !== link) {
      link = status.link;
      address.replaceChildren(...(link === undefined ? [] : [copyable(w.copy, link, () => tools.done(w.copied))]));
    }
    isOn = status.state !== 'off' && status.state !== 'stopped';
    turn.textContent = isOn ? w.off : w.on;
    turn.classList.toggle('primary', !isOn);
  };
  return {
    id: 'sharing',
    title: w.title,
    body: part(w.title, element('p', { class: 'hint' }, w.hint), sentence, address, turn),
    refresh: async () => show(await tools.api.ask('share/status', {})),
    everyMs: 5000,
  };
}

/** How it stands, for people. */
export function sharingSentence({ state, rendezvous = '', problem = '', whatToDo = '', configured }: SharingStatus): string {
  const w = words.sharing;
  switch (state) {
    case 'shared':
      return w.shared(rendezvous);
    case 'connecting':
      return w.connecting(rendezvous);
    case 'waiting':
      return w.waiting(rendezvous, `${problem} ${whatToDo}`.trim());
    case 'stopped':
      return w.stopped(`${problem} ${whatToDo}`.trim());
    case 'off':
      return configured.length === 0 ? w.nobody : w.isOff(configured.join(', '));
  }
}
