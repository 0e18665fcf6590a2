// SPDX-License-Identifier: Apache-2.0

/** Longest message on a data channel, so that nothing waits long behind it (docs/protocol.md section 13.2). */
export const PART_BYTES = 16_384;
const HEAD_BYTES = 2;
const KIND_PART = 0;
/** Longer than anything that a domain says. */
const LEAST_PART_BYTES = 256;
const MOST_TEXT_BYTES = 32 * 1_048_576;

/** Cuts a text that is too long for one message; a text that is not comes back as it is. */
export function cut(text: string): string | Uint8Array<ArrayBuffer>[] {
  // No character has more than three bytes for each of its UTF-16 units.
  if (text.length * 3 <= PART_BYTES) {
    return text;
  }
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= PART_BYTES) {
    return text;
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += PART_BYTES - HEAD_BYTES) {
    const content = bytes.subarray(at, at + PART_BYTES - HEAD_BYTES);
    const part = new Uint8Array(HEAD_BYTES + content.length);
    part[0] = KIND_PART;
    part[1] = at + content.length === bytes.length ? 1 : 0;
    part.set(content, HEAD_BYTES);
    parts.push(part);
  }
  return parts;
}

/** Whether a binary message is part of a text, and no pose. */
export function isPart(message: ArrayBuffer): boolean {
  return message.byteLength > 0 && new Uint8Array(message, 0, 1)[0] === KIND_PART;
}

/** Puts texts together again. */
export class TextParts {
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /**
   * Takes the next part.
   *
   * @returns the text when it is whole, undefined while it is not, `broken` when it never can be: nothing after it can be relied on
   */
  take(part: ArrayBuffer): { text: string } | undefined | 'broken' {
    const bytes = new Uint8Array(part);
    const last = bytes[1];
    // Each counts for what it takes of the memory here, or small ones would be nearly free.
    this.#bytes += Math.max(bytes.length, LEAST_PART_BYTES);
    if (bytes.length < HEAD_BYTES || last === undefined || last > 1 || this.#bytes > MOST_TEXT_BYTES) {
      return 'broken';
    }
    this.#parts.push(bytes.subarray(HEAD_BYTES));
    return last === 0 ? undefined : this.#whole();
  }

  #whole(): { text: string } | 'broken' {
    const parts = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      return { text: parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode() };
    } catch {
      return 'broken';
    }
  }
}
