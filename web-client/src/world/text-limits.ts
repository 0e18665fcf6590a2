// SPDX-License-Identifier: Apache-2.0

/** Control characters and those that change the direction of writing: the server refuses them in names. */
const UNFIT = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export type TextFault = { kind: 'empty' } | { kind: 'too-long'; characters: number; limit: number } | { kind: 'unfit' };

/** Undefined when the server would take the name. Counts code points, as the protocol does. */
export function faultOfName(name: string, limit: number): TextFault | undefined {
  return faultOfText(name, limit) ?? (UNFIT.test(name) ? { kind: 'unfit' } : undefined);
}

export function faultOfText(text: string, limit: number): TextFault | undefined {
  if (text.trim() === '') {
    return { kind: 'empty' };
  }
  const characters = [...text].length;
  return characters > limit ? { kind: 'too-long', characters, limit } : undefined;
}
