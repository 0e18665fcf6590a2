// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readPeerPath } from './peer-path';

const local = { id: 'L', type: 'local-candidate', candidateType: 'prflx', address: '' };
const relay = { id: 'L', type: 'local-candidate', candidateType: 'relay', address: '198.51.100.1' };
const remote = { id: 'R', type: 'remote-candidate', candidateType: 'host', address: '2001:db8::7' };
const pair = { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' };

function report(...all: { id: string }[]): Map<string, unknown> {
  return new Map(all.map((each) => [each.id, each]));
}

describe('the path of a session', () => {
  it('is that of the pair that Chromium selected', () => {
    const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };
    const other = { ...pair, id: 'O', nominated: true, state: 'succeeded', localCandidateId: 'X', remoteCandidateId: 'X' };
    expect(readPeerPath(report(other, transport, pair, local, remote))).toEqual({ relayed: false, family: 'IPv6' });
  });

  it('is that of the pair that Firefox selected', () => {
    expect(readPeerPath(report({ ...pair, id: 'O' }, { ...pair, selected: true } as { id: string }, relay, remote))).toEqual({ relayed: true, family: 'IPv6' });
  });

  it('is unknown before there is one', () => {
    expect(readPeerPath(report())).toBeUndefined();
    expect(readPeerPath(report({ ...pair, nominated: true, state: 'in-progress' } as { id: string }, local, remote))).toBeUndefined();
  });

  it('says nothing of a family that a name hides', () => {
    const hidden = { ...remote, address: 'x.local' };
    expect(readPeerPath(report({ ...pair, nominated: true, state: 'succeeded' } as { id: string }, local, hidden))).toEqual({
      relayed: false,
      family: undefined,
    });
  });
});
