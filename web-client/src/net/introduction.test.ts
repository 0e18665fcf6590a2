// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { toBase64Url } from './base64url';
import { identityFor } from './identity';
import { answerSdp, isOfUse, isSignedFor, readFromHost, readLocalDescription, type Answer } from './introduction';
import { introductionStatement } from './statements';

const FINGERPRINT_BYTES = Uint8Array.from({ length: 32 }, (_, i) => i);
const FINGERPRINT = toBase64Url(FINGERPRINT_BYTES);
const HEX = [...FINGERPRINT_BYTES].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
const HOST = 'candidate:1 1 udp 2130706431 192.0.2.7 10000 typ host';

const ANSWER = {
  type: 'answer',
  introduction: 'introduction-0123456789',
  ufrag: 'abcd',
  pwd: 'abcdefghijklmnopqrstuv',
  fingerprint: FINGERPRINT,
  candidates: [HOST],
  domain: { name: 'Harbour', key: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', signature: 'x' },
};

describe('an introduction', () => {
  it.each([
    ['Chromium', `v=0\r\na=group:BUNDLE 0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=ice-ufrag:Ab+/\r\na=ice-pwd:0123456789012345678901\r\na=ice-options:trickle\r\na=fingerprint:sha-256 ${HEX.toUpperCase()}\r\na=setup:actpass\r\na=mid:0\r\n`, '0'],
    ['Firefox', `v=0\na=fingerprint:sha-256 ${HEX}\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=mid:data\na=ice-ufrag:Ab+/\na=ice-pwd:0123456789012345678901\n`, 'data'],
  ])('is taken from the offer of %s', (_, sdp, mid) => {
    expect(readLocalDescription(sdp)).toEqual({ ufrag: 'Ab+/', pwd: '0123456789012345678901', fingerprint: FINGERPRINT, mid });
  });

  it.each(['ice-ufrag', 'ice-pwd', 'fingerprint', 'mid'])('is not taken from an offer without %s', (missing) => {
    const all = ['a=ice-ufrag:abcd', 'a=ice-pwd:x', `a=fingerprint:sha-256 ${HEX}`, 'a=mid:0'];
    expect(readLocalDescription(all.filter((line) => !line.startsWith(`a=${missing}`)).join('\r\n'))).toBeUndefined();
  });

  it('is written as SDP with all that Chromium needs', () => {
    const sdp = answerSdp(readFromHost(ANSWER) as Answer, 'data');

    expect(sdp).toContain(`a=fingerprint:sha-256 ${HEX.toUpperCase()}\r\n`);
    for (const line of ['a=mid:data', 'a=setup:passive', 'a=ice-ufrag:abcd', 'a=max-message-size:65536', `a=${HOST}`, 't=0 0']) {
      expect(sdp.split('\r\n')).toContain(line);
    }
  });

  it.each([
    ['ufrag', 'a\r\na=x'],
    ['ufrag', 'abc'],
    ['pwd', 'short'],
    ['pwd', 'abcdefghijklmnopqrstuv\n'],
    ['fingerprint', 'AAAA'],
    ['introduction', 7],
    ['domain', null],
    ['domain', { name: 'x', key: 'short', signature: '' }],
  ])('is not read from an answer whose %s is %j', (member, value) => {
    expect(readFromHost({ ...ANSWER, [member]: value })).toBeUndefined();
  });

  it('takes no candidate that could write other lines, and no more than sixteen', () => {
    const bad = ['candidate:1\r\na=setup:active', 'x', '', 7, null, `candidate:${'1'.repeat(501)}`];
    const answer = readFromHost({ ...ANSWER, candidates: [...bad, ...Array<string>(40).fill(HOST)] }) as Answer;
    expect(answer.candidates).toEqual(Array<string>(16).fill(HOST));
    expect((readFromHost({ ...ANSWER, candidates: 'many' }) as Answer).candidates).toEqual([]);
  });

  it('reads refusals and further candidates', () => {
    expect(readFromHost({ type: 'refused', introduction: null, code: 'busy', message: 'Full.', do: 'Wait.', retryAfterSeconds: 3 })).toEqual({
      type: 'refused',
      introduction: undefined,
      refusal: { code: 'busy', message: 'Full.', do: 'Wait.', side: 'here' },
      retryAfterSeconds: 3,
    });
    expect(readFromHost({ type: 'candidates', introduction: 'x', candidates: [HOST], last: true })).toMatchObject({ last: true, candidates: [HOST] });
    const banned = readFromHost({ type: 'refused', code: 'banned', message: 'Away.', do: '' });
    expect(banned, 'nobody signs a refusal').toMatchObject({ refusal: { code: 'busy' } });
    const unusable = [HOST.replace(' udp ', ' tcp '), HOST.replace('192.0.2.7', 'printer.local')];
    expect(readFromHost({ type: 'candidates', introduction: 'x', candidates: unusable })).toMatchObject({ candidates: [] });
    for (const strange of [undefined, null, 7, 'text', [], {}, { type: 'offer' }, { type: 'candidates' }]) {
      expect(readFromHost(strange)).toBeUndefined();
    }
  });

  it('is signed by the domain for both certificates and this introduction only', async () => {
    const domain = await identityFor('d', undefined, undefined);
    const parties = {
      domainKey: domain.publicKey,
      domainName: 'Harbour',
      introduction: ANSWER.introduction,
      visitorFingerprint: 'visitor',
      hostFingerprint: FINGERPRINT,
    };
    const signature = await domain.sign(introductionStatement(parties));
    const answer: Answer = { ...ANSWER, type: 'answer', domain: { name: 'Harbour', key: domain.publicKey, signature } };

    expect(isSignedFor(answer, 'visitor')).toBe(true);
    expect(isSignedFor(answer, 'another visitor')).toBe(false);
    expect(isSignedFor({ ...answer, fingerprint: toBase64Url(new Uint8Array(32)) }, 'visitor')).toBe(false);
    expect(isSignedFor({ ...answer, introduction: 'another' }, 'visitor')).toBe(false);
    expect(isSignedFor({ ...answer, domain: { ...answer.domain, name: 'Harbor' } }, 'visitor')).toBe(false);
  });

  it('tells the host only of addresses that it can use', () => {
    expect(isOfUse('candidate:1 1 udp 2130706431 192.0.2.7 10000 typ host')).toBe(true);
    expect(isOfUse('candidate:1 1 UDP 1 2001:db8::1 10000 typ srflx raddr :: rport 0')).toBe(true);
    expect(isOfUse('candidate:1 1 udp 1 0b2f3e9c-8a6b.local 10000 typ host')).toBe(false);
    expect(isOfUse('candidate:1 1 tcp 1 192.0.2.7 9 typ host tcptype active')).toBe(false);
    expect(isOfUse('')).toBe(false);
  });
});
