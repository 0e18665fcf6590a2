// SPDX-License-Identifier: Apache-2.0
// Writes a .br and a .gz beside each file of the build that gets smaller by it, for the server to send as they are.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = 'target/dist/web';
const compressible = new Set(['.css', '.html', '.js', '.json', '.mjs', '.svg', '.txt', '.wasm', '.webmanifest']);

for (const entry of readdirSync(root, { recursive: true })) {
  const file = join(root, entry);
  if (!compressible.has(extname(file)) || !statSync(file).isFile()) {
    continue;
  }
  const content = readFileSync(file);
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const gzip = gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
  if (brotli.length < content.length) {
    writeFileSync(`${file}.br`, brotli);
  }
  if (gzip.length < content.length) {
    writeFileSync(`${file}.gz`, gzip);
  }
}
