// SPDX-License-Identifier: Apache-2.0
//
// A browser on a host of the laboratory: Chromium without a window, which draws in software and is asked by the DevTools protocol through two pipes
// (https://chromedevtools.github.io/devtools-protocol/). CHROMIUM is its program, chromium if it is not set.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPiped } from './lab.mjs';

const chromium = process.env['CHROMIUM'] ?? 'chromium';
const PATIENCE_MILLIS = 60_000;

/** One page of a browser of its own, which ends with the laboratory. */
export class Page {
  #write;
  #session;
  #asked = new Map();
  #last = 0;

  /** Starts a browser whose window is width × height. */
  static async open(host, folder, width, height) {
    const page = new Page();
    const browser = startPiped(host, ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], [chromium, '--headless=new', '--no-sandbox',
      '--remote-debugging-pipe', `--user-data-dir=${join(folder, 'browser')}`, '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-dev-shm-usage', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', `--window-size=${width},${height}`]);
    const [, , , toBrowser, fromBrowser] = browser.stdio;
    page.#write = (message) => toBrowser.write(`${JSON.stringify(message)}\0`);
    let rest = '';
    fromBrowser.setEncoding('utf8').on('data', (text) => {
      const messages = `${rest}${text}`.split('\0');
      rest = messages.pop();
      messages.forEach((message) => page.#answered(JSON.parse(message)));
    });
    // It ends with the laboratory, which is no fault then.
    toBrowser.on('error', () => undefined);
    const { targetId } = await page.#ask('Target.createTarget', { url: 'about:blank' });
    page.#session = (await page.#ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await page.#ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    return page;
  }

  #answered({ id, result, error }) {
    const [done, failed] = this.#asked.get(id) ?? [];
    this.#asked.delete(id);
    if (error) failed?.(new Error(error.message));
    else done?.(result);
  }

  #ask(method, params) {
    const id = ++this.#last;
    this.#write({ id, method, params, ...(this.#session && { sessionId: this.#session }) });
    return new Promise((done, failed) => this.#asked.set(id, [done, failed]));
  }

  go(url) {
    return this.#ask('Page.navigate', { url });
  }

  /** The value of an expression in the page; undefined where it fails, as while the page is still loading. */
  async read(expression) {
    const { result } = await this.#ask('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    return result.value;
  }

  /** Waits until an expression is true; how long it took, milliseconds. */
  async until(what, expression, millis = PATIENCE_MILLIS) {
    const begin = Date.now();
    while (Date.now() < begin + millis) {
      if (await this.read(`Boolean(${expression})`) === true) return Date.now() - begin;
      await wait(100);
    }
    throw new Error(`${what}: not within ${millis / 1000} s; the page knows ${await this.read('JSON.stringify(globalThis.freehold)')}, and says ${await this.read('document.body.innerText')}`);
  }

  async picture(file) {
    const { data } = await this.#ask('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
}
