// SPDX-License-Identifier: Apache-2.0
import { element, setText } from '../ui/dom';
import { Toasts } from '../ui/toasts';
import { appealsSection } from './appeals';
import type { Api, Me } from './api';
import { auditSection } from './audit';
import { bansSection } from './bans';
import { listsSection } from './lists';
import { peopleSection } from './people';
import { permissionsSection } from './permissions';
import { reportsSection } from './reports';
import { rolesSection } from './roles';
import { button, type Section } from './section';
import { seeAsSection } from './see-as';
import { settingsSection } from './settings';
import { sharingSection } from './sharing';
import { busyLine, sentence, Tools } from './tools';
import { words } from './words';

/** Whether the page is for somebody with these permissions. */
export function mayModerate(permissions: readonly string[]): boolean {
  return permissions.includes('moderate') || permissions.includes('administer');
}

/** The admin page: heading, ways to the sections, and one of them. The address tells which, so that it can be linked and gone back to. */
export class AdminPage {
  readonly #domain: string;
  readonly #toasts = new Toasts();
  readonly #busy = busyLine();
  readonly #tools: Tools;
  readonly #main = element('main', { id: 'section', tabindex: -1 });
  readonly #failure = element('div', { role: 'alert', class: 'failure' });
  #sections: readonly Section[] = [];
  #links = new Map<string, HTMLElement>();
  #open: Section | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(domain: string, api: Api) {
    this.#domain = domain;
    this.#tools = new Tools(api, this.#toasts, this.#busy.show);
    document.title = words.page.title(domain);
    document.body.classList.add('admin');
  }

  /** Asks who this is and shows what they may see. */
  async start(): Promise<void> {
    const head = element(
      'header',
      { class: 'admin-head' },
      element('h1', {}, words.page.title(this.#domain)),
      element('a', { href: './' }, words.page.toWorld),
    );
    document.body.append(head, this.#busy.root, this.#main, this.#toasts.root);
    let me: Me;
    try {
      me = await this.#tools.patiently(this.#tools.api.ask('me', {}));
    } catch (error) {
      this.#showFailure(error, () => location.reload());
      this.#main.append(element('h2', {}, words.page.noDomain), this.#failure);
      return;
    }
    if (!mayModerate(me.permissions)) {
      this.#showNotPermitted(me);
      return;
    }
    head.append(element('p', { class: 'hint' }, words.page.you(words.standing[me.standing] ?? me.standing, me.fingerprint.slice(0, 8))));
    const tools = this.#tools;
    this.#sections = [
      peopleSection(tools, me),
      permissionsSection(tools),
      seeAsSection(tools),
      rolesSection(tools),
      bansSection(tools),
      listsSection(tools),
      appealsSection(tools),
      reportsSection(tools),
      auditSection(tools),
      sharingSection(tools),
      settingsSection(tools),
    ];
    head.before(
      element('a', { class: 'skip', href: '#section', onclick: (event: Event) => (event.preventDefault(), this.#main.focus()) }, words.page.skip),
    );
    head.after(this.#nav());
    addEventListener('hashchange', () => this.#show(true));
    document.addEventListener('visibilitychange', () => this.#schedule());
    this.#show(false);
  }

  #nav(): HTMLElement {
    for (const { id, title } of this.#sections) {
      this.#links.set(id, element('a', { href: `#${id}` }, title));
    }
    return element(
      'nav',
      { class: 'admin-nav', 'aria-label': words.page.sections },
      element('ul', {}, ...[...this.#links.values()].map((link) => element('li', {}, link))),
    );
  }

  /** @param focus whether somebody asked for the section, and the focus goes there */
  #show(focus: boolean): void {
    const wanted = location.hash.slice(1);
    const section = this.#sections.find(({ id }) => id === wanted) ?? this.#sections[0]!;
    if (section === this.#open) {
      return;
    }
    this.#open = section;
    for (const [id, link] of this.#links) {
      if (id === section.id) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    }
    const heading = element('h2', { tabindex: -1 }, section.title);
    this.#failure.replaceChildren();
    section.body.classList.add('section-body');
    this.#main.setAttribute('aria-label', section.title);
    this.#main.replaceChildren(heading, this.#failure, section.body);
    if (focus) {
      heading.focus();
    }
    // What it held before is from another time: it is shown once it is fresh.
    section.body.hidden = true;
    void this.#refresh(section);
  }

  async #refresh(section: Section): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await (section.body.hidden ? this.#tools.patiently(section.refresh()) : section.refresh());
      if (section === this.#open) {
        this.#failure.replaceChildren();
        section.body.hidden = false;
      }
    } catch (error) {
      if (section === this.#open) {
        this.#showFailure(error, () => void this.#refresh(section));
      }
    }
    this.#schedule();
  }

  /** Not while nobody looks: a forgotten tab asks nothing. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const section = this.#open;
    if (section?.everyMs !== undefined && !document.hidden) {
      this.#timer = setTimeout(() => void this.#refresh(section), section.everyMs);
    }
  }

  #showFailure(error: unknown, again: () => void): void {
    const said = sentence(error);
    // The same sentence every few seconds would be read every few seconds.
    if (this.#failure.firstElementChild?.textContent !== said) {
      this.#failure.replaceChildren(element('p', {}, said), button(words.tryAgain, again));
    }
  }

  #showNotPermitted({ standing, fingerprint }: Me): void {
    const w = words.page;
    setText(this.#main, '');
    this.#main.append(
      element('h2', {}, w.notPermitted),
      element(
        'div',
        { class: 'part panel' },
        element('p', {}, w.who(words.standing[standing] ?? standing, fingerprint)),
        element('ul', { class: 'plain' }, ...w.whatToDo.map((line) => element('li', {}, line))),
        element('a', { href: './' }, w.toWorld),
      ),
    );
  }
}
