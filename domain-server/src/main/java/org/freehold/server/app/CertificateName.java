// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Under which name a server with a certificate is to be called. */
final class CertificateName {
    /** The kind of a DNS name among the subject's alternative names (RFC 5280 section 4.2.1.6). */
    private static final Integer DNS_NAME = 2;

    private CertificateName() {}

    /** The first name of the first certificate in a PEM file; empty when it has none that stands for one machine. */
    static Optional<String> of(Path pem) {
        return all(pem).stream().filter(name -> !name.startsWith("*")).findFirst();
    }

    /** All names of the first certificate in a PEM file, also those with a {@code *} for the first label. */
    static List<String> all(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> DNS_NAME.equals(name.getFirst()))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (IOException | CertificateException e) {
            // What is wrong with the file is said where it is loaded.
            return List.of();
        }
    }
}
