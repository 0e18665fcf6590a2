// SPDX-License-Identifier: Apache-2.0
import type { Connection } from '../net/connection';

/** The network came or went, the page was looked at again, closed, or taken back out of the browser's cache. */
export function followPage(connection: Connection): void {
  addEventListener('online', () => connection.networkCame());
  // It may only be the way to other networks that is gone: ask instead of believing it.
  addEventListener('offline', () => connection.wake());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      connection.wake();
    }
  });
  addEventListener('pagehide', () => connection.leave());
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      connection.connect();
    }
  });
}
