// SPDX-License-Identifier: Apache-2.0
import { element, setText, takesKeys } from './dom';
import { PanelFrame, type PanelContent, type PanelName } from './panel';
import { text } from './text';
import { Toasts } from './toasts';

/** Below this width panels are sheets at the bottom, one at a time. */
const NARROW = '(max-width: 720px), (max-height: 480px)';

/**
 * The page: header, world, panels and the buttons that open them. Keeps the focus where a person expects it: a panel opened by key takes
 * it, Esc gives it to the world, and Esc there gives it back.
 */
export class Shell {
  readonly canvas: HTMLCanvasElement;
  readonly labelLayer = element('div', { class: 'label-layer', 'aria-hidden': 'true' });
  readonly toasts = new Toasts();
  /** True while keys are for walking. */
  onKeysForWorld: (forWorld: boolean) => void = () => undefined;
  onChangeName: () => void = () => undefined;

  readonly #title = element('h1', {}, 'Freehold');
  readonly #name = element('button', { type: 'button', class: 'link', hidden: true });
  readonly #count = element('span', { class: 'people-count' }, text.header.arriving);
  readonly #progress = element('div', { class: 'progress panel', hidden: true });
  /** Not announced: it changes several times a second. The bar can be asked. */
  readonly #progressText = element('span', {});
  readonly #progressBar = element('progress', { 'aria-label': text.world.progress });
  readonly #dock = element('nav', { class: 'dock panel', 'aria-label': text.dock.label });
  readonly #panels = element('div', { class: 'panels' });
  readonly #instead = element('div', { class: 'instead', hidden: true, tabindex: 0 });
  readonly #frames = new Map<PanelName, PanelFrame>();
  readonly #narrow = matchMedia(NARROW);
  #cameFrom: HTMLElement | undefined;

  constructor(banner: HTMLElement) {
    this.canvas = this.#makeCanvas();
    this.#name.addEventListener('click', () => this.onChangeName());
    this.#progress.append(this.#progressText, this.#progressBar);
    document.body.append(
      element(
        'div',
        { class: 'skips' },
        this.#skip(text.skip.world, () => this.focusWorld()),
        this.#skip(text.skip.chat, () => this.open('chat', true)),
        this.#skip(text.skip.panels, () => this.#dock.querySelector('button')?.focus()),
      ),
      element(
        'header',
        { class: 'header panel' },
        this.#title,
        element('p', {}, this.#name, this.#count),
      ),
      element('main', { 'aria-label': text.world.region }, this.canvas, this.labelLayer, this.#instead, this.#progress),
      banner,
      this.#dock,
      this.#panels,
      this.toasts.root,
    );
    document.addEventListener('focusin', () => this.#tellKeys());
    document.addEventListener('focusout', () => queueMicrotask(() => this.#tellKeys()));
    document.addEventListener('click', (event) => this.#giveBack(event));
  }

  get isNarrow(): boolean {
    return this.#narrow.matches;
  }

  addPanel(content: PanelContent): void {
    const { name } = content;
    const frame = new PanelFrame(
      content,
      (byKeyboard) => (frame.isOpen ? this.close(name) : this.open(name, byKeyboard)),
      () => this.close(name),
    );
    this.#frames.set(name, frame);
    this.#panels.append(frame.root);
    this.#dock.append(frame.button);
  }

  /** @param focus whether the focus goes into the panel */
  open(name: PanelName, focus: boolean): void {
    for (const [other, frame] of this.#frames) {
      // The chat has a place of its own where there is room for two.
      if (other !== name && frame.isOpen && (this.isNarrow || (other !== 'chat' && name !== 'chat'))) {
        frame.show(false);
      }
    }
    const frame = this.#frames.get(name);
    if (frame !== undefined && !frame.isOpen) {
      frame.show(true);
    }
    if (focus) {
      frame?.focus();
    }
  }

  close(name: PanelName): void {
    const frame = this.#frames.get(name);
    const hadFocus = frame?.root.contains(document.activeElement) === true;
    frame?.show(false);
    if (hadFocus) {
      frame?.button.focus();
    }
  }

  isOpen(name: PanelName): boolean {
    return this.#frames.get(name)?.isOpen === true;
  }

  /** The button of the hand, over the world and right after it for the Tab key. */
  setHand(button: HTMLElement): void {
    this.#progress.before(button);
  }

  badge(name: PanelName, words: string): void {
    this.#frames.get(name)?.badge(words);
  }

  focusWorld(): void {
    this.#world.focus({ preventScroll: true });
  }

  /** Esc: from a panel to the world, from the world back to where one was. */
  switchFocus(): void {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && !this.keysAreForWorld) {
      this.#cameFrom = focused;
      this.focusWorld();
    } else if (this.#cameFrom !== undefined && this.#cameFrom.offsetParent !== null) {
      this.#cameFrom.focus();
    }
  }

  get keysAreForWorld(): boolean {
    const focused = document.activeElement;
    return focused === null || focused === document.body || focused === this.#world;
  }

  setDomain(name: string): void {
    setText(this.#title, name);
    document.title = name;
  }

  setVisitor(name: string, people: number): void {
    this.#name.hidden = false;
    this.#name.setAttribute('aria-label', text.header.changeLabel(name));
    if (this.#name.textContent !== `${text.header.youAre(name)}${text.header.change}`) {
      this.#name.replaceChildren(
        element('span', {}, text.header.youAre(name)),
        element('span', { class: 'change' }, text.header.change),
      );
    }
    setText(this.#count, text.header.people(people));
  }

  /** Undefined hides it. Without `total` it only says that something is under way. */
  setProgress(words: string | undefined, loaded = 0, total = 0): void {
    this.#progress.hidden = words === undefined;
    setText(this.#progressText, words ?? '');
    if (total > 0) {
      this.#progressBar.max = total;
      this.#progressBar.value = loaded;
    } else {
      this.#progressBar.removeAttribute('value');
    }
  }

  /** Words where the picture would be. */
  showInstead(words: string): void {
    this.canvas.hidden = true;
    this.#instead.hidden = false;
    this.#instead.replaceChildren(element('h2', {}, text.world.withoutPicture), element('p', {}, words));
  }

  get #world(): HTMLElement {
    return this.canvas.hidden ? this.#instead : this.canvas;
  }

  #makeCanvas(): HTMLCanvasElement {
    return element(
      'canvas',
      {
        id: 'world',
        tabindex: 0,
        // Screen readers hand keys on to an application; the label says which to use.
        role: 'application',
        'aria-roledescription': text.world.roleDescription,
        'aria-label': text.world.canvas,
      },
      text.world.canvas,
    );
  }

  #skip(label: string, go: () => void): HTMLElement {
    return element('button', { type: 'button', class: 'skip', onclick: go }, label);
  }

  #tellKeys(): void {
    this.onKeysForWorld(this.keysAreForWorld);
  }

  /** After a click on a button by pointer the keys walk again, unless it led into a field. */
  #giveBack(event: MouseEvent): void {
    const focused = document.activeElement;
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (event.detail > 0 && button !== null && button === focused && !takesKeys(focused)) {
      this.focusWorld();
    }
  }
}
