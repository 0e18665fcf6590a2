// SPDX-License-Identifier: Apache-2.0
import type { Entity, EntityId, Quat, Vec3 } from '../world/model';
import { readQuat, readVec3 } from '../world/space';

/** The JSON messages of docs/protocol.md. What the server sends is checked here once; the rest of the client relies on it. */

export interface Limits {
  messageBytes: number;
  editsPerSecond: number;
  editsInFlight: number;
  chatPerMinute: number;
  chatCharacters: number;
  nameCharacters: number;
  posesPerSecond: number;
}

export interface You {
  handle: number;
  name: string;
  permissions: readonly string[];
  /** How well the domain knows this visitor, such as `member`; empty when it does not say. */
  standing: string;
  /** A moderator took away the word. */
  muted: boolean;
  /** May only look, walk and chat, apart from others. */
  quarantined: boolean;
  /** From now on; only where they have changed since `welcome`. */
  limits?: Limits;
}

export interface Hello {
  type: 'hello';
  protocols: readonly number[];
  nonce: string;
  domain: { name: string; key: string };
  software: string;
}

export interface Welcome {
  type: 'welcome';
  session: string;
  resumed: boolean;
  you: You;
  domain: { name: string; key: string; signature: string };
  rules: string | undefined;
  world: {
    entities: number;
    entry: { position: Vec3; rotation: Quat };
    places: ReadonlyMap<string, string>;
  };
  limits: Limits;
  tickHz: number;
  time: number;
}

export interface EntitiesMessage {
  type: 'entities';
  add: readonly Entity[];
  change: readonly { id: EntityId; patch: Readonly<Record<string, unknown>> }[];
  remove: readonly EntityId[];
  hide: readonly EntityId[];
  moving: readonly { id: EntityId; handle: number }[];
  still: readonly EntityId[];
}

export interface Person {
  handle: number;
  name: string;
}

export type GoneWhy = 'left' | 'lost' | 'removed';

export interface PeopleMessage {
  type: 'people';
  come: readonly Person[];
  change: readonly Person[];
  gone: readonly { handle: number; why: GoneWhy }[];
}

export interface ChatLine {
  id: number;
  time: number;
  handle: number;
  name: string;
  text: string;
}

/** A refusal in the words of the server, or of this client when it already knows. */
export interface Refusal {
  code: string;
  message: string;
  do: string;
  /** Only where entering is refused: when that ends, milliseconds since 1970. */
  until?: number;
  /** Where to ask for it to end. */
  appeal?: string;
  /** Who refuses: this domain, the visitor's home, the rendezvous that introduces them, or this page itself. */
  side?: 'here' | 'home' | 'rendezvous' | 'page';
}

/** Something to read. */
export interface Notice {
  type: 'notice';
  code: string;
  level: 'info' | 'warning';
  message: string;
  do: string;
  /** When what it tells of ends, milliseconds since 1970. */
  until?: number;
}

export type ServerMessage =
  | Hello
  | Welcome
  | EntitiesMessage
  | PeopleMessage
  | { type: 'you'; you: You }
  | { type: 'loaded'; entities: number }
  | { type: 'accepted'; ref: number; id: EntityId | undefined }
  | ({ type: 'refused'; ref: number | undefined } & Refusal)
  | { type: 'chat'; messages: readonly ChatLine[] }
  | Notice
  /** The server has put the visitor elsewhere. */
  | { type: 'jump'; position: Vec3 }
  | { type: 'pong'; ref: number; time: number }
  | ({ type: 'close'; retryAfterSeconds: number | undefined } & Refusal);

/** What is sent and answered by `accepted` or `refused`. */
export type Request =
  | { type: 'add'; entity: Entity }
  | { type: 'edit'; id: EntityId; properties: Readonly<Record<string, unknown>> }
  | { type: 'delete'; id: EntityId }
  | { type: 'hold'; id: EntityId }
  | { type: 'chat'; text: string }
  | { type: 'name'; name: string }
  /** Whom this visitor wants to see first, instead of those named before. */
  | { type: 'friends'; handles: readonly number[] }
  /** For the moderators; `handle` is whom it is about. */
  | { type: 'report'; handle: number | null; reason: string; category: string };

/** Section 10, before `welcome` says what holds. */
export const DEFAULT_LIMITS: Limits = {
  messageBytes: 16_384,
  editsPerSecond: 0,
  editsInFlight: 0,
  chatPerMinute: 60,
  chatCharacters: 1000,
  nameCharacters: 32,
  posesPerSecond: 60,
};

type Json = Readonly<Record<string, unknown>>;

/** Undefined for what is no message of version 1: such frames are ignored. */
export function readServerMessage(frame: string): ServerMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return undefined;
  }
  if (!isObject(json)) {
    return undefined;
  }
  switch (json['type']) {
    case 'hello':
      return readHello(json);
    case 'welcome':
      return readWelcome(json);
    case 'you':
      return { type: 'you', you: readYou(json) };
    case 'entities':
      return readEntities(json);
    case 'loaded':
      return { type: 'loaded', entities: integer(json['entities']) };
    case 'people':
      return readPeople(json);
    case 'accepted':
      return { type: 'accepted', ref: integer(json['ref']), id: optionalText(json['id']) };
    case 'refused':
      return {
        type: 'refused',
        ref: typeof json['ref'] === 'number' ? json['ref'] : undefined,
        ...readRefusal(json),
      };
    case 'chat':
      return { type: 'chat', messages: objects(json['messages']).map(readChatLine) };
    case 'notice':
      return {
        type: 'notice',
        code: text(json['code']),
        level: json['level'] === 'warning' ? 'warning' : 'info',
        message: text(json['message']),
        do: text(json['do']),
        ...(isFiniteNumber(json['until']) ? { until: json['until'] } : {}),
      };
    case 'jump': {
      const position = readVec3(json['position']);
      return position === undefined ? undefined : { type: 'jump', position };
    }
    case 'pong':
      return { type: 'pong', ref: integer(json['ref']), time: integer(json['time']) };
    case 'close': {
      const after = json['retryAfterSeconds'];
      return {
        type: 'close',
        ...readRefusal(json),
        ...readEnd(json),
        retryAfterSeconds: typeof after === 'number' && after >= 0 ? after : undefined,
      };
    }
    default:
      return undefined;
  }
}

function readHello(json: Json): Hello | undefined {
  const domain = object(json['domain']);
  const nonce = json['nonce'];
  if (typeof nonce !== 'string' || typeof domain['key'] !== 'string') {
    return undefined;
  }
  return {
    type: 'hello',
    protocols: array(json['protocols']).filter((version) => typeof version === 'number'),
    nonce,
    domain: { name: text(domain['name']), key: domain['key'] },
    software: text(json['software']),
  };
}

function readWelcome(json: Json): Welcome | undefined {
  const domain = object(json['domain']);
  const world = object(json['world']);
  const entry = object(world['entry']);
  const session = json['session'];
  if (typeof session !== 'string') {
    return undefined;
  }
  return {
    type: 'welcome',
    session,
    resumed: json['resumed'] === true,
    you: readYou(object(json['you'])),
    domain: { name: text(domain['name']), key: text(domain['key']), signature: text(domain['signature']) },
    rules: optionalText(json['rules']),
    world: {
      entities: integer(world['entities']),
      entry: {
        position: readVec3(entry['position']) ?? { x: 0, y: 0, z: 0 },
        rotation: readQuat(entry['rotation']) ?? { x: 0, y: 0, z: 0, w: 1 },
      },
      places: new Map(
        Object.entries(object(world['places'])).filter((place): place is [string, string] => typeof place[1] === 'string'),
      ),
    },
    limits: readLimits(object(json['limits'])),
    tickHz: integer(json['tickHz'], 30),
    time: integer(json['time']),
  };
}

function readLimits(limits: Json): Limits {
  return {
    messageBytes: integer(limits['messageBytes'], DEFAULT_LIMITS.messageBytes),
    editsPerSecond: integer(limits['editsPerSecond'], DEFAULT_LIMITS.editsPerSecond),
    editsInFlight: integer(limits['editsInFlight'], DEFAULT_LIMITS.editsInFlight),
    chatPerMinute: integer(limits['chatPerMinute'], DEFAULT_LIMITS.chatPerMinute),
    chatCharacters: integer(limits['chatCharacters'], DEFAULT_LIMITS.chatCharacters),
    nameCharacters: integer(limits['nameCharacters'], DEFAULT_LIMITS.nameCharacters),
    posesPerSecond: integer(limits['posesPerSecond'], DEFAULT_LIMITS.posesPerSecond),
  };
}

function readYou(json: Json): You {
  return {
    handle: integer(json['handle']),
    name: text(json['name']),
    permissions: array(json['permissions']).filter((permission) => typeof permission === 'string'),
    standing: text(json['standing']),
    muted: json['muted'] === true,
    quarantined: json['quarantined'] === true,
    ...(isObject(json['limits']) ? { limits: readLimits(json['limits']) } : {}),
  };
}

function readEntities(json: Json): EntitiesMessage {
  return {
    type: 'entities',
    add: objects(json['add']).filter(isEntity),
    change: objects(json['change']).flatMap(({ id, ...patch }) => (typeof id === 'string' ? [{ id, patch }] : [])),
    remove: ids(json['remove']),
    hide: ids(json['hide']),
    moving: objects(json['moving']).flatMap(({ id, handle }) =>
      typeof id === 'string' && typeof handle === 'number' ? [{ id, handle }] : [],
    ),
    still: ids(json['still']),
  };
}

function readPeople(json: Json): PeopleMessage {
  return {
    type: 'people',
    come: objects(json['come']).map(readPerson),
    change: objects(json['change']).map(readPerson),
    gone: objects(json['gone']).map(({ handle, why }) => ({
      handle: integer(handle),
      why: why === 'lost' || why === 'removed' ? why : 'left',
    })),
  };
}

function readPerson(json: Json): Person {
  return { handle: integer(json['handle']), name: text(json['name']) };
}

function readChatLine(json: Json): ChatLine {
  return {
    id: integer(json['id']),
    time: integer(json['time']),
    handle: integer(json['handle']),
    name: text(json['name']),
    text: text(json['text']),
  };
}

function readRefusal(json: Json): Refusal {
  return { code: text(json['code']), message: text(json['message']), do: text(json['do']) };
}

/** What is said about it besides when entering is refused. */
function readEnd({ until, appeal, side }: Json): Pick<Refusal, 'until' | 'appeal' | 'side'> {
  return {
    ...(isFiniteNumber(until) ? { until } : {}),
    ...(typeof appeal === 'string' ? { appeal } : {}),
    ...(side === 'here' || side === 'home' ? { side } : {}),
  };
}

function isEntity(json: Json): json is Entity {
  return typeof json['id'] === 'string' && typeof json['type'] === 'string';
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objects(value: unknown): readonly Json[] {
  return array(value).filter(isObject);
}

function ids(value: unknown): readonly EntityId[] {
  return array(value).filter((id) => typeof id === 'string');
}

function integer(value: unknown, otherwise = 0): number {
  return isFiniteNumber(value) ? Math.trunc(value) : otherwise;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
