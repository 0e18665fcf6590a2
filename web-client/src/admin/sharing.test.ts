// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sharingSentence, waysSentence } from './sharing';
import { when } from './time';

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
      `Sharing by https://third.example has stopped: Shared elsewhere. Shared by ${MEET}, ${OTHER}. Whoever has one of these links can come from anywhere:`,
    );
  });
});

describe('the port that the router was asked for', () => {
  const opened = { state: 'opened', port: 4080, protocol: 'PCP', outside: '198.51.100.2:14080', public: true } as const;

  it('is told with its address outside, by which protocol, and until when', () => {
    const until = '2026-11-30T18:00:00Z';
    expect(waysSentence({ opening: { ...opened, until } })).toBe(
      `The router opened UDP port 4080 at 198.51.100.2:14080 by PCP, until ${when(until)}; that is renewed by itself.`,
    );
    expect(waysSentence({ opening: { ...opened, until: null } })).toContain('until sharing ends');
    expect(waysSentence({ opening: { ...opened, public: false } })).toContain('another router');
  });

  it('is told with the reasons when it is not open', () => {
    expect(waysSentence({ opening: { state: 'refused', port: 4080, why: ['PCP: no', 'UPnP: no'] } })).toContain('(PCP: no; UPnP: no)');
    expect(waysSentence({ opening: { state: 'refused', port: 4080, why: [] } })).toContain('no network with a router');
    expect(waysSentence({ opening: { state: 'asking', port: 4080 } })).toContain('being asked');
  });

  it('is not told of where nobody is asked, but the relay is', () => {
    expect(waysSentence({})).toBe('');
    expect(waysSentence({ relay: 'Hidden behind a relay.' })).toBe('Hidden behind a relay.');
  });
});
