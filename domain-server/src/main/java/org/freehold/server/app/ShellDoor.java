// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.AddressFile;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.ShellKey;

/** Lets those who may read the data directory in by the API: leaves a key and the address there while the server runs. */
final class ShellDoor implements AutoCloseable {
    private final Path folder;
    private final SigningKey key;

    private ShellDoor(Path folder, SigningKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** Makes the key; blocks. */
    static ShellDoor open(DataDirectory data, SecureRandom random) throws IdentityException {
        return new ShellDoor(data.root(), ShellKey.create(data.root(), random));
    }

    /** The public key as on the wire. */
    String key() {
        return key.publicKey();
    }

    /**
     * Says where the server is; blocks.
     *
     * @param certificate that it shows; empty without TLS
     */
    void isAt(InetSocketAddress listening, Optional<Path> certificate) throws IOException {
        String url = (certificate.isPresent() ? "https" : "http") + "://" + host(listening.getAddress()) + ":"
                + listening.getPort();
        AddressFile.write(folder, new AddressFile.Address(url, certificate));
    }

    @Override
    public void close() throws IOException {
        AddressFile.delete(folder);
        ShellKey.delete(folder);
    }

    private static String host(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
