// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelHttp, HOST_ORIGIN } from './channel-http';
import { FakeChannel } from './fake-peer';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(channel: FakeChannel): string {
  return channel.sent.map((message) => (typeof message === 'string' ? message : new TextDecoder('latin1').decode(message))).join('');
}

/** Lets promises that are settled be heard. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

describe('the HTTP of a host over data channels', () => {
  let channels: FakeChannel[];
  let http: ChannelHttp;
  let reaches: boolean;

  beforeEach(() => {
    channels = [];
    reaches = true;
    http = new ChannelHttp((label, id) => {
      if (!reaches) {
        return undefined;
      }
      channels.push(new FakeChannel(label, { id }));
      return channels.at(-1);
    });
    http.connected();
  });

  it('asks by HTTP/1.1 and answers as fetch does', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/models/a%20tree.glb?x=1#part`, { headers: { Accept: 'model/*', Host: 'evil.example' } });
    expect(channels[0]).toMatchObject({ label: 'http', options: { id: 2 } });
    expect(channels[0]!.sent).toEqual([]);
    channels[0]!.opens();
    expect(textOf(channels[0]!)).toBe('GET /models/a%20tree.glb?x=1 HTTP/1.1\r\nHost: host.invalid\r\naccept: model/*\r\n\r\n');

    channels[0]!.says(bytes('HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nnon'));
    const response = await asked;
    channels[0]!.says(bytes('\r\n1\r\ne\r\n0\r\n\r\n'));

    expect([response.status, response.ok, response.headers.get('content-type')]).toEqual([404, false, 'text/plain']);
    expect(await response.text()).toBe('none');
  });

  it('sends a body with its length, and waits while the channel is full', async () => {
    const body = new Uint8Array(100_000).fill(65);
    void http.fetch(`${HOST_ORIGIN}/api/import`, { method: 'post', body });
    const channel = channels[0]!;
    channel.bufferedAmount = 32_768;
    channel.opens();
    expect(channel.sent).toEqual([]);

    channel.bufferedAmount = 0;
    channel.onbufferedamountlow?.();
    const text = textOf(channel);
    expect(text.startsWith('POST /api/import HTTP/1.1\r\nHost: host.invalid\r\nContent-Length: 100000\r\n\r\nAAA')).toBe(true);
    expect(text.length).toBe(text.indexOf('\r\n\r\n') + 4 + 100_000);
    expect(Math.max(...channel.sent.map(({ length }) => length))).toBe(16_384);
  });

  it('asks one thing at a time in a channel, of which there are at most four, and uses them again', async () => {
    const answers = Array.from({ length: 6 }, (_, i) => http.fetch(`${HOST_ORIGIN}/${i}`).then((response) => response.text()));
    expect(channels).toHaveLength(4);
    channels.forEach((channel) => channel.opens());
    for (const channel of channels) {
      channel.says(bytes(OK));
    }
    channels[0]!.says(bytes(OK));
    channels[1]!.says(bytes(OK));

    expect(await Promise.all(answers)).toEqual(Array(6).fill('hi'));
    expect(channels).toHaveLength(4);
    expect(textOf(channels[0]!)).toContain('GET /4 ');
  });

  it('keeps nothing of an answer that has no content and sends some all the same', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    channels[0]!.says(bytes('HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nhi'));
    const { status, body } = await asked;
    expect({ status, body }).toEqual({ status: 205, body: null });
  });

  it('opens another channel after an answer that ends with its own', async () => {
    const first = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    channels[0]!.says(bytes('HTTP/1.1 200 OK\r\n\r\nhi'));
    channels[0]!.breaks();
    expect(await (await first).text()).toBe('hi');

    void http.fetch(`${HOST_ORIGIN}/2`);
    expect(channels).toHaveLength(2);
  });

  it('fails where the host does not offer it', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.breaks();

    await expect(asked).rejects.toThrow('The host does not answer here.');
    expect(channels).toHaveLength(1);
  });

  it('asks again when a channel that had served was closed in between, unless that could do harm', async () => {
    const first = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    channels[0]!.says(bytes(OK));
    await first;

    const second = http.fetch(`${HOST_ORIGIN}/2`);
    channels[0]!.breaks();
    channels[1]!.opens();
    channels[1]!.says(bytes(OK));
    expect(await (await second).text()).toBe('hi');

    const third = http.fetch(`${HOST_ORIGIN}/3`, { method: 'POST', body: 'x' });
    channels[1]!.breaks();
    await expect(third).rejects.toThrow(TypeError);
  });

  it('waits while there is no session, and then asks what had no answer', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    http.disconnected();
    const later = http.fetch(`${HOST_ORIGIN}/2`);
    expect(channels).toHaveLength(1);

    http.connected();
    channels.slice(1).forEach((channel) => {
      channel.opens();
      channel.says(bytes(OK));
    });
    expect(await (await asked).text()).toBe('hi');
    expect(await (await later).text()).toBe('hi');
  });

  it('breaks an answer off that a session did not see the end of', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    channels[0]!.says(bytes('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi'));
    const response = await asked;
    http.disconnected();

    await expect(response.text()).rejects.toThrow('in the middle');
  });

  it('gives up what is not needed any more by closing its channel', async () => {
    const abort = new AbortController();
    const asked = http.fetch(`${HOST_ORIGIN}/1`, { signal: abort.signal });
    channels[0]!.opens();
    abort.abort(new Error('walked away'));
    await expect(asked).rejects.toThrow('walked away');
    expect(channels[0]!.readyState).toBe('closed');

    const large = http.fetch(`${HOST_ORIGIN}/2`);
    channels[1]!.opens();
    channels[1]!.says(bytes('HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nhi'));
    await (await large).body!.cancel();
    expect(channels[1]!.readyState).toBe('closed');
    await expect(http.fetch(`${HOST_ORIGIN}/3`, { signal: abort.signal })).rejects.toThrow('walked away');

    // A number is used again only when both sides have closed it.
    channels[0]!.breaks();
    void http.fetch(`${HOST_ORIGIN}/4`);
    expect(channels.map(({ options }) => options.id)).toEqual([2, 3, 2]);
  });

  it('does not take what is not asked for, or is no answer', async () => {
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    channels[0]!.opens();
    channels[0]!.says(bytes('HELLO\r\n\r\n'));
    await expect(asked).rejects.toThrow('not HTTP/1.1');
    expect(channels[0]!.readyState).toBe('closed');

    const other = http.fetch(`${HOST_ORIGIN}/2`);
    channels[1]!.opens();
    channels[1]!.says(bytes(OK));
    await other;
    channels[1]!.says(bytes(OK));
    expect(channels[1]!.readyState).toBe('closed');
  });

  it.each([
    ['another host', 'https://elsewhere.example/', {}],
    ['a method of its own making', HOST_ORIGIN, { method: 'GET / HTTP/1.1\r\nX: y' }],
    ['headers that are too long', HOST_ORIGIN, { headers: { long: 'x'.repeat(9_000) } }],
    ['a body that it cannot measure', HOST_ORIGIN, { method: 'POST', body: new ReadableStream() }],
    ['a header with a line end', HOST_ORIGIN, { headers: { a: 'b\r\nc: d' } }],
  ])('does not ask for %s', async (_, url, init) => {
    await expect(http.fetch(url, init as RequestInit)).rejects.toThrow(TypeError);
    await settle();
    expect(channels).toEqual([]);
  });

  it('stays quiet when there is no way to the host', async () => {
    reaches = false;
    const asked = http.fetch(`${HOST_ORIGIN}/1`);
    await settle();
    reaches = true;
    http.connected();
    channels[0]!.opens();
    channels[0]!.says(bytes(OK));

    expect((await asked).status).toBe(200);
  });
});
