// SPDX-License-Identifier: Apache-2.0
import {
  RefusedByDomain,
  type Api,
  type Ban,
  type LiveSettings,
  type OperationName,
  type Operations,
  type Permissions,
  type PersonHere,
  type Preview,
  type Role,
  type SharingStatus,
} from './api';

type Arguments = Record<string, unknown>;

const KEY = 'q3J0sN8uXh1m2kYw5R7tB9vC4dE6fG0aL-PzKxWuTrM';
const PEER = 'Zk9Qw1eR2tY3uI4oP5aS6dF7gH8jK9lZ0xC1vB2nM3q';

/** A domain made up in memory, for tests of what asks it and for looking at the page without a server. */
export class FakeApi implements Api {
  /** Every operation that was asked for, with its arguments. */
  readonly asked: { name: OperationName; arguments: Arguments }[] = [];
  permissions: string[] = ['enter', 'chat', 'build', 'moderate', 'administer'];
  readonly here: PersonHere[] = [
    person(1, 'Ada', KEY, 'owner'),
    { ...person(2, 'Quiet Heron', PEER, 'newcomer'), muted: true },
    { ...person(7, 'Amber Fox', 'W'.repeat(43), 'known'), account: 'amber@home.example', portable: 'P'.repeat(43), quarantined: true },
  ];
  bans: Ban[] = [
    {
      subject: 'account:mallory@bad.example',
      action: 'deny',
      category: 'flooding',
      reason: 'Filled the square with boxes, third time',
      since: '2026-11-19T20:11:00Z',
      until: '2027-02-17T00:00:00Z',
      scope: 'rule',
      by: 'q3J0sN8u',
    },
    { subject: `key:${'B'.repeat(43)}`, action: 'deny', category: 'harassment', reason: 'Followed people', since: '2026-11-20T08:00:00Z', scope: 'rule', by: 'shell' },
  ];
  roles: Role[] = [{ subject: `key:${KEY}`, standing: 'owner', name: 'Ada', since: '2026-11-01T09:00:00Z', by: 'shell' }];
  shared = false;
  settings: LiveSettings = { rulesText: 'Be kind. Build nothing over the entry.', capacity: 100, appeals: 'mailto:ada@harbour.example', software: { deny: ['BadViewer 1.*'] } };
  rules: Permissions = {
    preset: 'open',
    rules: [
      { who: 'everybody', allow: ['enter', 'chat'] },
      { who: 'known', allow: ['voice', 'build', 'scripts'] },
      { who: 'moderator', allow: ['moderate', 'edit-others', 'lock', 'exceed-capacity'] },
      { who: 'owner', allow: ['administer'] },
      { who: 'localhost', allow: ['build'] },
    ],
    own: [{ who: 'localhost', allow: ['build'] }],
    newcomers: { quarantine: false, joinsAtOnce: 300, joinsPerMinute: 120, chatPerMinute: 10, knownAfterHours: 24, knownAfterVisits: 2 },
    gate: { mode: 'all-except', homes: ['bad.example'] },
    outgoing: [{ level: 0, mode: 'all-except', domains: ['casino.example'] }],
    capacity: 100,
  };
  /** The plan that `banlist/apply` takes; another is refused. */
  plan = 'plan-1';

  async ask<Name extends OperationName>(name: Name, arguments_: Operations[Name][0]): Promise<Operations[Name][1]> {
    this.asked.push({ name, arguments: { ...arguments_ } });
    return Promise.resolve(this.#answer(name, { ...arguments_ } as Arguments) as Operations[Name][1]);
  }

  #answer(name: OperationName, given: Arguments): unknown {
    switch (name) {
      case 'me':
        return { fingerprint: KEY, standing: 'owner', permissions: this.permissions };
      case 'home/list':
        return { homes: [{ home: PEER, key: KEY, since: '2026-11-01T12:00:00Z' }] };
      case 'people/list':
        return { here: this.here, lately: LATELY };
      case 'people/kick':
        this.here.splice(this.here.findIndex(({ handle }) => handle === given['handle']), 1);
        return { hit: 1 };
      case 'people/warn':
        return { hit: 1 };
      case 'people/mute':
        this.#somebody(given).muted = given['on'] === true;
        return { hit: 1 };
      case 'people/quarantine':
        this.#somebody(given).quarantined = given['on'] === true;
        return { hit: 1 };
      case 'ban/list':
        return { bans: this.bans };
      case 'ban/add': {
        if (given['subject'] === '*') {
          throw new RefusedByDomain('bad-value', 'subject: “*” (expected: one person, home, asset or signer).', 'Write key:FINGERPRINT.', 400);
        }
        const ban = { action: 'deny', scope: 'rule', since: '2026-11-20T21:00:00Z', by: 'q3J0sN8u', ...given } as unknown as Ban;
        this.bans = [...this.bans, ban];
        return { ban, hit: 1 };
      }
      case 'ban/remove':
        this.bans = this.bans.filter(({ subject }) => subject !== given['subject']);
        return { removed: 1, subjects: [given['subject']], stays: [] };
      case 'place/list':
        return { places: ['Stage', 'Garden'] };
      case 'permission/list':
        return this.rules;
      case 'permission/set':
        this.rules = { ...this.rules, ...('rules' in given && !('preset' in given) ? { preset: null } : {}), ...given };
        return this.rules;
      case 'permission/why':
        return {
          standing: 'newcomer',
          permissions: ['enter', 'chat'],
          action: 'warn',
          steps: [
            { stage: 'protected', what: 'nobody', effect: 'goes on' },
            { stage: 'list', what: 'main of a.example, entry e-0042', effect: 'warn' },
            { stage: 'rule', what: 'everybody', effect: 'enter, chat' },
          ],
        };
      case 'role/list':
        return { roles: this.roles };
      case 'banlist/list':
        return { published: PUBLISHED, subscriptions: SUBSCRIPTIONS, overrides: [] };
      case 'banlist/publish':
        return { url: PUBLISHED[0]!.url, key: KEY, seq: 18, entries: 43 };
      case 'banlist/subscribe':
        return { id: 's1', preview: this.#preview() };
      case 'banlist/preview':
        return this.#preview();
      case 'banlist/apply':
        if (given['plan'] !== this.plan) {
          throw new RefusedByDomain('plan-changed', 'The list has changed.', 'Look at the new preview.', 409);
        }
        return {};
      case 'import':
        return {
          drafts: [{ line: 1, original: 'bad.example', subject: 'home:bad.example', action: 'deny', category: 'spam', reason: 'spam' }],
          skipped: [{ line: 3, why: '“exa***.com” is obfuscated: whom it means is not known' }],
        };
      case 'export':
        return { text: JSON.stringify(this.bans) };
      case 'appeal/list':
        return {
          appeals: [{ id: 'a-1', at: '2026-11-20T18:00:00Z', subject: 'account:mallory@bad.example', list: 'main', text: 'It was my brother.', state: 'open' }],
        };
      case 'report/list':
        return {
          reports: [
            {
              id: 'r-1',
              at: '2026-11-20T20:58:00Z',
              erase: '2026-12-20T20:58:00Z',
              by: { name: 'Amber Fox', fingerprint: 'W'.repeat(43) },
              about: { handle: 2, name: 'Quiet Heron', fingerprint: PEER },
              category: 'harassment',
              reason: 'Keeps following me',
              said: [{ at: '2026-11-20T20:57:31Z', name: 'Quiet Heron', text: 'come here' }],
              near: [{ handle: 2, name: 'Quiet Heron', metres: 1 }],
            },
          ],
        };
      case 'audit/list':
        return {
          from: 1,
          length: 2,
          lines: [
            '{"seq":1,"at":"2026-11-20T08:00:00Z","by":"shell","what":"role/set","subject":"key:q3J0sN8uXh1m2kYw5R7tB9vC4dE6fG0aL-PzKxWuTrM","details":{"standing":"owner"},"prev":"0","hash":"1"}',
            '{"seq":2,"at":"2026-11-20T09:00:00Z","by":"q3J0sN8u","what":"ban/add","subject":"account:mallory@bad.example","prev":"1","hash":"2"}',
          ],
        };
      case 'audit/verify':
        return { entries: 2, ok: true, head: 'sha-256:3f2a…' };
      case 'share/on':
        this.shared = true;
        return this.#sharing();
      case 'share/off':
        this.shared = false;
        return this.#sharing();
      case 'share/status':
        return this.#sharing();
      case 'settings/list':
        return this.settings;
      case 'settings/set':
        this.settings = { ...this.settings, ...given };
        return this.settings;
      default:
        return {};
    }
  }

  #somebody(given: Arguments): PersonHere {
    const found = this.here.find(({ handle }) => handle === given['handle']);
    if (found === undefined) {
      throw new RefusedByDomain('not-found', 'Nobody here has this handle.', 'Look at the list of people again.', 404);
    }
    return found;
  }

  #sharing(): SharingStatus {
    const configured = ['https://meet.example'];
    if (!this.shared) {
      return { state: 'off', configured, each: [] };
    }
    const shared = { state: 'shared', rendezvous: configured[0]!, link: 'https://meet.example/d/harbour-sd5mv7vjwfkwngcub5ymael2el' } as const;
    const port = 'The router opened UDP port 4080 at 198.51.100.2:4080 by NAT-PMP, until this program ends.';
    return { ...shared, configured, each: [shared], port };
  }

  #preview(): Preview {
    return {
      plan: this.plan,
      publisher: PEER,
      key: KEY,
      level: 'monitor',
      title: 'Pier watch',
      criteria: 'https://pier.example/criteria',
      appeals: 'https://pier.example/appeals',
      size: 412,
      seq: 31,
      issued: '2026-11-20T12:00:00Z',
      age: 32_400,
      counts: { added: 2, changed: 1, removed: 1, retracted: 1 },
      retracted: [{ id: 'e-0031', reason: 'appeal accepted' }],
      added: [
        { subject: 'account:mallory@bad.example', action: 'deny', categories: ['flooding'], reason: 'object flood', expires: '2027-02-17T00:00:00Z' },
        { subject: 'home:spam.example', action: 'quarantine', categories: ['spam'], reason: 'open registration, thousands of bots' },
      ],
      changed: [
        {
          before: { subject: { kind: 'account', value: 'eve@home.example' }, action: 'deny', categories: ['other'] },
          after: { subject: { kind: 'account', value: 'eve@home.example' }, action: 'warn', categories: ['other'], reason: 'milder than before' },
        },
      ],
      removed: [{ subject: 'account:bob@home.example', action: 'deny' }],
      here: [{ handle: 7, name: 'Amber Fox', entry: 'e-0042', before: 'monitor', effect: 'warn' }],
      stopped: [{ subject: 'account:friend@home.example', by: 'your override' }],
      held: ['it grows by 60 entries (expected: at most 50)'],
    };
  }
}

function person(handle: number, name: string, fingerprint: string, standing: string): PersonHere {
  return {
    handle,
    name,
    fingerprint,
    standing,
    permissions: ['enter', 'chat'],
    since: '2026-11-20T20:30:00Z',
    muted: false,
    quarantined: false,
  };
}

const LATELY = [
  { fingerprint: 'L'.repeat(43), name: 'Grey Otter', firstSeen: '2026-11-02T10:00:00Z', lastSeen: '2026-11-20T17:00:00Z', visits: 12 },
  { fingerprint: 'M'.repeat(43), name: 'mallory', account: 'mallory@bad.example', firstSeen: '2026-11-19T19:00:00Z', lastSeen: '2026-11-19T20:10:00Z', visits: 3 },
];

const PUBLISHED = [
  { name: 'main', title: 'Harbour’s list', seq: 17, entries: 42, drafts: 1, expires: '2026-11-27T12:00:00Z', url: 'https://harbour.example/lists/main', key: KEY },
];

const SUBSCRIPTIONS = [
  {
    id: 's1',
    url: 'https://pier.example/lists/main',
    key: PEER,
    title: 'Pier watch',
    publisher: 'pier.example',
    level: 'monitor',
    state: 'held',
    seq: 31,
    entries: 412,
    lastFetched: '2026-11-20T20:00:00Z',
    lastChanged: '2026-11-20T12:00:00Z',
    held: ['it grows by 60 entries (expected: at most 50)'],
    hits: 4,
  },
];
