// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.AddressFile;
import org.freehold.server.api.AddressFile.Address;
import org.freehold.server.api.ApiClient;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.ShellKey;
import org.freehold.server.keys.PassphraseOption;
import org.freehold.server.visit.TrustedCertificates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running domain is asked, and as whom. */
final class DomainOption {
    static final String CA = "Trust the certificates in this PEM file instead of the usual authorities.";

    @Option(names = "--data", paramLabel = "DIR",
            description = "The folder of a domain that runs on this machine; who may read it may do everything."
                    + " Without it and --url: $FREEHOLD_DATA, or freehold-data in your home folder.")
    private @Nullable Path folder;

    @Option(names = "--url", paramLabel = "URL", description = "A link to the domain; needs a key.")
    private @Nullable String url;

    @Option(names = "--ca", paramLabel = "FILE", description = CA)
    private @Nullable Path certificates;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /** What is wrong with how the options go together; empty when nothing is. */
    Optional<String> misuse(@Nullable Path keyFile) {
        if (url != null && folder != null) {
            return Optional.of("--data and --url: name one of them.");
        }
        if (url != null && keyFile == null) {
            return Optional.of("--url needs the file with the key of somebody who has the permission there.");
        }
        if (url == null && (keyFile != null || certificates != null)) {
            return Optional.of("--key and --ca go with --url.");
        }
        return Optional.empty();
    }

    /** A client of that domain; {@code keyFile} for {@code --url}. */
    ApiClient connect(@Nullable Path keyFile) throws NotDone {
        return url != null && keyFile != null ? remote(url, keyFile, certificates, passphrase) : local();
    }

    /** A client of the domain at a link; {@code certificates} null for the usual authorities. */
    static ApiClient remote(String link, Path key, @Nullable Path certificates, PassphraseOption passphrase)
            throws NotDone {
        try {
            SSLContext tls = certificates == null ? null : TrustedCertificates.only(certificates);
            return ApiClient.to(link, KeyReading.of(key, passphrase), tls, InstantSource.system(), new SecureRandom());
        } catch (IOException | IllegalArgumentException e) {
            throw new NotDone("failed", String.valueOf(e.getMessage()));
        }
    }

    private ApiClient local() throws NotDone {
        Path data = (folder == null ? DataFolder.usual() : folder).toAbsolutePath().normalize();
        try {
            Optional<Address> address = AddressFile.read(data);
            Optional<SigningKey> key = ShellKey.read(data);
            if (address.isEmpty() || key.isEmpty()) {
                throw new NotDone("not-running", data + ": no domain runs on this folder (expected: a running one)."
                        + " Start it with 'freehold run --data " + data + "', or name another with --data or --url.");
            }
            return ApiClient.to(address.get(), key.get(), InstantSource.system(), new SecureRandom());
        } catch (IOException e) {
            throw new NotDone("failed", data + " can't be read (" + e + "). Ask as the user that the server runs as.");
        } catch (IdentityException e) {
            throw new NotDone("failed", String.valueOf(e.getMessage()));
        }
    }
}
