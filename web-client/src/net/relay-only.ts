// SPDX-License-Identifier: Apache-2.0

interface Found {
  candidate: string;
  usernameFragment?: string | null;
}

/** Whether one of the server's addresses is a relay's (TURN). */
export function leadsToARelay({ urls }: RTCIceServer): boolean {
  return [urls].flat().some((url) => /^turns?:/i.test(url));
}

/** What may be told of a candidate when only the relay may be known: nothing of another kind, nor from where the relay was asked. */
export function throughRelayOnly(found: Found): Found | undefined {
  return / typ relay( |$)/.test(found.candidate)
    ? { ...found, candidate: found.candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0') }
    : undefined;
}
