// SPDX-License-Identifier: Apache-2.0
/** Everything that the page of a home says. */
export const words = {
  title: 'Your home',
  nobodyAsks: 'No world has asked who you are. This page opens by itself when you come to one as somebody known.',
  looking: 'One moment…',
  notThere: (host: string) =>
    `The world that asks could not be found at ${host}, so nothing is said to it. Close this and try again from there.`,
  noAccount:
    'This home does not know you in this browser, and has said nothing. Ask an owner of it to make you a member with a name; your key here is',
  failed: 'That did not work, and nothing was said. Close this and try again.',
  asks: (world: string, host: string) => `“${world}” at ${host} asks who you are. Say that you are`,
  whatItMeans: (account: string) =>
    `It is said to this world only, for one visit. From then on the world knows that your key there is ${account}, and may tell others; ` +
    'a ban of this account counts wherever the same list is followed. Your name and anything else stay here.',
  yes: (account: string) => `Say that I am ${account}`,
  no: 'Say nothing',
  close: 'Close',
};
