// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublicAddressTest {

    @ParameterizedTest(name = "{0} is public: {1}")
    @CsvSource({
            "1.2.3.4, true", "100.63.255.255, true", "100.64.0.0, false", "100.127.255.255, false", "100.128.0.0, true",
            "10.1.2.3, false", "172.16.0.1, false", "192.168.1.1, false", "169.254.1.1, false", "127.0.0.1, false",
            "0.0.0.0, false", "224.0.0.1, false", "2a00:1450::1, true", "fe80::1, false", "fd00::1, false",
            "fc00::1, false",
            "::1, false", "ff02::1, false",
            "0.1.2.3, false", "240.0.0.1, false", "255.255.255.255, false",
            "2002:7f00:1::1, false", "64:ff9b::7f00:1, false"
    })
    void knowsWhichAddressesEverybodyCanSendTo(String address, boolean isPublic) {
        assertEquals(isPublic, PublicAddress.is(InetAddress.ofLiteral(address)));
    }
}
