// SPDX-License-Identifier: Apache-2.0
/** Where a home asks its people whether it is to vouch for them. */
const PATH = '/home';
const MESSAGE = 'freehold-vouch';
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** What a world wants to know of somebody's home. */
export interface VouchQuestion {
  /** Origin of the world's page: the only one that gets the answer. */
  origin: string;
  /** The world's domain key, base64url. */
  destination: string;
  /** The person's key in that world, base64url. */
  visitor: string;
}

/** The origin of a home, by what a person writes: a name of a host, or an address. Undefined when it is none. */
export function homeOrigin(written: string): string | undefined {
  const name = written.trim().replace(/^[^@]*@/, '');
  const withScheme = /^https?:\/\//i.test(name) ? name : `${isThisMachine(name) ? 'http' : 'https'}://${name}`;
  const origin = originOf(withScheme);
  return origin !== undefined && isSafe(origin) ? origin : undefined;
}

/** The address of the home's page with the question. */
export function questionAddress(home: string, question: VouchQuestion): string {
  return `${home}${PATH}?${new URLSearchParams({ ...question })}`;
}

/** The question in an address; undefined when it is not a whole one. */
export function readQuestion(search: string): VouchQuestion | undefined {
  const parameters = new URLSearchParams(search);
  const origin = originOf(parameters.get('origin') ?? '');
  const destination = parameters.get('destination') ?? '';
  const visitor = parameters.get('visitor') ?? '';
  const whole =
    origin !== undefined && origin === parameters.get('origin') && KEY.test(destination) && KEY.test(visitor);
  return whole ? { origin, destination, visitor } : undefined;
}

export function vouchMessage(vouch: string): object {
  return { type: MESSAGE, vouch };
}

/** What a message from the home's page holds; undefined for any other message. */
export function readVouch(data: unknown): string | undefined {
  const message = data as { type?: unknown; vouch?: unknown } | undefined | null;
  return message?.type === MESSAGE && typeof message.vouch === 'string' && message.vouch.length <= 4096
    ? message.vouch
    : undefined;
}

/** Plain http reaches nobody else on this machine only: elsewhere somebody between could answer in the home's name. */
function isSafe(origin: string): boolean {
  const { protocol, host } = new URL(origin);
  return protocol === 'https:' || isThisMachine(host);
}

function isThisMachine(host: string): boolean {
  return /^(([a-z0-9-]+\.)?localhost|127\.0\.0\.1)(:\d+)?$/i.test(host);
}

function originOf(address: string): string | undefined {
  try {
    const { origin, protocol } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
