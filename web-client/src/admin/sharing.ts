// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import type { Registration, SharingStatus } from './api';
import { button, copyable, part, type Section } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** The switch by which people come in from outside although a router stands before the domain. */
export function sharingSection(tools: Tools): Section {
  const w = words.sharing;
  const sentence = element('p', { role: 'status', class: 'lines' });
  const addresses = element('div', { class: 'links' });
  const ways = element('p', { class: 'hint' });
  let isOn = false;
  // Stays the same one, so that whoever pressed it is still at it.
  const turn = button(w.on, () => void change(!isOn));
  let shown = '';
  let links = '';
  const change = async (on: boolean): Promise<void> => {
    const status = await tools.ask(on ? 'share/on' : 'share/off', {});
    if (status !== undefined) {
      show(status);
    }
  };
  const show = (status: SharingStatus): void => {
    // What has not changed is not read again.
    const now = JSON.stringify(status);
    if (now === shown) {
      return;
    }
    shown = now;
    say(sentence, sharingSentence(status));
    say(ways, waysSentence(status));
    const all = status.each.flatMap(({ link }) => link ?? []);
    if (all.join(' ') !== links) {
      links = all.join(' ');
      addresses.replaceChildren(...all.map((link) => element('p', {}, copyable(w.copy, link, () => tools.done(w.copied)))));
    }
    isOn = status.state !== 'off' && status.state !== 'stopped';
    turn.textContent = isOn ? w.off : w.on;
    turn.classList.toggle('primary', !isOn);
  };
  return {
    id: 'sharing',
    title: w.title,
    body: part(w.title, element('p', { class: 'hint' }, w.hint), sentence, addresses, ways, turn),
    refresh: async () => show(await tools.api.ask('share/status', {})),
    everyMs: 5000,
  };
}

function say(place: HTMLElement, text: string): void {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/** How it stands, for people, a line for each; the links follow. */
export function sharingSentence({ configured, each }: SharingStatus): string {
  const w = words.sharing;
  if (each.length === 0) {
    return configured.length === 0 ? w.nobody : w.isOff(configured.join(', '));
  }
  const shared = each.filter(({ state }) => state === 'shared').map(({ rendezvous = '' }) => rendezvous);
  const sentences = each.filter(({ state }) => state !== 'shared').map(registrationSentence);
  return [...sentences, ...(shared.length > 1 ? [w.sharedByAll(shared.join(', '))] : shared.map(w.shared))].join('\n');
}

/** By which way people come; empty where there is nothing to say. */
export function waysSentence({ port, relay }: Pick<SharingStatus, 'port' | 'relay'>): string {
  return [relay, port].filter((sentence) => sentence !== undefined).join(' ');
}

function registrationSentence({ state, rendezvous = '', problem = '', whatToDo = '' }: Registration): string {
  const w = words.sharing;
  switch (state) {
    case 'connecting':
      return w.connecting(rendezvous);
    case 'waiting':
      return w.waiting(rendezvous, `${problem} ${whatToDo}`.trim());
    case 'stopped':
      return w.stopped(rendezvous, `${problem} ${whatToDo}`.trim());
    default:
      return '';
  }
}
