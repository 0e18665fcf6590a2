// SPDX-License-Identifier: Apache-2.0
import { questionAddress, readVouch, type VouchQuestion } from '../net/home';

/** Null when the browser does not want to. */
export type OpenWindow = (address: string) => Window | null;

/** A small window beside the page; a second question takes the place of the first. */
export const openHomeWindow: OpenWindow = (address) => window.open(address, 'freehold-home', 'popup,width=520,height=640');

/** Asks somebody's home, in a window of its own, whether it says here who they are. */
export class HomeWindow {
  readonly #openWindow: OpenWindow;
  #stopListening: (() => void) | undefined;

  constructor(openWindow: OpenWindow) {
    this.#openWindow = openWindow;
  }

  /**
   * To be called in the click itself, or the browser would not open a window. Whoever says no there is not heard of.
   *
   * @param home origin of the home
   * @param vouched gets the home's word, once
   * @returns false when the browser opened no window
   */
  ask(home: string, question: Omit<VouchQuestion, 'origin'>, vouched: (vouch: string) => void): boolean {
    const asked = this.#openWindow(questionAddress(home, { origin: location.origin, ...question }));
    if (asked === null) {
      return false;
    }
    this.#stopListening?.();
    const listen = (event: MessageEvent): void => {
      const vouch = event.origin === home && event.source === asked ? readVouch(event.data) : undefined;
      if (vouch !== undefined) {
        this.#stopListening?.();
        vouched(vouch);
      }
    };
    window.addEventListener('message', listen);
    this.#stopListening = () => window.removeEventListener('message', listen);
    return true;
  }
}
