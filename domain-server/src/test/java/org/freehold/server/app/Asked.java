// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;

/** Asks the desk of a domain. */
record Asked(TestDomain domain, Caller caller) {
    private static final JsonMapper JSON = new JsonMapper();

    /** As its shell does. */
    Asked(TestDomain domain) {
        this(domain, Caller.SHELL);
    }

    /** Arguments are JSON with single quotes. */
    JsonNode ask(String operation, String arguments, Object... values) throws IOException, Refusal {
        return domain.server().desk().ask(caller, operation, read(arguments, values));
    }

    /** The code with which it is refused. */
    String refused(String operation, String arguments, Object... values) throws IOException {
        ObjectNode read = read(arguments, values);
        return assertThrows(Refusal.class, () -> domain.server().desk().ask(caller, operation, read)).code();
    }

    /** Whether whoever holds this key could come in. */
    boolean admits(String fingerprint) throws IOException, Refusal {
        return !ask("permission/why", "{'key':'%s'}", fingerprint).has("refusal");
    }

    @SuppressWarnings("AnnotateFormatMethod") // a test with a wrong pattern fails by itself
    private static ObjectNode read(String arguments, Object... values) throws IOException {
        return (ObjectNode) JSON.readTree(arguments.formatted(values).replace('\'', '"'));
    }
}
