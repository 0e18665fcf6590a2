// SPDX-License-Identifier: Apache-2.0
import { toBase64Url } from '../net/base64url';
import { signedHeaders, type Signer } from '../net/request-signature';
import type { Site } from '../net/site';

/** What somebody may do, as docs/protocol.md names it. In the order of the table of permissions. */
export const PERMISSIONS = [
  'enter',
  'chat',
  'voice',
  'build',
  'build-temporary',
  'lock',
  'edit-others',
  'scripts',
  'moderate',
  'administer',
  'exceed-capacity',
] as const;

export const STANDINGS = ['newcomer', 'known', 'member', 'moderator', 'owner'] as const;

export const CATEGORIES = [
  'spam',
  'harassment',
  'flooding',
  'malicious-script',
  'stolen-asset',
  'minors-safety',
  'evasion',
  'impersonation',
  'other',
] as const;

/** From the mildest to the hardest. */
export const ACTIONS = ['monitor', 'warn', 'quarantine', 'deny'] as const;

/** How far a subscription is followed. */
export const LEVELS = ['monitor', 'warn', 'quarantine', 'enforce'] as const;

/** How a register judges a home, from the best to the worst. */
export const GRADES = ['good', 'fair', 'unchecked', 'poor'] as const;

export interface Me {
  fingerprint: string;
  standing: string;
  permissions: string[];
}

export interface PersonHere {
  handle: number;
  name: string;
  fingerprint: string;
  account?: string;
  portable?: string;
  standing: string;
  permissions: string[];
  since: string;
  muted: boolean;
  quarantined: boolean;
}

export interface PersonLately {
  fingerprint: string;
  name: string;
  account?: string;
  portable?: string;
  firstSeen: string;
  lastSeen: string;
  visits: number;
}

export interface Ban {
  subject: string;
  /** Whom the same act is about besides. */
  also?: string[];
  action: string;
  category: string;
  reason: string;
  since: string;
  until?: string;
  place?: string;
  /** `rule`, `legal` or `roleplay`. */
  scope: string;
  by: string;
}

export interface Rule {
  who: string;
  allow: string[];
}

export interface Newcomers {
  quarantine: boolean;
  joinsAtOnce: number;
  joinsPerMinute: number;
  chatPerMinute: number;
  knownAfterHours: number;
  knownAfterVisits: number;
}

export interface Gate {
  mode: 'all-except' | 'none-except';
  homes: string[];
}

export interface Outgoing {
  level: number;
  mode: 'all-except' | 'none-except';
  domains: string[];
}

export interface Permissions {
  /** Null: a table of one's own. */
  preset: string | null;
  /** All, the preset's too. */
  rules: Rule[];
  /** Those beside the preset. */
  own?: Rule[];
  newcomers: Newcomers;
  gate: Gate;
  outgoing: Outgoing[];
  capacity: number;
}

export interface Step {
  stage: string;
  what: string;
  effect: string;
}

export interface Why {
  standing: string;
  permissions: string[];
  action: string;
  refusal?: { code: string; sentence: string; until?: string; appeal?: string; side: string };
  steps: Step[];
}

export interface Role {
  subject: string;
  standing: string;
  name?: string;
  since: string;
  by: string;
}

export interface PublishedList {
  name: string;
  title: string;
  seq: number;
  entries: number;
  drafts: number;
  /** The first of the drafts. */
  changes?: DraftedChange[];
  expires?: string;
  url: string;
  key: string;
  kind?: 'ban-list' | 'register';
  /** Subscriptions that it passes on, and how far. */
  relays?: { id: string; action: string }[];
  /** Keys of the domains that may read it; without it, everybody may. */
  readers?: string[];
  problem?: string;
}

export interface Subscription {
  id: string;
  url: string;
  key: string;
  title: string;
  publisher: string;
  level: string;
  state: string;
  seq: number;
  entries: number;
  lastFetched?: string;
  lastChanged?: string;
  problem?: string;
  held: string[];
  hits: number;
  kind?: 'ban-list' | 'register';
  /** So many independent publishers must agree. */
  corroborate?: number;
  /** Every update waits. */
  review?: boolean;
  /** The hardest for a category. */
  caps?: Record<string, string>;
  ignored?: { entry: string; subject: string }[];
}

/** What this domain itself has decided about somebody, whatever lists say. */
export interface Override {
  subject: string;
  verdict: string;
  reason?: string;
  since: string;
  by: string;
}

/** What the next number of a list would bring, or take off. */
export interface DraftedChange {
  subject?: string;
  /** Of a register. */
  home?: string;
  /** Id of the entry. */
  retract?: string;
  action?: string;
  reliability?: string;
  protection?: string;
  categories?: string[];
  reason?: string;
  expires?: string;
}

/** How far a list is followed, as far as a preview looks through it. */
export interface Following {
  level?: string;
  corroborate?: number;
}

export interface ListEntry {
  id?: string;
  /** Written out, or in its parts as in a list. */
  subject: string | { kind: string; value: string };
  /** Missing in a register, which has the two grades. */
  action?: string;
  reliability?: string;
  protection?: string;
  categories?: string[];
  reason?: string;
  expires?: string;
}

export interface Preview {
  /** Hash that `banlist/apply` wants, so that nothing else is applied than what was shown. */
  plan: string;
  publisher: string;
  /** Fingerprint of the publisher. */
  key: string;
  /** As if followed so far. */
  level: string;
  title: string;
  criteria?: string;
  appeals?: string;
  size: number;
  seq: number;
  issued: string;
  /** Seconds. */
  age: number;
  /** How many there are; of each kind the first are listed. */
  counts: { added: number; changed: number; removed: number; retracted: number };
  added: ListEntry[];
  changed: { before: ListEntry; after: ListEntry }[];
  /** Gone without a word. */
  removed: ListEntry[];
  retracted: { id: string; reason: string }[];
  here: { handle: number; name: string; entry: string; before: string; effect: string }[];
  stopped: { subject: string; by: string }[];
  held: string[];
}

export interface Draft {
  /** Of the text that was read. */
  line: number;
  /** Missing where it is not known whom it means. */
  subject?: string;
  /** As it was written. */
  original: string;
  note?: string;
  action?: string;
  category?: string;
  reason?: string;
  until?: string;
}

/** As whoever made it sees it. */
export interface OwnAppeal {
  id: string;
  list: string;
  /** Id of the entry that it is about. */
  entry: string;
  at: string;
  /** `open`, `accepted` or `rejected`. */
  state: string;
  answer?: string;
  decided?: string;
}

export interface Appeal {
  id: string;
  at?: string;
  subject?: string;
  list?: string;
  entry?: string;
  text?: string;
  state?: string;
  answer?: string;
}

export interface Report {
  id: string;
  at: string;
  erase: string;
  by?: Reported;
  about?: Reported;
  category?: string;
  reason?: string;
  /** In the last minute, near the reporter. */
  said?: (Reported & { at: string; text: string })[];
  near?: (Reported & { metres: number })[];
}

/** A home that has vouched for somebody here. */
export interface KnownHome {
  home: string;
  /** Fingerprint; several with blanks between. */
  key: string;
  since: string;
}

/** Somebody in a report. */
export interface Reported {
  handle?: number;
  name?: string;
  fingerprint?: string;
}

/** Somebody who is here, or who is meant by a subject such as `key:FINGERPRINT`. */
export type Whom = { handle: number } | { subject: string };

type None = Record<never, never>;

/** Every operation that the client asks for: arguments and answer. */
export interface Operations {
  me: [None, Me];
  'home/account': [None, { account: string; level: number }];
  'home/vouch': [
    { home: string; address: string; destination: string; visitor: string },
    { account: string; vouch: string; expires: string },
  ];
  'home/list': [None, { homes: KnownHome[] }];
  'home/forget': [{ home: string }, object];
  'people/list': [None, { here: PersonHere[]; lately: PersonLately[] }];
  'people/warn': [Whom & { reason: string }, { hit: number }];
  'people/mute': [Whom & { on: boolean; reason: string; until?: string }, { hit: number }];
  'people/quarantine': [Whom & { on: boolean; reason: string; until?: string }, { hit: number }];
  'people/kick': [Whom & { reason: string }, { hit: number }];
  'ban/list': [None, { bans: Ban[] }];
  'ban/add': [
    Whom & { reason: string; category: string; until?: string; place?: string; action?: string; scope?: string },
    { ban: Ban; hit: number },
  ];
  'ban/remove': [
    { subject: string; place?: string },
    /** `subjects`: all that it is lifted of; `stays`: what other acts still do about them. */
    { removed: number; subjects: string[]; stays: Ban[] },
  ];
  'place/list': [None, { places: string[] }];
  'permission/list': [None, Permissions];
  'permission/set': [
    { preset: string; rules?: Rule[] } | { rules: Rule[] } | { newcomers: Newcomers } | { gate: Gate } | { outgoing: Outgoing[] },
    Permissions,
  ];
  'permission/why': [
    {
      handle?: number;
      subject?: string;
      key?: string;
      account?: string;
      home?: string;
      standing?: string;
      fromThisMachine?: boolean;
    },
    Why,
  ];
  'role/list': [None, { roles: Role[] }];
  'role/set': [{ subject: string; standing: string; name?: string }, object];
  'role/remove': [{ subject: string }, object];
  'banlist/list': [None, { published: PublishedList[]; subscriptions: Subscription[]; overrides?: Override[] }];
  'banlist/create': [
    { name: string; kind?: string; title?: string; criteria?: string; appeals?: string; scope: string; private?: boolean },
    object,
  ];
  'banlist/readers': [{ name: string; reader: string; on: boolean }, object];
  'banlist/add': [
    { name: string; subject: string; action: string; category: string; reason: string; until?: string; report?: string },
    object,
  ];
  'banlist/judge': [
    { name: string; subject: string; reliability: string; protection: string; reason: string; until?: string },
    object,
  ];
  'banlist/relay': [{ name: string; id: string; action?: string; on?: boolean }, object];
  'banlist/retract': [{ name: string; reason: string } & ({ subject: string } | { id: string }), object];
  'banlist/publish': [{ name: string }, { url: string; key: string; seq: number; entries: number }];
  'banlist/drop': [{ name: string }, object];
  'banlist/subscribe': [{ url: string; key: string; level?: string }, { id: string; preview?: Preview; problem?: string }];
  'banlist/preview': [{ id: string } & Following, Preview];
  'banlist/apply': [{ id: string; plan: string } & Following, object];
  'banlist/level': [
    { id: string; level?: string; corroborate?: number; review?: boolean; caps?: Record<string, string> },
    object,
  ];
  'banlist/ignore': [{ id: string; entry: string; on: boolean }, object];
  'banlist/override': [{ subject: string; verdict: 'allow' | 'deny' | 'none'; reason?: string }, object];
  'banlist/leave': [{ id: string; how: 'staged' | 'now' | 'adopt' }, object];
  'banlist/refresh': [{ id: string }, object];
  'banlist/repin': [{ id: string; key: string; url?: string }, object];
  import: [{ format: string; text: string }, { drafts: Draft[]; skipped: { line: number | string; why: string }[] }];
  export: [{ list?: string; bans?: boolean; format: string }, { text: string }];
  /** `medianAge`: seconds. */
  'appeal/make': [{ list: string; text: string; vouch?: string }, OwnAppeal];
  'appeal/mine': [None, { appeals: OwnAppeal[] }];
  'appeal/list': [None, { appeals: Appeal[]; open?: number; medianAge?: number }];
  'appeal/decide': [{ id: string; accept: boolean; answer: string }, object];
  'report/list': [None, { reports: Report[] }];
  'report/close': [{ id: string }, object];
  'audit/list': [{ from?: number; count?: number }, { from: number; length: number; lines: string[] }];
  'audit/verify': [None, { entries: number; ok: boolean; head: string; broken?: number | string }];
  'share/on': [None, SharingStatus];
  'share/off': [None, SharingStatus];
  'share/status': [None, SharingStatus];
  'settings/list': [None, LiveSettings];
  'settings/set': [SettingsChange, LiveSettings];
}

/** What can be changed without a new start. */
export interface LiveSettings {
  rulesText?: string;
  capacity?: number;
  appeals?: string;
  software?: { deny: string[] };
  places?: PlaceRule[];
}

/** For whom a place is not. */
export interface PlaceRule {
  place: string;
  noForeigners?: boolean;
  noResidents?: boolean;
}

/** How it stands with one registration. */
export interface Registration {
  state: 'off' | 'connecting' | 'shared' | 'waiting' | 'stopped';
  rendezvous?: string;
  link?: string;
  code?: string;
  problem?: string;
  whatToDo?: string;
  retryInSeconds?: number;
}

/** How it stands with being visited from behind a router: in all, and with each registration. */
export interface SharingStatus extends Registration {
  configured: string[];
  /** Empty when it is off. */
  each: Registration[];
  /** A sentence, what came of asking the router to open the port of sessions; missing where it is not asked. */
  port?: string;
  /** A sentence; missing where the domain does not stay hidden. */
  relay?: string;
}

/** Null gives a setting back to the file of settings. */
export type SettingsChange = { [Name in keyof LiveSettings]?: LiveSettings[Name] | null };

export type OperationName = keyof Operations;

/** The one way from the pages to the domain; a test or a preview gives another. */
export interface Api {
  /** @throws RefusedByDomain with what to do, also when the domain cannot be reached */
  ask<Name extends OperationName>(name: Name, arguments_: Operations[Name][0]): Promise<Operations[Name][1]>;
}

/** Why the domain did not do it, for people to read. */
export class RefusedByDomain extends Error {
  constructor(
    /** Stable, such as `not-permitted`. */
    readonly code: string,
    message: string,
    readonly whatToDo: string,
    /** HTTP; 0 when there was no answer. */
    readonly status: number,
  ) {
    super(message);
  }
}

/** What the client needs of the browser, for tests. */
export interface ApiEnvironment {
  /** Fingerprint of the domain's key. */
  domain: string;
  /** Of the page, such as `https://harbour.example`. */
  origin: string;
  fetch: Site['fetch'];
  /** Milliseconds since 1970. */
  now(): number;
  randomBytes(count: number): Uint8Array;
}

const NONCE_BYTES = 18;

/** The API of this page's domain, each request signed by the visitor's key. */
export class SignedApi implements Api {
  readonly #signer: Signer;
  readonly #environment: ApiEnvironment;

  constructor(signer: Signer, environment: ApiEnvironment) {
    this.#signer = signer;
    this.#environment = environment;
  }

  async ask<Name extends OperationName>(name: Name, arguments_: Operations[Name][0]): Promise<Operations[Name][1]> {
    const { domain, origin, fetch, now, randomBytes } = this.#environment;
    const path = `/api/${name}`;
    const body = new TextEncoder().encode(JSON.stringify(arguments_));
    const headers = await signedHeaders(
      {
        method: 'POST',
        authority: new URL(origin).host,
        path,
        domain,
        body,
        created: Math.floor(now() / 1000),
        nonce: toBase64Url(randomBytes(NONCE_BYTES)),
      },
      this.#signer,
    );
    let response: Response;
    try {
      response = await fetch(origin + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
      });
    } catch {
      throw new RefusedByDomain(
        'unreachable',
        'The domain does not answer.',
        'Look whether it runs and whether this device is online, then try again.',
        0,
      );
    }
    const answer = await response.json().catch(() => undefined);
    if (!response.ok) {
      throw refusal(response.status, answer);
    }
    if (!isObject(answer)) {
      throw new RefusedByDomain('bad-answer', `The domain answered ${name} with something that is no JSON object.`,
        'Reload this page: it may be older or newer than the domain.', response.status);
    }
    return answer as Operations[Name][1];
  }
}

/** Reads problem JSON (RFC 9457); what is missing in it gets a sentence of ours. */
function refusal(status: number, problem: unknown): RefusedByDomain {
  const { code, detail, title, whatToDo } = isObject(problem) ? problem : {};
  return new RefusedByDomain(
    text(code) ?? `http-${status}`,
    text(detail) ?? text(title) ?? `The domain answered with status ${status} and no reason.`,
    text(whatToDo) ?? '',
    status,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
