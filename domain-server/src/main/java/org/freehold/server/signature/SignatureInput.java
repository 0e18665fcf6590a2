// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Signature-Input} as the API takes it: one signature with the label {@code freehold}, in the form that RFC 8941
 * section 4.1 writes.
 *
 * @param covered names of what is signed, in the order of the signature
 * @param text list and parameters exactly as received
 * @param created seconds since 1970
 * @param nonce 22 to 64 characters of base64url
 * @param key the public key as on the wire
 */
record SignatureInput(List<String> covered, String text, long created, String nonce, String key) {
    static final String LABEL = "freehold";
    static final String TAG = "freehold-api";
    static final List<String> COVERED =
            List.of("@method", "@authority", "@path", "content-digest", RequestToSign.DOMAIN_HEADER);

    private static final int MAX_CHARACTERS = 1024;
    private static final Pattern WHOLE = Pattern.compile(LABEL + "=(\\(([^()]*)\\)(;.*))");
    private static final Pattern NAME = Pattern.compile("\"([a-z@][a-z0-9-]*)\"");
    private static final Pattern PARAMETER =
            Pattern.compile(";([a-z][a-z0-9_.*-]*)=(?:\"([\\x20-\\x7e&&[^\"\\\\]]*)\"|(-?[0-9]{1,15}))");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{22,64}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** What a header says, or what is wrong with it. */
    sealed interface Reading {}

    record Understood(SignatureInput input) implements Reading {}

    /** @param detail one sentence that names what was found and what was expected */
    record Unfit(String detail) implements Reading {}

    static Reading read(String header) {
        Matcher whole = WHOLE.matcher(header);
        if (header.length() > MAX_CHARACTERS || !whole.matches()) {
            return new Unfit(
                    "Signature-Input is not of the form freehold=(...);created=...;nonce=...;keyid=...;tag=...");
        }
        List<String> covered = new ArrayList<>();
        for (String item : whole.group(2).split(" ", -1)) {
            Matcher name = NAME.matcher(item);
            if (!name.matches()) {
                return new Unfit("Signature-Input names a component that is not a name in quotation marks");
            }
            covered.add(name.group(1));
        }
        Set<String> different = new HashSet<>(covered);
        if (different.size() != covered.size() || !different.equals(Set.copyOf(COVERED))) {
            return new Unfit("Signature-Input covers " + covered + " (expected: " + COVERED + ", each once)");
        }
        return parameters(covered, whole.group(1), whole.group(3));
    }

    /** The values of what is covered, in that order. */
    static List<SignatureBase.Component> components(List<String> covered, RequestToSign request) {
        List<SignatureBase.Component> components = new ArrayList<>();
        for (String name : covered) {
            String value = switch (name) {
                case "@method" -> request.method();
                case "@authority" -> request.authority();
                case "@path" -> request.path();
                case "content-digest" -> request.contentDigest();
                case RequestToSign.DOMAIN_HEADER -> request.domain();
                default -> throw new IllegalArgumentException(name + " (expected: one of " + COVERED + ")");
            };
            components.add(new SignatureBase.Component(name, value));
        }
        return components;
    }

    private static Reading parameters(List<String> covered, String text, String parameters) {
        Found found = new Found();
        Matcher parameter = PARAMETER.matcher(parameters);
        int end = 0;
        while (end < parameters.length()) {
            if (!parameter.find(end) || parameter.start() != end) {
                return new Unfit("Signature-Input has a parameter that is neither text nor an integer");
            }
            String name = parameter.group(1);
            if (!found.take(name, parameter.group(2), parameter.group(3))) {
                return new Unfit("Signature-Input has the parameter " + name
                        + " twice, or with a value that is not taken here (expected: created, nonce of 22 to 64 characters of"
                        + " base64url, keyid of 43, tag=\"" + TAG + "\", and no others; the algorithm is Ed25519)");
            }
            end = parameter.end();
        }
        if (found.created == null || found.nonce == null || found.key == null || !found.tagged) {
            return new Unfit("Signature-Input has not all parameters (expected: created, nonce, keyid and tag)");
        }
        return new Understood(new SignatureInput(covered, text, found.created, found.nonce, found.key));
    }

    /** The parameters seen so far. */
    private static final class Found {
        private @Nullable Long created;
        private @Nullable String nonce;
        private @Nullable String key;
        private boolean tagged;

        /** False for a parameter that is unknown, came before, or has a value that does not fit. */
        boolean take(String name, @Nullable String text, @Nullable String integer) {
            return switch (name) {
                case "created" -> takeCreated(integer);
                case "nonce" -> takeNonce(text);
                case "keyid" -> takeKey(text);
                case "tag" -> takeTag(text);
                default -> false;
            };
        }

        private boolean takeCreated(@Nullable String integer) {
            if (created != null || integer == null) {
                return false;
            }
            created = Long.valueOf(integer);
            return true;
        }

        private boolean takeNonce(@Nullable String text) {
            if (nonce != null || text == null || !NONCE.matcher(text).matches()) {
                return false;
            }
            nonce = text;
            return true;
        }

        private boolean takeKey(@Nullable String text) {
            if (key != null || text == null || !KEY.matcher(text).matches()) {
                return false;
            }
            key = text;
            return true;
        }

        private boolean takeTag(@Nullable String text) {
            boolean fits = !tagged && TAG.equals(text);
            tagged = true;
            return fits;
        }
    }
}
