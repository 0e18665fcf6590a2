// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { verify } from './identity';
import { FakeKeyStore } from './fake-key-store';
import { keepPortableKey, keptPortableKey, makePortableKey, openPortableKey, signPortably } from './portable-key';

/** The command line opens the same files, so that the two forms cannot part. */
const files = Object.values(
  import.meta.glob<{ about: string; passphrase: string; file: object }[]>('../../../docs/vectors/key-files.json', {
    eager: true,
    import: 'default',
  }),
)[0]!;

const { subtle } = crypto;

describe('a portable key', () => {
  it('comes back from its file with the passphrase', async () => {
    const made = await makePortableKey('four plain old words', subtle);
    const opened = await openPortableKey(made.file, 'four plain old words', subtle);

    expect(opened).toEqual(made);
    expect(verify(made.publicKey, 'hello', signPortably(made, 'hello'))).toBe(true);
  });

  it('stays shut for another passphrase', async () => {
    const { file } = await makePortableKey('four plain old words', subtle);

    expect(await openPortableKey(file, 'four plain old word', subtle)).toBe('wrong-passphrase');
  });

  it('cannot be given another public key', async () => {
    const { file, publicKey } = await makePortableKey('four plain old words', subtle);
    const other = await makePortableKey('four plain old words', subtle);

    const changed = file.replace(publicKey, other.publicKey);
    expect(await openPortableKey(changed, 'four plain old words', subtle)).toBe('wrong-passphrase');
  });

  it.each(files)('opens the golden files', async ({ passphrase, file }) => {
    const opened = await openPortableKey(JSON.stringify(file), passphrase, subtle);

    expect(opened).toMatchObject({ publicKey: (file as { key: string }).key });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'key'],
    ['an array', '[]'],
    ['null', 'null'],
    ['too few rounds', JSON.stringify({ ...files[0]!.file, rounds: 599_999 })],
    ['more rounds than anybody waits for', JSON.stringify({ ...files[0]!.file, rounds: 10_000_001 })],
    ['another cipher', JSON.stringify({ ...files[0]!.file, cipher: 'none' })],
    ['a huge file', ' '.repeat(5000)],
  ])('is not %s', async (_, file) => {
    expect(await openPortableKey(file, 'four plain old words', subtle)).toBe('wrong-file');
  });

  it('is kept with whether it is shown here, and forgotten', async () => {
    const store = new FakeKeyStore();
    const key = await makePortableKey('four plain old words', subtle);
    expect(await keptPortableKey(store)).toBeUndefined();

    expect(await keepPortableKey(store, { key, shown: true })).toBe(true);
    expect(await keptPortableKey(store)).toEqual({ key, shown: true });

    await keepPortableKey(store, undefined);
    expect(await keptPortableKey(store)).toBeUndefined();
  });

  it('is not kept where the browser keeps nothing', async () => {
    const key = await makePortableKey('four plain old words', subtle);

    expect(await keepPortableKey(undefined, { key, shown: false })).toBe(false);
  });
});
