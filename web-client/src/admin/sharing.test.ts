// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sharingSentence } from './sharing';

describe('how it stands with sharing', () => {
  it('says what to do when no rendezvous is set', () => {
    expect(sharingSentence({ state: 'off', configured: [] })).toContain('sharing.rendezvous');
  });

  it('says who would introduce people', () => {
    expect(sharingSentence({ state: 'off', configured: ['https://meet.example'] })).toContain('https://meet.example');
  });

  it('says why it waits and what helps', () => {
    const said = sharingSentence({ state: 'waiting', rendezvous: 'https://meet.example', problem: 'It is full.', whatToDo: 'Try later.', configured: [] });
    expect(said).toContain('It is full. Try later.');
  });
});
