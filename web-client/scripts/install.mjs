// SPDX-License-Identifier: Apache-2.0
// Installs the packages of package-lock.json, and only when that file changed since the last installation:
// a second build needs no network.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const needed = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Node.js ${process.versions.node} is too old (expected: ${needed.join('.')} or newer). ` +
      'Install a newer one from https://nodejs.org or with your package manager, then build again.',
  );
  process.exit(1);
}

const stamp = 'node_modules/.installed-from';
const lock = createHash('sha256')
  .update(readFileSync('package.json'))
  .update(readFileSync('package-lock.json'))
  .update(process.platform + process.arch)
  .digest('hex');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
  console.log('Packages are up to date.');
  process.exit(0);
}

console.log('Installing packages (npm ci)');
const result = spawnSync('npm', ['ci', '--prefer-offline', '--loglevel=error'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (result.error) {
  console.error(`npm could not be started: ${result.error.message}. Install npm, then build again.`);
}
if (result.status !== 0) {
  process.exit(1);
}
writeFileSync(stamp, lock);
