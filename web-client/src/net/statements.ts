// SPDX-License-Identifier: Apache-2.0

/** What the two sides sign (docs/protocol.md section 3). Keys and nonces exactly as they appear in the messages. */
interface Parties {
  domainKey: string;
  domainName: string;
  visitorKey: string;
}

export function visitorStatement(parties: Parties & { serverNonce: string }): string {
  return statement('freehold-visitor-1', parties, parties.serverNonce);
}

export function domainStatement(parties: Parties & { clientNonce: string }): string {
  return statement('freehold-domain-1', parties, parties.clientNonce);
}

function statement(first: string, { domainKey, domainName, visitorKey }: Parties, nonce: string): string {
  return [first, domainKey, domainName, nonce, visitorKey].join('\n');
}
