// SPDX-License-Identifier: Apache-2.0
//
// What does a person see whose browser visits a world behind a home router? Chromium opens the link from behind another router; the line of the world
// is cut until the page says so, and healed, and cut for longer; its machine gets another address; then the switch "Only through a relay" is turned on,
// and the link opened anew.
//
//   node benchmarks/laboratory/browser.mjs                           both behind port-restricted routers
//   node benchmarks/laboratory/browser.mjs cgnat:restricted-cone     others, between which there is a straight way
//   PICTURES=FOLDER node benchmarks/laboratory/browser.mjs           keeps pictures of the page
//
// Needs coturn, Chromium (devtools.mjs) and the laboratory (lab.mjs); without it, it says so and does nothing. Exit codes: 0 the page said what was so,
// and was in the world each time, or skipped; 1 not.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Page } from './devtools.mjs';
import { inLaboratory, lab, needLaboratory, readdress, shareFromHome, startRelay } from './lab.mjs';

const [pair = 'port-restricted:port-restricted'] = process.argv.slice(2);
const pictures = process.env['PICTURES'];
const ADDRESS_OF_RENDEZVOUS = '203.0.113.10';
const WIDTH = 1280;
const HEIGHT = 720;
const SETTLED_MILLIS = 4000;
/** Longer than a session may be silent, so that the page has to come in anew. */
const LONG_CUT_MILLIS = 40_000;
const IN = "freehold.state === 'live' && freehold.loaded && freehold.statistics?.frames > 2";
const shows = (words) => `[...document.querySelectorAll('body *')].some((one) => one.children.length === 0 && one.textContent.includes(${JSON.stringify(words)}) && one.checkVisibility())`;

async function keep(page, name) {
  if (pictures) await page.picture(join(pictures, `${name}.png`));
}

/** What the settings say about the connection, while they are open for people to read. */
async function path(page, name) {
  const press = "[...document.querySelectorAll('nav button')].find((one) => one.textContent.includes('Settings')).click()";
  await page.read(press);
  // It is looked up anew while they are open.
  await wait(SETTLED_MILLIS);
  const facts = await page.read("[...document.querySelectorAll('.connection-part dl > div')].map((one) => [...one.children].map((part) => part.textContent).join(': ')).join('; ')");
  await page.read("document.querySelector('.connection-part').scrollIntoView()");
  await keep(page, name);
  await page.read(press);
  return facts;
}

/** Cuts the line of the world until the page says so, and somewhat longer; prints what it said, and how long it took. */
async function cut(page, name, millis) {
  lab('cut', 'home');
  const begin = Date.now();
  const noticed = await page.until('the page says that the line is cut', shows('Reconnecting…'));
  await keep(page, name);
  await wait(Math.max(0, begin + millis - Date.now()));
  const [state, said] = [await page.read('freehold.state'), await page.read("document.querySelector('[role=status], [role=alert]')?.innerText")];
  await keep(page, `${name}-at-last`);
  lab('heal', 'home');
  const back = await page.until('in the world again', IN);
  await keep(page, `${name}-again`);
  console.log(`cut for ${((Date.now() - begin - back) / 1000).toFixed(1)} s: “Reconnecting…” after ${(noticed / 1000).toFixed(1)} s; at last ${state}${said ? ` (${said})` : ''}; in the world again ${(back / 1000).toFixed(1)} s after it was healed; ${await path(page, `${name}-settings`)}`);
}

/** As a laptop that goes from Wi-Fi to the cable; prints how it went on. */
async function changeAddress(page) {
  const begin = Date.now();
  await readdress('home');
  await page.until('the page says that something is wrong', shows('Reconnecting…'));
  const noticed = Date.now() - begin;
  await page.until('in the world again', IN);
  console.log(`the machine of the world gets another address: “Reconnecting…” after ${(noticed / 1000).toFixed(1)} s, in the world again after ${((Date.now() - begin) / 1000).toFixed(1)} s; ${await path(page, 'another-address')}`);
}

needLaboratory();
if (pictures) mkdirSync(pictures, { recursive: true });
const right = await inLaboratory([pair], async (folder) => {
  const { link: named } = await shareFromHome(folder, startRelay(folder));
  // There is no DNS in the laboratory, and Chromium does not look up names of STUN servers in /etc/hosts.
  const link = named.replace('rendezvous.test', ADDRESS_OF_RENDEZVOUS);
  const page = await Page.open('visitor', folder, WIDTH, HEIGHT);
  await page.go(link);
  console.log(`${pair}: in the world after ${(await page.until('in the world', IN) / 1000).toFixed(1)} s; ${await path(page, 'settings')}`);
  const straight = await page.read('!freehold.connection.path.relayed');
  // Read, and closed.
  await page.read("document.querySelectorAll('.toast .icon-only').forEach((close) => close.click())");
  await keep(page, 'in-the-world');
  await cut(page, 'cut', 0);
  await cut(page, 'long-cut', LONG_CUT_MILLIS);
  await changeAddress(page);
  await page.read("[...document.querySelectorAll('label')].find((one) => one.textContent.includes('Only through a relay')).querySelector('input').click()");
  await page.go('about:blank');
  await page.go(link);
  console.log(`only through a relay: in the world after ${(await page.until('in the world', IN) / 1000).toFixed(1)} s; ${await path(page, 'settings-relayed')}`);
  const relayed = await page.read('freehold.connection.path.relayed');
  await keep(page, 'relayed');
  return straight && relayed;
}).catch((error) => {
  console.log(`failed: ${error.message}`);
  return false;
});
process.exit(right ? 0 : 1);
