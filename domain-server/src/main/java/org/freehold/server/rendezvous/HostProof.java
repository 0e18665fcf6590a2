// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.server.identity.Statements;
import org.freehold.server.wire.ErrorCode;

/** Whether a host has proved that it holds its key, here and now (docs/protocol.md section 14.2). Pure. */
final class HostProof {
    private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cf}\\u2028\\u2029]{1,64}");
    private static final Pattern AUTHORITY = Pattern.compile("[0-9a-z.:\\[\\]_-]{1,260}");

    private HostProof() {}

    /** What is to be said of it. */
    sealed interface Result {}

    record Proved(String key, String name) implements Result {}

    record Wrong(ErrorCode code, String message, String whatToDo) implements Result {}

    /**
     * Looks at a {@code register}.
     *
     * @param isOurs whether this is the authority that the request was for, and one of this rendezvous
     */
    static Result check(ObjectNode register, String nonce, Instant now, Predicate<String> isOurs) {
        String key = register.path("key").asText();
        String name = register.path("name").asText();
        String authority = register.path("authority").asText();
        JsonNode time = register.path("time");
        if (!register.path("type").asText().equals("register")) {
            return wrong(ErrorCode.BAD_VALUE, "type: not \"register\"", "Register first.");
        }
        if (!Ed25519.isKey(key)) {
            return wrong(
                    ErrorCode.BAD_VALUE,
                    "key: not an Ed25519 public key (expected: 32 bytes as base64url without padding)",
                    "Send the domain's public key.");
        }
        if (!NAME.matcher(name).matches()) {
            return wrong(
                    ErrorCode.BAD_NAME, "name: not a name (expected: 1 to 64 characters, none of them invisible)",
                    "Send the domain's name.");
        }
        if (!AUTHORITY.matcher(authority).matches() || !isOurs.test(authority)) {
            return wrong(
                    ErrorCode.OTHER_RENDEZVOUS,
                    "authority: this proof is not for the rendezvous that it came to, or the rendezvous does not know itself by that name",
                    "Check the URL of the rendezvous; its owner names it with server.names in its settings.");
        }
        if (!time.isIntegralNumber() || !time.canConvertToLong()) {
            return wrong(ErrorCode.BAD_VALUE, "time: missing (expected: milliseconds since 1970 UTC)",
                    "Send the time.");
        }
        Instant said = Instant.ofEpochMilli(time.longValue());
        if (Duration.between(now, said).abs().compareTo(RendezvousConfig.CLOCK_TOLERANCE) > 0) {
            return wrong(
                    ErrorCode.CLOCK,
                    "time: it is %s by the clock of the host and %s by the clock of the rendezvous (expected: at most %d minutes apart)"
                            .formatted(said, now, RendezvousConfig.CLOCK_TOLERANCE.toMinutes()),
                    "Set the clock of the host; if it is right, the owner of the rendezvous has to set theirs.");
        }
        byte[] statement = Statements.host(authority, nonce, key, name, time.longValue());
        if (!Ed25519.verify(key, statement, bytes(register.path("signature").asText()))) {
            return wrong(
                    ErrorCode.BAD_SIGNATURE,
                    "signature: does not fit the authority, the nonce, the key, the name and the time",
                    "Sign the six lines of the host statement, exactly as sent, with the domain's key.");
        }
        return new Proved(key, name);
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Wrong wrong(ErrorCode code, String message, String whatToDo) {
        return new Wrong(code, message, whatToDo);
    }
}
