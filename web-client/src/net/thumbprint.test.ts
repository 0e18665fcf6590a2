// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { thumbprint } from './thumbprint';

test('the fingerprint is that of RFC 8037 A.3', () => {
  expect(thumbprint('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});
