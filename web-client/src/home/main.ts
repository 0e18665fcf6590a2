// SPDX-License-Identifier: Apache-2.0
import '../ui/style.css';
import './home.css';
import { RefusedByDomain, type Api } from '../admin/api';
import { openApi } from '../admin/open-api';
import { subtleCrypto } from '../app/browser';
import { openKeyStore } from '../net/key-store';
import { ownSite } from '../net/site';
import { readQuestion, vouchMessage, type VouchQuestion } from '../net/home';
import { element } from '../ui/dom';
import { words } from './words';

const page = element('main', { class: 'home-page' });
document.body.classList.add('home');
document.body.append(page);
void start();

/** Asks the person whether this home is to say who they are, and tells it the world that asked, and nobody else. */
async function start(): Promise<void> {
  const question = readQuestion(location.search);
  const asking = window.opener as Window | null;
  if (question === undefined || asking === null) {
    say(words.title, words.nobodyAsks);
    return;
  }
  say(words.title, words.looking);
  try {
    const there = await domainAt(question.origin);
    if (there?.key !== question.destination) {
      // Otherwise one world could ask in the name of another, and come in there as this person.
      say(words.title, words.notThere(new URL(question.origin).host));
      return;
    }
    const store = await openKeyStore(window.indexedDB as IDBFactory | undefined);
    const { api } = await openApi(store, subtleCrypto(), ownSite(document));
    const account = await accountAt(api);
    if (account === undefined) {
      const { fingerprint } = await api.ask('me', {});
      say(words.title, words.noAccount, element('code', {}, `key:${fingerprint}`));
      return;
    }
    ask(question, there.name, `${account}@${location.host}`, async () => {
      const { vouch } = await api.ask('home/vouch', {
        home: location.host,
        address: new URL(question.origin).host,
        destination: question.destination,
        visitor: question.visitor,
      });
      asking.postMessage(vouchMessage(vouch), question.origin);
      window.close();
    });
  } catch (error) {
    refuse(error);
  }
}

function ask(question: VouchQuestion, world: string, account: string, yes: () => Promise<void>): void {
  const agree = element('button', { type: 'button', class: 'primary' }, words.yes(account));
  agree.addEventListener('click', () => {
    agree.disabled = true;
    yes().catch(refuse);
  });
  page.replaceChildren(
    element('h1', {}, words.title),
    element('p', {}, words.asks(world, new URL(question.origin).host)),
    element('p', { class: 'account' }, account),
    element('p', { class: 'hint' }, words.whatItMeans(account)),
    element(
      'div',
      { class: 'row-actions' },
      element('button', { type: 'button', onclick: () => window.close() }, words.no),
      agree,
    ),
  );
  agree.focus();
}

function refuse(error: unknown): void {
  if (error instanceof RefusedByDomain) {
    say(words.title, `${error.message} ${error.whatToDo}`.trim());
  } else {
    say(words.title, words.failed);
  }
}

/** Undefined when this home does not know whoever asks. */
async function accountAt(api: Api): Promise<string | undefined> {
  try {
    return (await api.ask('home/account', {})).account;
  } catch (error) {
    if (error instanceof RefusedByDomain && error.code === 'not-found') {
      return undefined;
    }
    throw error;
  }
}

function say(title: string, sentence: string, more?: HTMLElement): void {
  page.replaceChildren(
    element('h1', {}, title),
    element('p', { role: 'status' }, sentence),
    ...(more === undefined ? [] : [more]),
    element('div', { class: 'row-actions' }, element('button', { type: 'button', onclick: () => window.close() }, words.close)),
  );
}

/** What a domain says of itself; undefined when it says nothing. */
async function domainAt(origin: string): Promise<{ name: string; key: string } | undefined> {
  const said: unknown = await fetch(`${origin}/.well-known/freehold`, { cache: 'no-store' })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  const { name, key } = (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof key === 'string' ? { name, key } : undefined;
}
