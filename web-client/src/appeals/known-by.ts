// SPDX-License-Identifier: Apache-2.0
import { homeOrigin } from '../net/home';
import { openPortableKey, signPortably, type PortableKey } from '../net/portable-key';
import type { Signer } from '../net/request-signature';
import { thumbprint } from '../net/thumbprint';
import { element, field, newDomId } from '../ui/dom';
import { words } from './words';

/** By what a list knows somebody. */
export type Way = keyof typeof words.ways;

const WAYS = Object.keys(words.ways) as Way[];

/** What was missing, and where: the focus goes there. */
export class Missing extends Error {
  constructor(
    message: string,
    readonly control: HTMLElement,
  ) {
    super(message);
  }
}

interface Environment {
  /** Undefined on plain http, except on this machine. */
  subtle: SubtleCrypto | undefined;
  browserKey: Signer;
  /** What this browser keeps for this site. */
  kept: PortableKey | undefined;
  /** Another way was chosen. */
  chosen(way: Way): void;
  /** A key is there from now on. */
  opened(signer: Signer): void;
  /** A key could not be opened. */
  failed(error: unknown): void;
}

/** The part of the form that asks by what a list knows somebody. */
export class KnownBy {
  readonly root: HTMLElement;
  readonly #environment: Environment;
  readonly #parts: Record<Way, HTMLElement>;
  readonly #file = element('input', { type: 'file', accept: '.json,application/json' });
  readonly #passphrase = element('input', { type: 'password', autocomplete: 'current-password' });
  readonly #open = element('button', { type: 'button', onclick: () => void this.#openKey() }, words.open);
  readonly #home = element('input', {
    type: 'text',
    autocomplete: 'url',
    autocapitalize: 'none',
    spellcheck: 'false',
    placeholder: 'home.example',
  });
  #portable: PortableKey | undefined;
  #way: Way = 'portable';

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#portable = environment.kept;
    this.#passphrase.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) {
        // Otherwise it would send the appeal, which whoever opens a key has not written yet.
        event.preventDefault();
        void this.#openKey();
      }
    });
    this.#parts = {
      portable: element('div', { class: 'way' }),
      account: element('div', { class: 'way' }, field(words.home, this.#home, words.homeHint)),
      here: element(
        'div',
        { class: 'way' },
        element('p', {}, element('code', {}, `key:${thumbprint(environment.browserKey.publicKey)}`)),
        element('p', { class: 'hint' }, words.hereHint),
      ),
    };
    const hint = element('p', { class: 'hint', id: newDomId('way') }, words.wayHint);
    this.root = element(
      'fieldset',
      { class: 'ways', 'aria-describedby': hint.id },
      element('legend', {}, words.way),
      hint,
      ...WAYS.flatMap((way) => [this.#choice(way), this.#parts[way]]),
    );
    this.#showKey();
    this.#choose(this.#way);
  }

  get way(): Way {
    return this.#way;
  }

  /** Origin of the home that is to vouch. @throws Missing */
  get home(): string {
    const origin = homeOrigin(this.#home.value);
    if (origin === undefined) {
      throw new Missing(words.notAHome(this.#home.value), this.#home);
    }
    return origin;
  }

  /** Who signs; opens the key when that was not done. @throws Missing */
  async signer(): Promise<Signer> {
    if (this.#way !== 'portable') {
      return this.#environment.browserKey;
    }
    return signerOf(this.#portable ?? (await this.#read()));
  }

  #choice(way: Way): HTMLElement {
    const radio = element('input', { type: 'radio', name: 'way', value: way, onchange: () => this.#choose(way) });
    radio.checked = way === this.#way;
    return element('label', { class: 'check' }, radio, element('span', {}, words.ways[way]));
  }

  #choose(way: Way): void {
    this.#way = way;
    for (const each of WAYS) {
      this.#parts[each].hidden = each !== way;
    }
    this.#environment.chosen(way);
  }

  #showKey(): void {
    const { subtle } = this.#environment;
    if (this.#portable !== undefined) {
      const another = element('button', { type: 'button', onclick: () => this.#takeAnother() }, words.another);
      this.#parts.portable.replaceChildren(
        element('p', {}, `${words.opened} `, element('code', {}, `key:${thumbprint(this.#portable.publicKey)}`)),
        another,
      );
    } else if (subtle === undefined) {
      this.#parts.portable.replaceChildren(element('p', { class: 'hint' }, words.needsTls));
    } else {
      this.#parts.portable.replaceChildren(
        field(words.file, this.#file, words.fileHint),
        field(words.passphrase, this.#passphrase),
        this.#open,
      );
    }
  }

  #takeAnother(): void {
    this.#portable = undefined;
    this.#file.value = '';
    this.#showKey();
    this.#file.focus();
  }

  async #openKey(): Promise<void> {
    try {
      this.#environment.opened(signerOf(await this.#read()));
      this.#parts.portable.querySelector('button')?.focus();
    } catch (error) {
      this.#environment.failed(error);
    }
  }

  /** PBKDF2 takes as long as it must: meanwhile the button says so. */
  async #read(): Promise<PortableKey> {
    const [file] = this.#file.files ?? [];
    const { subtle } = this.#environment;
    if (subtle === undefined) {
      throw new Missing(words.needsTls, this.root);
    }
    if (file === undefined) {
      throw new Missing(words.noFile, this.#file);
    }
    this.#open.disabled = true;
    this.#open.textContent = words.working;
    try {
      const opened = await openPortableKey(await file.text(), this.#passphrase.value, subtle);
      if (typeof opened === 'string') {
        throw new Missing(words.fault[opened], opened === 'wrong-file' ? this.#file : this.#passphrase);
      }
      this.#passphrase.value = '';
      this.#portable = opened;
      this.#showKey();
      return opened;
    } finally {
      this.#open.disabled = false;
      this.#open.textContent = words.open;
    }
  }
}

/** As requests are signed with a portable key. */
export function signerOf(key: PortableKey): Signer {
  return { publicKey: key.publicKey, sign: (text) => Promise.resolve(signPortably(key, text)) };
}
