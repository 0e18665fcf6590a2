// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64Url } from '../net/base64url';
import { ChannelHttp, HOST_ORIGIN } from '../net/channel-http';
import { FakeChannel } from '../net/fake-peer';
import { hostSite, type Site } from '../net/site';
import { Fetcher } from './fetching';

const MOST = 1000;
const TREE = bytes('a tree');
const SIGNAL = new AbortController().signal;

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function reprDigest(content: Uint8Array): string {
  return `sha-256=:${btoa(String.fromCharCode(...sha256(content)))}:`;
}

function textOf(content: ArrayBuffer): string {
  return new TextDecoder().decode(content);
}

describe('content and its hash', () => {
  let answers: Response[];
  let asked: { url: string; cache: RequestCache | undefined }[];

  function fetcher(origin: string, subtle: SubtleCrypto | undefined = crypto.subtle): Fetcher {
    const site: Site = {
      base: `${origin}/`,
      origin,
      fetch: (input, init) => {
        asked.push({ url: String(input), cache: init?.cache });
        return Promise.resolve(answers.shift() ?? new Response(null, { status: 500 }));
      },
    };
    return new Fetcher(site, subtle);
  }

  function answer(content: string, headers: Record<string, string> = {}): Response {
    return new Response(content, { headers });
  }

  beforeEach(() => {
    answers = [];
    asked = [];
    vi.stubGlobal('location', { protocol: 'http:' });
  });

  it.each([
    ['the browser', crypto.subtle],
    ['the page itself, on plain http,', undefined],
  ])('is used when %s finds it as promised', async (_, subtle) => {
    answers = [answer('a tree', { 'Repr-Digest': `sha-512=:AAAA:, ${reprDigest(TREE)}` })];
    expect(textOf(await fetcher(HOST_ORIGIN, subtle).bytes('/tree.glb', MOST, SIGNAL))).toBe('a tree');
  });

  it('is asked for once more when it is not as promised', async () => {
    const headers = { 'repr-digest': reprDigest(TREE) };
    answers = [answer('a tre', headers), answer('a tree', headers)];
    expect(textOf(await fetcher(HOST_ORIGIN).bytes('/tree.glb', MOST, SIGNAL))).toBe('a tree');
    expect(asked.map(({ cache }) => cache)).toEqual(['default', 'reload']);
  });

  it('is not used when it is not as promised twice', async () => {
    const headers = { 'repr-digest': reprDigest(TREE) };
    answers = [answer('a tre', headers), answer('a trap', headers)];
    await expect(fetcher(HOST_ORIGIN).bytes('/tree.glb', MOST, SIGNAL)).rejects.toMatchObject({
      name: 'LoadFailure',
      label: 'not the right file',
      message: 'The host of this world sent something else, twice: it does not have the SHA-256 that its answer names.',
    });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['none', {}],
    ['another algorithm', { 'repr-digest': 'sha-512=:AAAA:' }],
    ['one that is too short', { 'repr-digest': 'sha-256=:AAAA:' }],
    ['one of packed bytes', { 'repr-digest': reprDigest(TREE), 'content-encoding': 'gzip' }],
  ])('of a host is not used with %s', async (_, headers: Record<string, string>) => {
    answers = [answer('a tree', headers)];
    await expect(fetcher(HOST_ORIGIN).bytes('/tree.glb', MOST, SIGNAL)).rejects.toMatchObject({ label: 'no hash' });
    expect(asked).toHaveLength(1);
  });

  it('from elsewhere needs none, and is checked where there is one', async () => {
    const elsewhere = fetcher('http://content.example');
    answers = [answer('a tree'), answer('packed', { 'repr-digest': reprDigest(TREE), 'content-encoding': 'br' })];
    expect(textOf(await elsewhere.bytes('/tree.glb', MOST, SIGNAL))).toBe('a tree');
    expect(textOf(await elsewhere.bytes('/tree.glb', MOST, SIGNAL))).toBe('packed');

    answers = [1, 2].map(() => answer('a trap', { 'repr-digest': reprDigest(TREE) }));
    await expect(elsewhere.bytes('/tree.glb', MOST, SIGNAL)).rejects.toMatchObject({ label: 'not the right file' });
  });

  it('is what the world says, whatever the answer says', async () => {
    const pinned = `/tree.glb#sha-256=${toBase64Url(sha256(TREE))}`;
    const elsewhere = fetcher('http://content.example');
    answers = [answer('a tree', { 'repr-digest': reprDigest(bytes('other')) })];
    expect(textOf(await elsewhere.bytes(pinned, MOST, SIGNAL))).toBe('a tree');

    answers = [1, 2].map(() => answer('a trap', { 'repr-digest': reprDigest(bytes('a trap')) }));
    await expect(elsewhere.bytes(pinned, MOST, SIGNAL)).rejects.toMatchObject({
      message: 'content.example sent something else, twice: it does not have the SHA-256 that the world names.',
    });
  });

  it('is not asked for when the world says nonsense', async () => {
    await expect(fetcher(HOST_ORIGIN).bytes('/tree.glb#sha-256=AAAA', MOST, SIGNAL)).rejects.toMatchObject({ label: 'not an address' });
    expect(asked).toEqual([]);
  });

  it('that ends too early in a channel is not used', async () => {
    let channel: FakeChannel | undefined;
    const http = new ChannelHttp((label, id) => (channel = new FakeChannel(label, { id })));
    http.connected();
    const content = new Fetcher(hostSite(http), crypto.subtle).bytes('/tree.glb', MOST, SIGNAL);
    channel?.opens();
    channel?.says(bytes(`HTTP/1.1 200 OK\r\nContent-Length: 6\r\nRepr-Digest: ${reprDigest(TREE)}\r\n\r\na tr`));
    channel?.close();
    channel?.onclose?.();
    await expect(content).rejects.toMatchObject({ label: 'host not reached' });
  });
});
