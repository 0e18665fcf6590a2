// SPDX-License-Identifier: Apache-2.0

export type ModelFormat = 'gltf' | 'fbx' | 'obj' | 'fst';

/** Tells a model's format by its first bytes, and by its name where the bytes do not say. */
export function formatOf(bytes: Uint8Array, url: string): ModelFormat | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  if (head.startsWith('glTF')) {
    return 'gltf';
  }
  if (head.startsWith('Kaydara FBX Binary') || head.trimStart().startsWith('; FBX')) {
    return 'fbx';
  }
  const name = /\.([a-z0-9]+)$/i.exec(url.split(/[?#]/, 1)[0] ?? '')?.[1]?.toLowerCase();
  if (name === 'gltf' || name === 'glb' || /^\s*\{/.test(head)) {
    return name === 'fst' ? 'fst' : 'gltf';
  }
  return name === 'fbx' || name === 'obj' || name === 'fst' ? name : undefined;
}

/** The model that an FST file, Overte's table of a model's parts, names; relative to the file itself. */
export function modelOfFst(text: string): string | undefined {
  return /^\s*filename\s*=\s*(.+?)\s*$/m.exec(text)?.[1];
}
