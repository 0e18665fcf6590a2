// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sharingSentence, waysSentence } from './sharing';

const MEET = 'https://meet.example';
const OTHER = 'https://other.example';

describe('how it stands with sharing', () => {
  it('says what to do when no rendezvous is set', () => {
    expect(sharingSentence({ state: 'off', configured: [], each: [] })).toContain('sharing.rendezvous');
  });

  it('says who would introduce people', () => {
    expect(sharingSentence({ state: 'off', configured: [MEET], each: [] })).toContain(MEET);
  });

  it('says why it waits and what helps', () => {
    const waiting = { state: 'waiting', rendezvous: MEET, problem: 'It is full.', whatToDo: 'Try later.' } as const;
    expect(sharingSentence({ ...waiting, configured: [], each: [waiting] })).toContain('It is full. Try later.');
  });

  it('tells of each rendezvous, and last of those whose links follow', () => {
    const shared = { state: 'shared', rendezvous: MEET, link: `${MEET}/d/x` } as const;
    const too = { state: 'shared', rendezvous: OTHER, link: `${OTHER}/d/x` } as const;
    const stopped = { state: 'stopped', rendezvous: 'https://third.example', problem: 'Shared elsewhere.', whatToDo: '' } as const;
    expect(sharingSentence({ ...shared, configured: [], each: [shared, stopped, too] })).toBe(
      `Sharing by https://third.example has stopped: Shared elsewhere.\nShared by ${MEET}, ${OTHER}. Whoever has one of these links can come from anywhere:`,
    );
  });
});

describe('by which way people come', () => {
  it('is told in the words of the domain', () => {
    expect(waysSentence({ port: 'The router opened it.' })).toBe('The router opened it.');
    expect(waysSentence({ relay: 'Hidden behind a relay.', port: 'It is open.' })).toBe('Hidden behind a relay. It is open.');
  });

  it('is not told of where nobody is asked', () => {
    expect(waysSentence({})).toBe('');
  });
});
