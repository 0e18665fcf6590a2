// SPDX-License-Identifier: Apache-2.0

/** What the two sides sign (docs/protocol.md section 3). Keys and nonces exactly as they appear in the messages. */
interface Parties {
  domainKey: string;
  domainName: string;
  visitorKey: string;
}

/** `time`: milliseconds since 1970 by the visitor's clock. */
export function visitorStatement(parties: Parties & { serverNonce: string; time: number }): string {
  return `${statement('freehold-visitor-2', parties, parties.serverNonce)}\n${parties.time}`;
}

/** What is signed with a portable key, to be known by it beside the key for this domain. */
export function portableStatement(parties: Parties & { serverNonce: string; portableKey: string }): string {
  return `${statement('freehold-portable-1', parties, parties.serverNonce)}\n${parties.portableKey}`;
}

export function domainStatement(parties: Parties & { clientNonce: string }): string {
  return statement('freehold-domain-1', parties, parties.clientNonce);
}

/** What a domain signs for the certificate by which a visitor's browser meets it (docs/protocol.md section 13.1). */
export function introductionStatement(parties: {
  domainKey: string;
  domainName: string;
  introduction: string;
  visitorFingerprint: string;
  hostFingerprint: string;
}): string {
  const { domainKey, domainName, introduction, visitorFingerprint, hostFingerprint } = parties;
  return ['freehold-introduction-1', domainKey, domainName, introduction, visitorFingerprint, hostFingerprint].join('\n');
}

function statement(first: string, { domainKey, domainName, visitorKey }: Parties, nonce: string): string {
  return [first, domainKey, domainName, nonce, visitorKey].join('\n');
}
