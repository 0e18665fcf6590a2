// SPDX-License-Identifier: Apache-2.0
/**
 * The desk of a domain: everything that can be asked of it by the command line, the HTTP API and the admin page, each once.
 *
 * <p>Starting points: {@link org.freehold.server.desk.Desk} (who may ask what, one change at a time),
 * {@link org.freehold.server.desk.Operation} (one thing that can be asked), {@link org.freehold.server.desk.Refusal} (why not).
 *
 * <p>Threads: virtual ones; operations may block on the disk. Knows nothing of HTTP: who asks is settled before.
 */
@NullMarked
package org.freehold.server.desk;

import org.jspecify.annotations.NullMarked;
