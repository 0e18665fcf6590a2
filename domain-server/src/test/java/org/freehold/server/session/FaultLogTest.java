// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.freehold.server.wire.ErrorCode;
import org.junit.jupiter.api.Test;

final class FaultLogTest {

    @Test
    void writesOneLineOfAKindInTenSeconds() {
        AtomicLong now = new AtomicLong();
        FaultLog log = new FaultLog(now::get);
        assertEquals(true, log.fault(1, ErrorCode.TOO_FAST));
        assertEquals(false, log.fault(2, ErrorCode.TOO_FAST));
        assertEquals(true, log.fault(1, ErrorCode.NOT_JSON));
        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertEquals(false, log.fault(1, ErrorCode.TOO_FAST));
        now.incrementAndGet();
        assertEquals(true, log.fault(1, ErrorCode.TOO_FAST));
    }
}
