// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where names lead that mean this machine everywhere. */
final class ResolverTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "home.localhost", "a.b.localhost"})
    void namesBelowLocalhostAreThisMachine(String name) throws UnknownHostException {
        assertTrue(Resolver.system().resolve(name).stream().allMatch(address -> address.isLoopbackAddress()), name);
    }
}
