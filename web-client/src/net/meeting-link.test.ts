// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { keyPartOf, readMeetingLink } from './meeting-link';

interface Vector {
  hostKey: string;
  keyPart: string;
  path: string;
}

const vectors = Object.values(
  import.meta.glob<Vector[]>('../../../docs/vectors/rendezvous.json', { eager: true, import: 'default' }),
).flat();

describe('a meeting link', () => {
  it.each(vectors)('carries the part of the key that the golden vector says: $path', ({ hostKey, keyPart, path }) => {
    expect(keyPartOf(hostKey)).toBe(keyPart);
    expect(readMeetingLink(path)).toMatchObject({ keyPart });
  });

  it('is found by what follows the last hyphen, whatever name stands before', () => {
    const keyPart = vectors[0]!.keyPart;
    expect(readMeetingLink(`/d/two-words-${keyPart}`)).toEqual({ name: 'two-words', keyPart });
    expect(readMeetingLink(`/d/${keyPart}`)).toEqual({ name: '', keyPart });
    expect(readMeetingLink(`/d/x-${keyPart.toUpperCase()}/`)).toEqual({ name: 'x', keyPart });
  });

  it.each(['/', '/admin', '/d', '/d/a/b', '/dd/x'])('is not the page %s', (path) => {
    expect(readMeetingLink(path)).toBeUndefined();
  });

  it.each(['/d/', '/d/harbour', '/d/harbour-short', '/d/harbour-sd5mv7vjwfkwngcub5ymael2e1'])('is broken: %s', (path) => {
    expect(readMeetingLink(path)).toBe('broken');
  });

  it.each(['', 'AAAA', 'not base64url!'])('has no part of what is no key: "%s"', (key) => {
    expect(keyPartOf(key)).toBeUndefined();
  });
});
