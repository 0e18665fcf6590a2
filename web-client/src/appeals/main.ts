// SPDX-License-Identifier: Apache-2.0
import '../ui/style.css';
import './appeals.css';
import { meetDomain } from '../admin/open-api';
import { sentence } from '../admin/tools';
import { subtleCrypto } from '../app/browser';
import { openHomeWindow } from '../app/home-window';
import { openKeyStore } from '../net/key-store';
import { keptPortableKey } from '../net/portable-key';
import { ownSite } from '../net/site';
import { element } from '../ui/dom';
import { listAsked } from './lists';
import { AppealsPage } from './page';
import { words } from './words';

async function start(): Promise<void> {
  document.body.classList.add('appeals');
  try {
    const store = await openKeyStore(window.indexedDB as IDBFactory | undefined);
    const page = new AppealsPage({
      domain: await meetDomain(store, subtleCrypto(), ownSite(document)),
      subtle: subtleCrypto(),
      kept: (await keptPortableKey(store))?.key,
      asked: listAsked(location.search),
      openWindow: openHomeWindow,
      now: () => Date.now(),
    });
    document.body.append(page.root);
    await page.start();
  } catch (error) {
    document.body.append(
      element('main', { class: 'appeals-page' }, element('h1', {}, words.title), element('p', { role: 'alert' }, sentence(error))),
    );
  }
}

void start();
