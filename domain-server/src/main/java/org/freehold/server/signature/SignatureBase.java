// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes that a request's signature is over (RFC 9421 section 2.5). */
final class SignatureBase {

    /**
     * One thing that is signed.
     *
     * @param name of a header in lower case, or derived, such as {@code @method}
     * @param value as section 2 of the RFC makes it
     */
    record Component(String name, String value) {}

    private SignatureBase() {}

    /** The list of what is signed and its parameters, as {@code Signature-Input} has them after the label. */
    static String input(List<Component> components, String parameters) {
        List<String> names = new ArrayList<>();
        for (Component component : components) {
            names.add("\"" + component.name() + "\"");
        }
        return "(" + String.join(" ", names) + ")" + parameters;
    }

    /** The bytes; {@code input} exactly as in {@code Signature-Input}. */
    static byte[] of(List<Component> components, String input) {
        StringBuilder base = new StringBuilder();
        for (Component component : components) {
            base.append('"').append(component.name()).append("\": ").append(component.value()).append('\n');
        }
        return base.append("\"@signature-params\": ").append(input).toString().getBytes(StandardCharsets.UTF_8);
    }
}
