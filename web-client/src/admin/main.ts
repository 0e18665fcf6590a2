// SPDX-License-Identifier: Apache-2.0
import '../ui/style.css';
import './admin.css';
import { subtleCrypto } from '../app/browser';
import { openKeyStore } from '../net/key-store';
import { ownSite } from '../net/site';
import { element } from '../ui/dom';
import { openApi } from './open-api';
import { AdminPage } from './page';
import { sentence } from './tools';
import { words } from './words';

/** Signs with the key that this browser has for the domain, as the world does. */
async function start(): Promise<void> {
  try {
    const keyStore = await openKeyStore(window.indexedDB as IDBFactory | undefined);
    const { name, api } = await openApi(keyStore, subtleCrypto(), ownSite(document));
    await new AdminPage(name, api).start();
  } catch (error) {
    document.body.classList.add('admin');
    document.body.append(element('main', {}, element('h1', {}, words.page.noDomain), element('p', { role: 'alert' }, sentence(error))));
  }
}

void start();
