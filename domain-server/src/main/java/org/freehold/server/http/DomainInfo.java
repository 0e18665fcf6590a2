// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a domain says of itself over HTTP. The suppliers are called on event loops and must not block.
 *
 * @param name of the domain
 * @param version of the software, such as {@code 0.1.0}
 * @param port that it listens on
 * @param people in the world now
 * @param unwell why the domain is not healthy, one sentence; null when all is well
 * @param declared further members of the document of docs/protocol.md section 11.1: {@code lists}, {@code policies},
 *     {@code appeals}; each member may be missing
 */
public record DomainInfo(
        String name,
        String version,
        IntSupplier port,
        IntSupplier people,
        Supplier<@Nullable String> unwell,
        Supplier<ObjectNode> declared) {}
