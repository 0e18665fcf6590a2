// SPDX-License-Identifier: Apache-2.0
import { NOT_INTRODUCED, REFUSED_ENTRY, type ConnectionState } from '../net/connection';
import type { Refusal } from '../net/messages';
import { thumbprint } from '../net/thumbprint';
import { element } from './dom';
import { text } from './text';
import { fromNow, when } from './time';

/** Says in place of the world why somebody may not be in it: the sentence, how long, who decided, and where to appeal. */
export class RefusalScreen {
  readonly root = element('section', { class: 'refused-entry panel', hidden: true });
  readonly #now: () => number;
  readonly #again: () => void;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number, again: () => void) {
    this.#now = now;
    this.#again = again;
  }

  /** @returns whether it is shown, so that nothing else needs to say what happened */
  show(state: ConnectionState, entering: { domain: string; visitorKey: string } | undefined): boolean {
    const refusal = state.kind === 'ended' ? state.refusal : undefined;
    const shown = refusal !== undefined && (REFUSED_ENTRY.has(refusal.code) || NOT_INTRODUCED.has(refusal.code));
    const isNew = shown && this.root.hidden;
    this.root.hidden = !shown;
    if (isNew) {
      this.#draw(refusal, entering);
    }
    return shown;
  }

  #draw(refusal: Refusal, entering: { domain: string; visitorKey: string } | undefined): void {
    const words = text.refused;
    const domain = entering?.domain ?? words.thisDomain;
    const kicked = refusal.code === 'kicked';
    // The facts say the same in the person's own time and words.
    const whatToDo = this.#saysAll(refusal) ? '' : refusal.do;
    const title = kicked ? words.kicked(domain) : entering === undefined ? words.notIntroduced : words.title(domain);
    const heading = element('h2', { tabindex: -1, id: 'refused-entry' }, title);
    this.root.setAttribute('aria-labelledby', heading.id);
    this.root.replaceChildren(
      heading,
      element('p', {}, refusal.message),
      ...(whatToDo === '' ? [] : [element('p', {}, whatToDo)]),
      element('dl', { class: 'refused-facts' }, ...this.#facts(refusal, entering?.visitorKey)),
      element(
        'button',
        { type: 'button', class: 'primary', onclick: () => this.#again() },
        kicked ? words.comeBack : words.again,
      ),
    );
    heading.focus();
  }

  #saysAll({ code, until, appeal }: Refusal): boolean {
    return code === 'banned' || (code !== 'kicked' && (until !== undefined || appeal !== undefined));
  }

  #facts({ code, until, side, appeal }: Refusal, visitorKey: string | undefined): HTMLElement[] {
    const words = text.refused;
    const fact = (name: string, value: string | Node) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
    return [
      ...(code === 'banned' || until !== undefined
        ? [fact(words.until, until === undefined ? words.noEnd : words.untilIs(when(until), until > this.#now() ? fromNow(until, this.#now()) : ''))]
        : []),
      fact(words.side, words.sides[side ?? 'here']),
      ...(code === 'banned' || appeal !== undefined ? [fact(words.appeal, appealLink(appeal))] : []),
      ...(visitorKey === undefined ? [] : [fact(words.key, element('code', {}, thumbprint(visitorKey)))]),
    ];
  }
}

/** Only what a browser can safely open becomes a link. */
function appealLink(appeal: string | undefined): string | Node {
  if (appeal === undefined) {
    return text.refused.appealMail;
  }
  const url = URL.canParse(appeal) ? new URL(appeal) : undefined;
  return url !== undefined && ['http:', 'https:', 'mailto:'].includes(url.protocol)
    ? element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, appeal)
    : appeal;
}
