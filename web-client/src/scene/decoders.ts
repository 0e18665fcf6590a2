// SPDX-License-Identifier: Apache-2.0

import basisScript from 'three/examples/jsm/libs/basis/basis_transcoder.js?url';
import basisModule from 'three/examples/jsm/libs/basis/basis_transcoder.wasm?url';
import dracoModule from 'three/examples/jsm/libs/draco/draco_decoder.wasm?url';
import dracoScript from 'three/examples/jsm/libs/draco/draco_wasm_wrapper.js?url';

/** The decoders are files of this client with hashed names; three.js asks for them by their plain ones. */
const files: Readonly<Record<string, string>> = {
  'basis_transcoder.js': basisScript,
  'basis_transcoder.wasm': basisModule,
  'draco_decoder.wasm': dracoModule,
  'draco_wasm_wrapper.js': dracoScript,
};

export function decoderUrl(url: string): string {
  return files[url.split(/[:/]/).at(-1) ?? ''] ?? url;
}
