// SPDX-License-Identifier: Apache-2.0
import type { OwnAppeal } from '../admin/api';
import type { MetDomain } from '../admin/open-api';
import { HomeWindow, type OpenWindow } from '../app/home-window';
import type { PortableKey } from '../net/portable-key';
import type { Signer } from '../net/request-signature';
import { element, field, setText } from '../ui/dom';
import { faultOfText } from '../world/text-limits';
import { Appellant, nextAt } from './appellant';
import { KnownBy, Missing, signerOf } from './known-by';
import { ListChoice } from './list-choice';
import { listsNamed } from './lists';
import { whyNot, words } from './words';

/** Characters, as the domain counts them: code points. */
const MAX_TEXT = 2000;

interface Environment {
  domain: MetDomain;
  subtle: SubtleCrypto | undefined;
  /** The portable key that this browser keeps for this site. */
  kept: PortableKey | undefined;
  /** The list that the address names, or an empty text. */
  asked: string;
  openWindow: OpenWindow;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Where whoever is on a list of this domain says why they should not be, and reads the answer. */
export class AppealsPage {
  readonly root = element('main', { class: 'appeals-page' });
  readonly #environment: Environment;
  readonly #appellant: Appellant;
  readonly #homeWindow: HomeWindow;
  readonly #list: ListChoice;
  readonly #knownBy: KnownBy;
  readonly #text = element('textarea', { rows: 8, required: true });
  readonly #count = element('p', { class: 'hint' });
  readonly #seenBy = element('li');
  readonly #send = element('button', { type: 'submit', class: 'primary' });
  readonly #done = element('p', { role: 'status', class: 'told' });
  readonly #fault = element('p', { role: 'alert', class: 'told fault' });
  readonly #told = element('div', {}, this.#done, this.#fault);
  readonly #mine = element('div', { class: 'mine' });
  #appeals: OwnAppeal[] = [];
  #sending = false;

  constructor(environment: Environment) {
    const { domain, subtle, kept, asked, openWindow } = environment;
    this.#environment = environment;
    this.#appellant = new Appellant((signer) => domain.api(signer));
    this.#homeWindow = new HomeWindow(openWindow);
    this.#list = new ListChoice(listsNamed(domain.lists), asked);
    this.#appellant.comesBy(domain.identity);
    if (kept !== undefined) {
      this.#appellant.comesBy(signerOf(kept));
    }
    this.#knownBy = new KnownBy({
      subtle,
      browserKey: domain.identity,
      kept,
      chosen: (way) => {
        setText(this.#send, way === 'account' ? words.askAndSend : words.send);
        setText(this.#seenBy, words.seenWhat[way]);
      },
      opened: (signer) => {
        this.#say('');
        this.#appellant.comesBy(signer);
        void this.#refresh();
      },
      failed: (error) => this.#refuse(error),
    });
    this.#text.addEventListener('input', () => this.#showCount());
    this.#showCount();
    this.#draw();
  }

  async start(): Promise<void> {
    await this.#refresh();
  }

  #draw(): void {
    const { name } = this.#environment.domain;
    const submit = (event: Event): void => {
      event.preventDefault();
      if (!this.#sending) {
        this.#submit();
      }
    };
    this.root.replaceChildren(
      element('h1', {}, words.title),
      element('p', { class: 'account' }, words.at(name)),
      element('p', {}, words.intro),
      element(
        'form',
        { onsubmit: submit, novalidate: true, 'aria-label': words.title, class: 'panel' },
        this.#list.root,
        this.#knownBy.root,
        field(words.text, this.#text, words.textHint(MAX_TEXT)),
        this.#count,
        element(
          'section',
          { class: 'seen' },
          element('h2', {}, words.seen),
          element('ul', {}, this.#seenBy, ...words.seenRest.map((each) => element('li', {}, each))),
          element('p', {}, words.seenNot),
        ),
        this.#send,
        this.#told,
      ),
      element(
        'section',
        { class: 'panel' },
        element('h2', {}, words.mine),
        this.#mine,
        element('button', { type: 'button', onclick: () => void this.#refresh() }, words.again),
      ),
    );
  }

  /** In the click itself as far as the window of a home. */
  #submit(): void {
    this.#say('');
    try {
      const list = this.#list.name;
      const text = this.#written();
      if (this.#knownBy.way === 'account') {
        this.#askHome(list, text);
      } else {
        void this.#make(() => this.#knownBy.signer(), list, text);
      }
    } catch (error) {
      this.#refuse(error);
    }
  }

  #askHome(list: string, text: string): void {
    const { key, identity } = this.#environment.domain;
    const opened = this.#homeWindow.ask(
      this.#knownBy.home,
      { destination: key, visitor: identity.publicKey },
      (vouch) => void this.#make(() => Promise.resolve(identity), list, text, vouch),
    );
    this.#say(opened ? words.asking : '', opened ? '' : words.noWindow);
  }

  async #make(by: () => Promise<Signer>, list: string, text: string, vouch?: string): Promise<void> {
    this.#sending = true;
    // Not switched off, or the focus of whoever pressed it would be nowhere.
    this.#send.setAttribute('aria-disabled', 'true');
    try {
      const signer = await by();
      await this.#appellant.make(signer, { list, text, ...(vouch === undefined ? {} : { vouch }) });
      this.#text.value = '';
      this.#showCount();
      this.#say(words.sent(list));
      await this.#refresh();
    } catch (error) {
      if (!(error instanceof Missing)) {
        await this.#refresh();
      }
      this.#refuse(error);
    } finally {
      this.#sending = false;
      this.#send.removeAttribute('aria-disabled');
    }
  }

  /** @throws Missing */
  #written(): string {
    const text = this.#text.value.trim();
    const fault = faultOfText(text, MAX_TEXT);
    if (fault !== undefined) {
      throw new Missing(fault.kind === 'too-long' ? words.tooLong(fault.characters, fault.limit) : words.empty, this.#text);
    }
    return text;
  }

  #showCount(): void {
    setText(this.#count, words.count([...this.#text.value.trim()].length, MAX_TEXT));
  }

  async #refresh(): Promise<void> {
    try {
      this.#appeals = await this.#appellant.mine();
    } catch (error) {
      this.#refuse(error);
      return;
    }
    this.#mine.replaceChildren(
      ...(this.#appeals.length === 0
        ? [element('p', {}, words.none), element('p', { class: 'hint' }, words.noneHint)]
        : [element('ul', {}, ...this.#appeals.map(shown))]),
    );
  }

  #refuse(error: unknown): void {
    if (error instanceof Missing) {
      this.#say('', error.message);
      // Beside what it is about: the end of the form may be out of sight.
      error.control.closest('.field')?.append(this.#fault);
      error.control.focus();
    } else {
      this.#say('', whyNot(error, nextAt(this.#appeals, this.#environment.now())));
    }
  }

  #say(done: string, fault = ''): void {
    setText(this.#done, done);
    this.#told.append(this.#fault);
    setText(this.#fault, fault);
  }
}

function shown(appeal: OwnAppeal): HTMLElement {
  const { state, answer = '' } = appeal;
  const decided = state === 'accepted' || state === 'rejected';
  return element(
    'li',
    { class: `appeal ${decided ? state : 'open'}` },
    element('h3', {}, words.about(appeal)),
    element('p', { class: 'hint' }, words.made(appeal)),
    element('p', {}, words.state(appeal)),
    answer !== '' ? element('blockquote', {}, answer) : decided ? element('p', { class: 'hint' }, words.noAnswer) : undefined,
  );
}
