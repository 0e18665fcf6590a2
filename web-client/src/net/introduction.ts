// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url, toBase64Url } from './base64url';
import type { Refusal } from './messages';
import { introductionStatement } from './statements';
import { verify } from './identity';

/** The objects by which a visitor's browser and a host are introduced (docs/protocol.md section 13.1), and their likeness in SDP. */

export interface Offer {
  type: 'offer';
  introduction: string;
  ufrag: string;
  pwd: string;
  /** SHA-256 of the certificate, base64url. */
  fingerprint: string;
  candidates: readonly string[];
  restart?: true;
}

export interface Candidates {
  type: 'candidates';
  introduction: string;
  candidates: readonly string[];
  last: boolean;
}

export interface Answer {
  type: 'answer';
  introduction: string;
  ufrag: string;
  pwd: string;
  fingerprint: string;
  candidates: readonly string[];
  domain: { name: string; key: string; signature: string };
}

export interface RefusedIntroduction {
  type: 'refused';
  introduction: string | undefined;
  refusal: Refusal;
  retryAfterSeconds: number | undefined;
}

/** What the browser's own offer says that the host has to know. */
export interface LocalDescription {
  ufrag: string;
  pwd: string;
  fingerprint: string;
  mid: string;
}

/** More than this of one side are not heeded. */
export const MOST_CANDIDATES = 16;
const MOST_CHARACTERS = 500;
/** Why a host does not meet somebody (docs/protocol.md section 13.1). Nobody signs it, so it can't say more: a ban, say, is told in a session. */
const REFUSALS = new Set(['bad-value', 'too-large', 'too-fast', 'busy', 'unknown-introduction', 'not-here']);
const FINGERPRINT_BYTES = 32;
const UFRAG = /^[A-Za-z0-9+/]{4,256}$/;
const PWD = /^[A-Za-z0-9+/]{22,256}$/;
// One line of SDP and nothing that could begin another.
const CANDIDATE = /^candidate:[\x20-\x7e]{1,500}$/;
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Undefined when it is none of what a host says, or not whole. */
export function readFromHost(said: unknown): Answer | Candidates | RefusedIntroduction | undefined {
  const json = (typeof said === 'object' && said !== null ? said : {}) as Record<string, unknown>;
  switch (json['type']) {
    case 'answer':
      return readAnswer(json);
    case 'candidates': {
      const introduction = json['introduction'];
      return typeof introduction === 'string'
        ? { type: 'candidates', introduction, candidates: readCandidates(json['candidates']), last: json['last'] === true }
        : undefined;
    }
    case 'refused':
      return {
        type: 'refused',
        introduction: typeof json['introduction'] === 'string' ? json['introduction'] : undefined,
        refusal: { code: refusalCode(json['code']), message: words(json['message']), do: words(json['do']), side: 'here' },
        retryAfterSeconds: seconds(json['retryAfterSeconds']),
      };
    default:
      return undefined;
  }
}

/** Whether the host's domain signed that it is met by this certificate, in this introduction, by this visitor. */
export function isSignedFor({ domain, introduction, fingerprint }: Answer, visitorFingerprint: string): boolean {
  const statement = introductionStatement({
    domainKey: domain.key,
    domainName: domain.name,
    introduction,
    visitorFingerprint,
    hostFingerprint: fingerprint,
  });
  return verify(domain.key, statement, domain.signature);
}

/** Takes the few things out of a browser's SDP; undefined when one is missing. */
export function readLocalDescription(sdp: string): LocalDescription | undefined {
  const ufrag = attribute(sdp, 'ice-ufrag');
  const pwd = attribute(sdp, 'ice-pwd');
  // Firefox says it for the session, Chromium for the medium.
  const fingerprint = fingerprintOf(attribute(sdp, 'fingerprint'));
  const mid = attribute(sdp, 'mid');
  return ufrag === undefined || pwd === undefined || fingerprint === undefined || mid === undefined
    ? undefined
    : { ufrag, pwd, fingerprint, mid };
}

/** The host's answer as a browser takes it: the least that all of them understand. */
export function answerSdp({ ufrag, pwd, fingerprint, candidates }: Answer, mid: string): string {
  const hex = [...(fromBase64Url(fingerprint) ?? [])].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mid}`,
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    'a=sctp-port:5000',
    'a=max-message-size:65536',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${hex.join(':')}`,
    'a=setup:passive',
    ...candidates.map((candidate) => `a=${candidate}`),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Whether anything can be done with a candidate: hosts have one UDP port, and the names that hide addresses mean nothing in other networks. */
export function isOfUse(candidate: string): boolean {
  const [, , transport = '', , address = ''] = candidate.split(' ');
  return CANDIDATE.test(candidate) && transport.toLowerCase() === 'udp' && !address.toLowerCase().endsWith('.local');
}

function readAnswer(json: Record<string, unknown>): Answer | undefined {
  const { introduction, ufrag, pwd, fingerprint } = json;
  const { name, key, signature } = (typeof json['domain'] === 'object' && json['domain'] !== null ? json['domain'] : {}) as Record<
    string,
    unknown
  >;
  const whole =
    typeof introduction === 'string' &&
    typeof ufrag === 'string' &&
    UFRAG.test(ufrag) &&
    typeof pwd === 'string' &&
    PWD.test(pwd) &&
    typeof fingerprint === 'string' &&
    fromBase64Url(fingerprint)?.length === FINGERPRINT_BYTES &&
    typeof name === 'string' &&
    typeof key === 'string' &&
    KEY.test(key) &&
    typeof signature === 'string';
  return whole
    ? {
        type: 'answer',
        introduction,
        ufrag,
        pwd,
        fingerprint,
        candidates: readCandidates(json['candidates']),
        domain: { name, key, signature },
      }
    : undefined;
}

function readCandidates(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [])
    .filter((candidate): candidate is string => typeof candidate === 'string' && isOfUse(candidate))
    .slice(0, MOST_CANDIDATES);
}

function attribute(sdp: string, name: string): string | undefined {
  const start = `a=${name}:`;
  return sdp
    .split(/\r?\n/)
    .find((line) => line.startsWith(start))
    ?.slice(start.length)
    .trim();
}

function fingerprintOf(attribute: string | undefined): string | undefined {
  const hex = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(attribute ?? '')?.[1];
  return hex && toBase64Url(Uint8Array.from(hex.split(':'), (byte) => parseInt(byte, 16)));
}

/** A host's words are shown to people: no more than they would read. */
function words(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

function refusalCode(value: unknown): string {
  return typeof value === 'string' && REFUSALS.has(value) ? value : 'busy';
}

function seconds(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}
