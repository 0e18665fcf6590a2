// SPDX-License-Identifier: Apache-2.0
// The admin page over a made-up domain, to look at without a server: npm run dev, then /dev/admin.html
import '../src/ui/style.css';
import '../src/admin/admin.css';
import { AdminPage } from '../src/admin/page';
import { FakeApi } from '../src/admin/fake-api';

void new AdminPage('Harbour', new FakeApi()).start();
