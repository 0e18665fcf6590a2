// SPDX-License-Identifier: Apache-2.0
const greeting = document.createElement('h1');
greeting.textContent = 'Freehold';
document.body.append(greeting);
