// SPDX-License-Identifier: Apache-2.0
import { RefusedByDomain, type OwnAppeal } from '../admin/api';
import { sentence } from '../admin/tools';
import { when } from '../ui/time';

const limit = (characters: number): string => characters.toLocaleString('en');

/** Everything that the page for those who are on a list says. */
export const words = {
  title: 'Appeal against a ban list',
  at: (domain: string) => `To the moderators of ${domain}`,
  intro:
    'Are you on a ban list of this domain, and should not be? Say so here. Its moderators read it and answer. If they agree, you are taken ' +
    'off the list at once, and every domain that follows it learns of that by itself.',
  list: 'The list',
  listHint: 'The screen that kept you out names it.',
  otherList: 'Another list, by its name',
  name: 'Name of the list',
  nameHint: 'The last part of its address: of https://harbour.example/lists/main it is main.',
  way: 'How it knows you',
  wayHint: 'A list names a key or an account. Choose what you came with when you were kept out.',
  ways: {
    portable: 'By my portable key',
    account: 'By my account at a home',
    here: 'By the key that this browser has for this domain',
  },
  needsTls: 'A portable key can only be opened over https: over plain http the browser hides its cryptography from this page.',
  file: 'The file of your key',
  fileHint: 'It is opened in this browser and sent to nobody.',
  passphrase: 'Its passphrase',
  open: 'Open the key',
  working: 'One moment…',
  opened: 'Your key:',
  another: 'Take another key',
  noFile: 'Choose the file of your key first. “freehold key new”, or Settings in a world, has saved it.',
  fault: {
    'wrong-file': 'This is not the file of a portable key. Choose one that “freehold key new”, or Settings in a world, has saved.',
    'wrong-passphrase': 'The passphrase does not open this file. Try again.',
  },
  home: 'Your home',
  homeHint: 'Its address, such as home.example. A window of it opens and asks you first.',
  notAHome: (written: string) => `“${written}” is not the address of a home (expected: such as home.example; only over https).`,
  noWindow: 'The browser did not open a window for your home. Allow windows for this site and try again.',
  hereHint: 'Only a list of this very domain can name it: you have another key in each domain.',
  text: 'What they should know',
  textHint: (most: number) => `What happened, and why the entry is wrong. At most ${limit(most)} characters.`,
  count: (characters: number, most: number) => `${limit(characters)} of ${limit(most)} characters`,
  empty: 'Write what the moderators should know first.',
  tooLong: (characters: number, most: number) => `This has ${limit(characters)} characters (expected: at most ${limit(most)}). Shorten it.`,
  seen: 'What the moderators will see',
  seenWhat: {
    portable: 'your portable key, which the list names',
    account: 'your account at your home, and the key that this browser has for this domain',
    here: 'the key that this browser has for this domain',
  },
  seenRest: ['the list and the entry that is about you', 'what you write here', 'when you sent it'],
  seenNot: 'Nobody else sees it. You can appeal once a day.',
  send: 'Send the appeal',
  askAndSend: 'Ask my home and send the appeal',
  asking: 'A window of your home has opened. Say there who you are; then the appeal is sent.',
  sent: (list: string) => `Your appeal against the list ${list} is sent. Come back here for the answer: it stands below.`,
  mine: 'Your appeals',
  none: 'None that was made by the keys which this page knows of.',
  noneHint: 'To see what you made by a portable key, open it above.',
  again: 'Look again',
  about: ({ list, entry }: OwnAppeal) => `List ${list}, entry ${entry}`,
  made: ({ at }: OwnAppeal) => `Sent ${when(at)}.`,
  state: ({ state, decided }: OwnAppeal) => {
    const since = decided === undefined ? '' : ` ${when(decided)}`;
    switch (state) {
      case 'accepted':
        return `Accepted${since}: you are off the list.`;
      case 'rejected':
        return `Rejected${since}: the entry stays.`;
      default:
        return 'Waits for an answer.';
    }
  },
  noAnswer: 'They gave no reason.',
  tooSoon: (next: number | undefined) =>
    next === undefined
      ? 'There was an appeal about this within the last day, and one a day is taken. Its answer comes to whoever made it; try again tomorrow.'
      : `You have appealed within the last day, and one a day is taken. It stands below with what became of it. The next can be sent after ${when(next)}.`,
  notOnIt: 'Look at the screen that kept you out: which list it names, and by which key or account you came.',
};

/**
 * Why an appeal was not taken, and what to do.
 *
 * @param next when the next one may be made; undefined when it is not known
 */
export function whyNot(error: unknown, next: number | undefined): string {
  if (error instanceof RefusedByDomain && error.code === 'too-soon') {
    return words.tooSoon(next);
  }
  if (error instanceof RefusedByDomain && error.code === 'not-found') {
    return `${error.message.replace(/[.\s]*$/, '')}. ${words.notOnIt}`;
  }
  return sentence(error);
}
