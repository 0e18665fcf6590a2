// SPDX-License-Identifier: Apache-2.0
import type { HelloParties, Shown } from '../net/connection';
import { homeOrigin } from '../net/home';
import type { KeyStore } from '../net/key-store';
import {
  keepPortableKey,
  keptPortableKey,
  makePortableKey,
  openPortableKey,
  signPortably,
  type KeptPortableKey,
} from '../net/portable-key';
import { portableStatement } from '../net/statements';
import { ask } from '../ui/dialogs';
import { HomePart } from '../ui/home-part';
import { PortablePart } from '../ui/portable-part';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import { HomeWindow, type OpenWindow } from './home-window';

/** Where somebody is, and as whom: public keys, base64url. */
export interface Here {
  destination: string;
  visitor: string;
}

interface Environment {
  store: KeyStore | undefined;
  /** Undefined on plain http, except on this machine. */
  subtle: SubtleCrypto | undefined;
  toasts: Toasts;
  fingerprint(publicKey: string): string;
  /** Hands a text to the person as a file. */
  save(name: string, content: string): void;
  /** Undefined before the first welcome. */
  here(): Here | undefined;
  openWindow: OpenWindow;
  /** What is shown has changed: the domain hears of it only from a new session. */
  changed(): void;
}

const words = text.portable;

/** By what a person is known in more than one world, which is their choice in each. */
export class KnownElsewhere {
  readonly part: PortablePart;
  readonly #environment: Environment;
  readonly #homeWindow: HomeWindow;
  readonly homePart = new HomePart((home) => this.#askHome(home));
  #kept: KeptPortableKey | undefined;
  /** What a home said, until it is used. */
  #vouch: string | undefined;

  private constructor(environment: Environment, kept: KeptPortableKey | undefined) {
    this.#environment = environment;
    this.#homeWindow = new HomeWindow(environment.openWindow);
    this.#kept = kept;
    this.part = new PortablePart({
      make: (passphrase) => this.#make(passphrase),
      open: (file, passphrase) => this.#open(file, passphrase),
      save: () => this.#save(),
      forget: () => void this.#forget(),
      show: (shown) => void this.#show(shown),
    });
    this.#refresh();
  }

  static async load(environment: Environment): Promise<KnownElsewhere> {
    return new KnownElsewhere(environment, await keptPortableKey(environment.store));
  }

  /** What goes into hello. */
  shown(parties: HelloParties): Shown {
    const vouch = this.#vouch;
    this.#vouch = undefined;
    return { ...(vouch === undefined ? {} : { vouch }), ...this.#portable(parties) };
  }

  #portable(parties: HelloParties): Shown {
    if (this.#kept?.shown !== true) {
      return {};
    }
    const { key } = this.#kept;
    const statement = portableStatement({ ...parties, portableKey: key.publicKey });
    return { portable: { key: key.publicKey, signature: signPortably(key, statement) } };
  }

  #askHome(written: string): void {
    const { here, toasts, changed } = this.#environment;
    const home = homeOrigin(written);
    const now = here();
    if (home === undefined || now === undefined) {
      toasts.warn(home === undefined ? text.home.notAHome(written) : text.home.notHere);
      return;
    }
    const opened = this.#homeWindow.ask(home, now, (vouch) => {
      this.#vouch = vouch;
      toasts.info(text.home.coming, { key: 'home' });
      changed();
    });
    if (!opened) {
      toasts.warn(text.home.noWindow);
    }
  }

  async #make(passphrase: string): Promise<void> {
    const { subtle, toasts } = this.#environment;
    if (subtle !== undefined) {
      await this.#keep({ key: await makePortableKey(passphrase, subtle), shown: false });
      this.#save();
      toasts.info(words.made);
    }
  }

  async #open(file: File, passphrase: string): Promise<void> {
    const { subtle, toasts } = this.#environment;
    if (subtle === undefined) {
      return;
    }
    const opened = await openPortableKey(await file.text(), passphrase, subtle);
    if (typeof opened === 'string') {
      toasts.warn(words.fault[opened]);
    } else {
      await this.#keep({ key: opened, shown: false });
    }
  }

  #save(): void {
    if (this.#kept !== undefined) {
      const { fingerprint, save } = this.#environment;
      const { publicKey, file } = this.#kept.key;
      save(`freehold-key-${fingerprint(publicKey).slice(0, 8)}.json`, file);
    }
  }

  async #forget(): Promise<void> {
    const wasShown = this.#kept?.shown === true;
    if (await ask({ title: words.forgetTitle, body: words.forgetBody, yes: words.forget, no: words.keep, dismissable: true })) {
      await this.#keep(undefined);
      if (wasShown) {
        this.#environment.changed();
      }
    }
  }

  async #show(shown: boolean): Promise<void> {
    if (this.#kept !== undefined) {
      await this.#keep({ ...this.#kept, shown });
      this.#environment.changed();
    }
  }

  async #keep(kept: KeptPortableKey | undefined): Promise<void> {
    const { store, toasts } = this.#environment;
    this.#kept = kept;
    this.#refresh();
    if (!(await keepPortableKey(store, kept)) && kept !== undefined) {
      toasts.info(words.notKept);
    }
  }

  #refresh(): void {
    const { subtle, fingerprint } = this.#environment;
    if (subtle === undefined) {
      this.part.show('unusable');
    } else if (this.#kept === undefined) {
      this.part.show('none');
    } else {
      this.part.show({ fingerprint: fingerprint(this.#kept.key.publicKey), shown: this.#kept.shown });
    }
  }
}
