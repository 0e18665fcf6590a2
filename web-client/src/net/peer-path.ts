// SPDX-License-Identifier: Apache-2.0

/** How two ends of a WebRTC session reach each other. */
export interface PeerPath {
  /** Through a TURN server, or straight. */
  relayed: boolean;
  family: 'IPv4' | 'IPv6' | undefined;
}

interface Statistic {
  id: string;
  type: string;
  [member: string]: unknown;
}

/** The pair of candidates in use, out of a browser's RTCStatsReport; undefined while there is none. */
export function readPeerPath(report: Iterable<[string, unknown]>): PeerPath | undefined {
  const all = new Map<string, Statistic>();
  for (const [id, statistic] of report) {
    all.set(id, statistic as Statistic);
  }
  const pair = selectedPair(all);
  const local = all.get(String(pair?.['localCandidateId']));
  const remote = all.get(String(pair?.['remoteCandidateId']));
  if (pair === undefined || (local === undefined && remote === undefined)) {
    return undefined;
  }
  return {
    relayed: [local, remote].some((candidate) => candidate?.['candidateType'] === 'relay'),
    family: familyOf(remote) ?? familyOf(local),
  };
}

function selectedPair(all: ReadonlyMap<string, Statistic>): Statistic | undefined {
  const list = [...all.values()];
  const transport = list.find(({ type, selectedCandidatePairId: id }) => type === 'transport' && typeof id === 'string');
  // Firefox marks the pair instead.
  return transport === undefined
    ? list.find(({ type, selected, nominated, state }) => type === 'candidate-pair' && (selected ?? (nominated && state === 'succeeded')) === true)
    : all.get(String(transport['selectedCandidatePairId']));
}

function familyOf(candidate: Statistic | undefined): PeerPath['family'] {
  const address = candidate?.['address'] ?? candidate?.['ip'];
  return typeof address !== 'string' || address === '' || address.endsWith('.local')
    ? undefined
    : address.includes(':')
      ? 'IPv6'
      : 'IPv4';
}
