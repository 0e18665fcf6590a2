// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.nio.file.Path;

/**
 * Where TLS gets its certificate from.
 *
 * @param certificates PEM: the certificate of this server, then those that link it to a known authority
 * @param key PEM: the private key of the first certificate, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificates, Path key) {}
