// SPDX-License-Identifier: Apache-2.0

/** Longest status line with headers, and longest trailers, bytes. */
const MOST_HEAD_BYTES = 16_384;
const MOST_HEADERS = 100;
/** Longest line that says how long a chunk is, with whatever stands behind. */
const MOST_CHUNK_LINE_BYTES = 256;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
// The white space around a value is cut off afterwards: told apart here, a long line of it would be tried in every way.
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)$/;
const WHITE_SPACE = new Set(['\t', ' ']);
const CHUNK_LINE = /^([0-9A-Fa-f]{1,8})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/;
const LENGTH = /^\d{1,12}$/;

/** What the bytes of an answer are not: HTTP/1.1. */
export class BadAnswer extends Error {}

export interface AnswerListener {
  head(status: number, headers: readonly (readonly [string, string])[]): void;
  /** Content as it was sent, in pieces; only valid during the call. */
  body(bytes: Uint8Array): void;
  /** @param reusable another answer may follow on the same connection */
  end(reusable: boolean): void;
}

type State = 'head' | 'length' | 'chunk' | 'chunk-data' | 'chunk-end' | 'trailers' | 'until-close' | 'over';

/** Reads one answer of HTTP/1.1 (RFC 9112) as its bytes come, in pieces of any size. Strict: what could be read in two ways is refused. */
export class AnswerReader {
  readonly #listener: AnswerListener;
  readonly #isHead: boolean;
  #state: State = 'head';
  #reusable = false;
  /** Of the head, a chunk line or the trailers: what has come of it. */
  #line = '';
  #head: string[] = [];
  #headBytes = 0;
  /** Bytes of content or of this chunk that are still to come. */
  #left = 0;

  /** @param isHead the answer to HEAD, which has no content whatever it says */
  constructor(isHead: boolean, listener: AnswerListener) {
    this.#isHead = isHead;
    this.#listener = listener;
  }

  /** @throws BadAnswer when it is none; nothing more must be fed then */
  feed(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      switch (this.#state) {
        case 'length':
        case 'chunk-data': {
          const piece = bytes.subarray(at, at + this.#left);
          at += piece.length;
          this.#left -= piece.length;
          this.#listener.body(piece);
          if (this.#left === 0) {
            if (this.#state === 'length') {
              this.#end();
            } else {
              this.#state = 'chunk-end';
            }
          }
          break;
        }
        case 'until-close':
          this.#listener.body(bytes.subarray(at));
          at = bytes.length;
          break;
        case 'over':
          throw new BadAnswer('There is more than was asked for.');
        default:
          at = this.#takeLine(bytes, at);
      }
    }
  }

  /** The connection ended. @throws BadAnswer when something is missing */
  closed(): void {
    if (this.#state === 'until-close') {
      this.#end();
    } else if (this.#state !== 'over') {
      throw new BadAnswer('The connection ended in the middle of the answer.');
    }
  }

  #takeLine(bytes: Uint8Array, start: number): number {
    const most = this.#state === 'chunk' || this.#state === 'chunk-end' ? MOST_CHUNK_LINE_BYTES : MOST_HEAD_BYTES - this.#headBytes;
    const end = bytes.indexOf(LINE_FEED, start);
    const stop = end < 0 ? bytes.length : end + 1;
    if (this.#line.length + stop - start > most) {
      throw new BadAnswer(`A line or the headers are too long (expected: at most ${most} bytes).`);
    }
    for (let at = start; at < stop; at++) {
      this.#line += String.fromCharCode(bytes[at] as number);
    }
    if (end >= 0) {
      const line = this.#line;
      this.#line = '';
      if (!line.endsWith('\r\n')) {
        throw new BadAnswer('A line does not end with CR LF.');
      }
      this.#takeWholeLine(line.slice(0, -2));
    }
    return stop;
  }

  #takeWholeLine(line: string): void {
    switch (this.#state) {
      case 'chunk': {
        const size = CHUNK_LINE.exec(line)?.[1];
        if (size === undefined) {
          throw new BadAnswer('A chunk does not say how long it is.');
        }
        this.#left = parseInt(size, 16);
        this.#headBytes = 0;
        this.#state = this.#left === 0 ? 'trailers' : 'chunk-data';
        return;
      }
      case 'chunk-end':
        if (line !== '') {
          throw new BadAnswer('A chunk is longer than it says.');
        }
        this.#state = 'chunk';
        return;
      case 'trailers':
        this.#headBytes += line.length + 2;
        if (line === '') {
          this.#end();
        } else if (!HEADER.test(line)) {
          throw new BadAnswer('A trailer is not one.');
        }
        return;
      default:
        this.#headBytes += line.length + 2;
        if (line !== '') {
          this.#head.push(line);
        } else if (this.#head.length > 0) {
          this.#takeHead();
        } else {
          throw new BadAnswer('It begins with an empty line.');
        }
    }
  }

  #takeHead(): void {
    const [first = '', ...lines] = this.#head;
    this.#head = [];
    this.#headBytes = 0;
    const [, minor, code] = STATUS_LINE.exec(first) ?? [];
    if (code === undefined || lines.length > MOST_HEADERS) {
      throw new BadAnswer(code === undefined ? 'It does not begin with a status of HTTP/1.1.' : 'It has too many headers.');
    }
    const headers = lines.map((line) => {
      const [, name, value] = HEADER.exec(line) ?? [];
      if (name === undefined || value === undefined) {
        throw new BadAnswer('A header is not one.');
      }
      return [name.toLowerCase(), trimmed(value)] as const;
    });
    const status = Number(code);
    if (status === 101) {
      throw new BadAnswer('Nothing was to be upgraded.');
    }
    if (status < 200) {
      // Something to say meanwhile: the answer follows.
      return;
    }
    const all = (name: string) => headers.filter(([each]) => each === name).map(([, value]) => value.toLowerCase());
    const lengths = all('content-length');
    const codings = all('transfer-encoding');
    if (lengths.length > 1 || codings.length > 1 || (lengths.length > 0 && codings.length > 0)) {
      throw new BadAnswer('It says in more than one way how long it is.');
    }
    const [length] = lengths;
    const [coding] = codings;
    if ((coding !== undefined && coding !== 'chunked') || (length !== undefined && !LENGTH.test(length))) {
      throw new BadAnswer('It says how long it is in a way that is not understood.');
    }
    const hasNone = this.#isHead || status === 204 || status === 304;
    this.#left = hasNone ? 0 : Number(length ?? 0);
    const isMarked = hasNone || coding !== undefined || length !== undefined;
    const closes = all('connection').some((value) => value.split(',').some((option) => option.trim() === 'close'));
    this.#reusable = isMarked && minor === '1' && !closes;
    this.#listener.head(status, headers);
    if (coding !== undefined && !hasNone) {
      this.#state = 'chunk';
    } else if (!isMarked) {
      this.#state = 'until-close';
    } else if (this.#left > 0) {
      this.#state = 'length';
    } else {
      this.#end();
    }
  }

  #end(): void {
    this.#state = 'over';
    this.#listener.end(this.#reusable);
  }
}

/** Without the blanks and tabs around it, and only those. */
function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && WHITE_SPACE.has(value.charAt(start))) {
    start++;
  }
  while (end > start && WHITE_SPACE.has(value.charAt(end - 1))) {
    end--;
  }
  return value.slice(start, end);
}

const LINE_FEED = 10;
