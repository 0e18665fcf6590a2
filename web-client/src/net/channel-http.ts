// SPDX-License-Identifier: Apache-2.0
import { AnswerReader } from './http-answer';
import type { Channel } from './peer';

/** The name of every host on its own channels: one that nobody can have (docs/protocol.md section 13.5). */
export const HOST_ORIGIN = 'https://host.invalid';
const LABEL = 'http';
const NUMBERS = [2, 3, 4, 5];
const MESSAGE_BYTES = 16_384;
/** More is not put into a channel before what is there has gone. */
const MOST_WAITING_BYTES = 32_768;
const MOST_HEAD_BYTES = 8_192;
/** What the channel says by itself; the rest a page may say. */
const OWN_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'];

interface Job {
  readonly isHead: boolean;
  /** Asked twice it does no harm. */
  readonly isSafe: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
  answered(status: number, headers: readonly (readonly [string, string])[]): void;
  body(bytes: Uint8Array): void;
  end(): void;
  failed(reason: unknown): void;
}

/**
 * The host's own HTTP over data channels, in the form of `fetch`. While there is no connection, what is asked for waits. Only for addresses
 * at {@link HOST_ORIGIN}.
 */
export class ChannelHttp {
  readonly #open: (label: string, number: number) => Channel | undefined;
  readonly #lines = new Map<number, Line>();
  #queue: Job[] = [];
  #isConnected = false;

  /** @param open a new channel to the host; undefined where there is none just now */
  constructor(open: (label: string, number: number) => Channel | undefined) {
    this.#open = open;
  }

  /** A session stands: what waits can be asked. */
  connected(): void {
    this.#isConnected = true;
    this.#pump();
  }

  /** The channels are gone. What had no answer yet, and does no harm twice, waits for the next. */
  disconnected(): void {
    this.#isConnected = false;
    const lines = [...this.#lines.values()];
    this.#lines.clear();
    lines.forEach((line) => line.lost());
  }

  readonly fetch = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { signal } = init;
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const url = new URL(input instanceof Request ? input.url : input);
      const method = (init.method ?? 'GET').toUpperCase();
      const { bytes, fault } = requestBytes(url, method, init);
      if (bytes === undefined) {
        reject(new TypeError(fault));
        return;
      }
      let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
      let hasBody = true;
      const over = (): void => signal?.removeEventListener('abort', abort);
      const abort = (): void => this.#giveUp(job, signal?.reason);
      const job: Job = {
        isHead: method === 'HEAD',
        isSafe: method === 'GET' || method === 'HEAD',
        bytes,
        answered: (status, headers) => {
          hasBody = status !== 204 && status !== 205 && status !== 304;
          const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
            start: (made) => {
              controller = made;
            },
            cancel: () => this.#giveUp(job, undefined),
          });
          resolve(new Response(hasBody ? body : null, { status, headers: headers as [string, string][] }));
        },
        // The next message may lie in the same memory.
        body: (piece) => {
          if (hasBody) {
            controller?.enqueue(piece.slice());
          }
        },
        end: () => {
          over();
          controller?.close();
        },
        failed: (reason) => {
          over();
          reject(reason);
          controller?.error(reason);
        },
      };
      signal?.addEventListener('abort', abort);
      this.#queue.push(job);
      this.#pump();
    });

  #pump(): void {
    while (this.#isConnected && this.#queue.length > 0) {
      const line = [...this.#lines.values()].find(({ isFree }) => isFree) ?? this.#newLine();
      const job = line && this.#queue.shift();
      if (line === undefined || job === undefined) {
        return;
      }
      line.ask(job);
    }
  }

  #newLine(): Line | undefined {
    const number = NUMBERS.find((each) => !this.#lines.has(each));
    const channel = number === undefined ? undefined : this.#open(LABEL, number);
    if (number === undefined || channel === undefined) {
      return undefined;
    }
    const line: Line = new Line(channel, {
      free: () => this.#pump(),
      again: (unanswered) => this.#queue.unshift(unanswered),
      closed: () => {
        if (this.#lines.get(number) === line) {
          this.#lines.delete(number);
          this.#pump();
        }
      },
    });
    this.#lines.set(number, line);
    return line;
  }

  #giveUp(job: Job, reason: unknown): void {
    this.#queue = this.#queue.filter((each) => each !== job);
    [...this.#lines.values()].find((line) => line.job === job)?.close();
    job.failed(reason);
  }
}

interface LineListener {
  free(): void;
  /** To be asked elsewhere. */
  again(unanswered: Job): void;
  /** On both sides: its number may be used again. */
  closed(): void;
}

/** One channel, which is one connection of HTTP/1.1: one question at a time. */
class Line {
  readonly #channel: Channel;
  readonly #listener: LineListener;
  #job: Job | undefined;
  #reader: AnswerReader | undefined;
  #sent = 0;
  #hasHead = false;
  /** Something was answered here before: that the server closes it now is no refusal. */
  #hasServed = false;
  #isOver = false;

  constructor(channel: Channel, listener: LineListener) {
    this.#channel = channel;
    this.#listener = listener;
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = MOST_WAITING_BYTES / 2;
    channel.onopen = () => this.#send();
    channel.onbufferedamountlow = () => this.#send();
    channel.onmessage = ({ data }) => this.#received(data);
    channel.onclose = () => {
      this.#gone(this.#hasServed);
      listener.closed();
    };
  }

  get job(): Job | undefined {
    return this.#job;
  }

  get isFree(): boolean {
    return this.#job === undefined && !this.#isOver;
  }

  ask(job: Job): void {
    this.#job = job;
    this.#sent = 0;
    this.#hasHead = false;
    this.#reader = new AnswerReader(job.isHead, {
      head: (status, headers) => {
        this.#hasHead = true;
        job.answered(status, headers);
      },
      body: (bytes) => job.body(bytes),
      end: (reusable) => {
        this.#job = undefined;
        this.#hasServed = true;
        job.end();
        if (reusable) {
          this.#listener.free();
        } else {
          this.close();
        }
      },
    });
    this.#send();
  }

  /** Gives up whatever is under way. */
  close(): void {
    this.#job = undefined;
    this.#channel.close();
    this.#gone(false);
  }

  /** The way to the host is gone. */
  lost(): void {
    this.#gone(true);
  }

  #send(): void {
    const { bytes } = this.#job ?? {};
    if (bytes === undefined || this.#channel.readyState !== 'open') {
      return;
    }
    try {
      while (this.#sent < bytes.length && this.#channel.bufferedAmount < MOST_WAITING_BYTES) {
        const message = bytes.subarray(this.#sent, this.#sent + MESSAGE_BYTES);
        this.#channel.send(message);
        this.#sent += message.length;
      }
    } catch {
      // It is closing.
      this.#channel.close();
      this.#gone(true);
    }
  }

  #received(data: unknown): void {
    if (this.#isOver) {
      return;
    }
    try {
      if (!(data instanceof ArrayBuffer) || this.#job === undefined || this.#reader === undefined) {
        throw new TypeError('The host sent what nobody asked for.');
      }
      this.#reader.feed(new Uint8Array(data));
    } catch (error) {
      const job = this.#job;
      this.close();
      job?.failed(new TypeError(`The host's answer is not HTTP/1.1: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  /** @param again whether what has no answer may be asked once more */
  #gone(again: boolean): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    const job = this.#job;
    this.#job = undefined;
    const isRepeated = again && job?.isSafe === true && !this.#hasHead;
    if (job !== undefined && !isRepeated) {
      this.#finish(job);
    }
    if (isRepeated) {
      this.#listener.again(job);
    }
  }

  /** Some answers end with their connection. */
  #finish(job: Job): void {
    try {
      this.#reader?.closed();
    } catch {
      job.failed(new TypeError(this.#hasHead ? 'The connection to the host ended in the middle of its answer.' : 'The host does not answer here.'));
    }
  }
}

function requestBytes(url: URL, method: string, init: RequestInit): { bytes?: Uint8Array<ArrayBuffer>; fault?: string } {
  if (url.origin !== HOST_ORIGIN) {
    return { fault: `${url.origin} is not the host (expected: ${HOST_ORIGIN}).` };
  }
  if (!/^[A-Z]+$/.test(method)) {
    return { fault: `“${method}” is no method.` };
  }
  const body = typeof init.body === 'string' ? new TextEncoder().encode(init.body) : (init.body ?? undefined);
  if (body !== undefined && !(body instanceof Uint8Array)) {
    return { fault: 'Only texts and bytes can be sent to a host.' };
  }
  const lines = [`${method} ${url.pathname}${url.search} HTTP/1.1`, `Host: ${url.host}`];
  // The browser's own check: no line ends in names and values.
  new Headers(init.headers).forEach((value, name) => {
    if (!OWN_HEADERS.includes(name)) {
      lines.push(`${name}: ${value}`);
    }
  });
  if (body !== undefined) {
    lines.push(`Content-Length: ${body.length}`);
  }
  const head = Uint8Array.from(`${lines.join('\r\n')}\r\n\r\n`, (character) => character.charCodeAt(0));
  if (head.length > MOST_HEAD_BYTES) {
    return { fault: `The request's headers have ${head.length} bytes (expected: at most ${MOST_HEAD_BYTES}).` };
  }
  const bytes = new Uint8Array(head.length + (body?.length ?? 0));
  bytes.set(head);
  bytes.set(body ?? [], head.length);
  return { bytes };
}
