// SPDX-License-Identifier: Apache-2.0

import { HOST_ORIGIN } from '../net/channel-http';
import { digestOf, pinOf, promisedBy } from '../net/content-digest';
import type { Site } from '../net/site';
import { LoadFailure } from './load-failure';

/** Without a byte for this long, a host counts as stuck. */
const patienceMs = 20_000;
/** A host that could not be reached is not asked again for this long: worlds have hundreds of things from the same dead host. */
const deadHostMs = 60_000;

/**
 * Fetches whole files over HTTP with a limit on their size, checks them against their hash, and finds out in words why one cannot be had.
 * What a host behind a router sends is always checked (docs/protocol.md section 13.5), everything else where there is a hash.
 */
export class Fetcher {
  private readonly unreachable = new Map<string, { until: number; failure: LoadFailure }>();

  constructor(
    private readonly site: Site,
    private readonly subtle: SubtleCrypto | undefined,
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
    const pin = pinOf(target);
    if (pin === 'malformed') {
      throw new LoadFailure('not an address', `“${target.hash.slice(1, 200)}” is no SHA-256 (expected: 43 characters of base64url).`);
    }
    // What came wrong may lie damaged in the browser's cache, or have changed on the way: it is asked for once more.
    for (const cache of ['default', 'reload'] as const) {
      const { bytes, promised } = await this.fetched(target, mostBytes, signal, cache);
      const expected = pin ?? promised;
      if (expected === undefined && target.origin === HOST_ORIGIN) {
        throw new LoadFailure('no hash', `${host} does not say which SHA-256 the file has, so it cannot be checked.`);
      }
      if (expected === undefined || (await digestOf(new Uint8Array(bytes), this.subtle)) === expected) {
        return bytes;
      }
    }
    const whose = pin === undefined ? 'its answer names' : 'the world names';
    throw new LoadFailure('not the right file', `${host} sent something else, twice: it does not have the SHA-256 that ${whose}.`);
  }

  private async fetched(
    target: URL,
    mostBytes: number,
    signal: AbortSignal,
    cache: RequestCache,
  ): Promise<{ bytes: ArrayBuffer; promised: string | undefined }> {
    const host = this.nameOf(target);
    const stuck = new AbortController();
    const give = (): void => stuck.abort();
    let timer = setTimeout(give, patienceMs);
    const both = AbortSignal.any([signal, stuck.signal]);
    try {
      const response = await this.site.fetch(target, { signal: both, cache, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) {
        void response.body?.cancel();
        throw new LoadFailure(`error ${response.status}`, `${host} answered with the error ${response.status}${meaning(response.status)}.`);
      }
      const bytes = await read(response, mostBytes, host, () => {
        clearTimeout(timer);
        timer = setTimeout(give, patienceMs);
      });
      return { bytes, promised: promisedBy(response) };
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
