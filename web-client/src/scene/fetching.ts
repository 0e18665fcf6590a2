// SPDX-License-Identifier: Apache-2.0

import { HOST_ORIGIN } from '../net/channel-http';
import type { Site } from '../net/site';
import { LoadFailure } from './load-failure';

/** Without a byte for this long, a host counts as stuck. */
const patienceMs = 20_000;
/** A host that could not be reached is not asked again for this long: worlds have hundreds of things from the same dead host. */
const deadHostMs = 60_000;

/** Fetches whole files over HTTP with a limit on their size, and finds out in words why one cannot be had. */
export class Fetcher {
  private readonly unreachable = new Map<string, { until: number; failure: LoadFailure }>();

  constructor(
    private readonly site: Site,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @throws LoadFailure when it cannot be had
   * @throws DOMException `AbortError` when the signal says so
   */
  async bytes(url: string, mostBytes: number, signal: AbortSignal): Promise<ArrayBuffer> {
    const target = secured(url, this.site.base);
    const host = this.nameOf(target);
    const known = this.unreachable.get(host);
    if (known !== undefined && known.until > this.now()) {
      throw known.failure;
    }
    const stuck = new AbortController();
    const give = (): void => stuck.abort();
    let timer = setTimeout(give, patienceMs);
    const both = AbortSignal.any([signal, stuck.signal]);
    try {
      const response = await this.site.fetch(target, { signal: both, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) {
        void response.body?.cancel();
        throw new LoadFailure(`error ${response.status}`, `${host} answered with the error ${response.status}${meaning(response.status)}.`);
      }
      return await read(response, mostBytes, host, () => {
        clearTimeout(timer);
        timer = setTimeout(give, patienceMs);
      });
    } catch (error) {
      if (error instanceof LoadFailure || signal.aborted) {
        throw error;
      }
      if (stuck.signal.aborted) {
        const late = new LoadFailure('no answer', `${host} has not answered for ${patienceMs / 1000} seconds.`);
        // The domain that the session is with is there; it may only have much to send.
        throw target.origin === this.site.origin ? late : this.remember(host, late);
      }
      throw await this.explain(target, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Browsers do not say why a request failed. A host that answers a blind request is there, and only does not let others read. */
  private async explain(target: URL, signal: AbortSignal): Promise<LoadFailure> {
    const host = this.nameOf(target);
    if (target.origin === this.site.origin) {
      return new LoadFailure('host not reached', `${host} could not be asked.`);
    }
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(5000)]);
      await fetch(target, { mode: 'no-cors', method: 'HEAD', signal: patience, credentials: 'omit', referrerPolicy: 'no-referrer' });
      return new LoadFailure('not shared', `${host} does not let other sites read it (it sends no CORS header).`);
    } catch {
      return this.remember(host, new LoadFailure('host not reached', `${host} could not be reached.`));
    }
  }

  private nameOf(target: URL): string {
    return target.origin === HOST_ORIGIN ? 'The host of this world' : target.host;
  }

  private remember(host: string, failure: LoadFailure): LoadFailure {
    this.unreachable.set(host, { until: this.now() + deadHostMs, failure });
    return failure;
  }
}

/** The address as it will be asked for: a page from https may only load from https. */
function secured(url: string, base: string): URL {
  let target: URL;
  try {
    target = new URL(url, base);
  } catch {
    throw new LoadFailure('not an address', `"${url.slice(0, 200)}" is not a web address.`);
  }
  if (location.protocol === 'https:' && target.protocol === 'http:') {
    target.protocol = 'https:';
  }
  return target;
}

function meaning(status: number): string {
  return status === 404 || status === 410 ? ': it is no longer there' : status === 401 || status === 403 ? ': it may not be read' : '';
}

async function read(response: Response, mostBytes: number, host: string, progress: () => void): Promise<ArrayBuffer> {
  const tooLarge = (): LoadFailure =>
    new LoadFailure('too large', `It is larger than ${Math.round(mostBytes / 1_048_576)} MB, the most that is loaded from ${host || 'anywhere'}.`);
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) {
    void response.body?.cancel();
    throw tooLarge();
  }
  const reader = response.body?.getReader();
  if (reader === undefined) {
    return new ArrayBuffer(0);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    progress();
    size += value.length;
    if (size > mostBytes) {
      void reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
