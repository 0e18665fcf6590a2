// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.Jcs;
import org.freehold.moderation.signed.Signer;
import org.freehold.moderation.signed.StrictJson;

/**
 * What a home domain says of one of its people, for one visit to one domain: a compact JWS (RFC 7515) by the home's key over canonical
 * JSON. It has no legal name, and nothing that the destination does not need. Any thread.
 *
 * @param home canonical name of the home's host
 * @param homeKey public key of the home, as on the wire
 * @param account canonical name at that home
 * @param level how far the home trusts this account, 0 to 100
 * @param visitor public key of the visitor at the destination, as on the wire
 * @param destination public key of the domain that it is for, as on the wire
 * @param nonce 16 random bytes or more, as base64url
 * @param expires at most {@link #LIFE} after {@code issued}; both in whole seconds
 */
public record Vouch(
        String home,
        String homeKey,
        String account,
        int level,
        String visitor,
        String destination,
        String nonce,
        Instant issued,
        Instant expires) {

    /** The longest that one is good for. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    /** The longest text that is looked at. */
    public static final int MAX_CHARACTERS = 4096;

    private static final String TYPE = "freehold.vouch/1";
    private static final int MAX_LEVEL = 100;
    private static final Set<String> MEMBERS = new TreeSet<>(Set.of(
            "type", "home", "key", "account", "level", "visitor", "destination", "nonce", "issued", "expires"));

    /** What came of reading one. */
    public sealed interface Result {}

    /** It is signed by {@link Vouch#homeKey}; nothing else is proved. */
    public record Signed(Vouch vouch) implements Result {}

    /** It is none. */
    public record NoVouch(String why) implements Result {}

    /** Cuts the times to whole seconds. */
    public Vouch {
        issued = issued.truncatedTo(ChronoUnit.SECONDS);
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The text that the visitor brings. {@code signer}: holds {@link #homeKey}. */
    public String sign(Signer signer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("type", TYPE)
                .put("home", home)
                .put("key", homeKey)
                .put("account", account)
                .put("level", level)
                .put("visitor", visitor)
                .put("destination", destination)
                .put("nonce", nonce)
                .put("issued", issued.toString())
                .put("expires", expires.toString());
        String signed = header(homeKey) + "." + base64Url(Jcs.bytes(json));
        return signed + "." + base64Url(signer.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Reads what somebody brings. */
    public static Result read(String jws) {
        if (jws.length() > MAX_CHARACTERS) {
            return new NoVouch("%d characters (expected: at most %d)".formatted(jws.length(), MAX_CHARACTERS));
        }
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return new NoVouch("%d parts (expected: header.payload.signature)".formatted(parts.length));
        }
        Optional<byte[]> payload = bytes(parts[1]);
        Optional<byte[]> signature = bytes(parts[2]);
        if (payload.isEmpty() || signature.isEmpty()) {
            return new NoVouch("not base64url (expected: RFC 7515, without padding)");
        }
        try {
            Vouch vouch = of(StrictJson.parse(payload.get(), MAX_CHARACTERS));
            // The one header there can be: neither algorithm nor key is for the sender to choose.
            if (!parts[0].equals(header(vouch.homeKey()))) {
                return new NoVouch("another header than that of an Ed25519 signature by the key in it");
            }
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return Ed25519.verify(vouch.homeKey(), signed, signature.get())
                    ? new Signed(vouch)
                    : new NoVouch("the signature is not by the key of the home in it");
        } catch (DocumentFault fault) {
            return new NoVouch(String.valueOf(fault.getMessage()));
        } catch (NotThisForm fault) {
            return new NoVouch(String.valueOf(fault.getMessage()));
        }
    }

    private static Vouch of(ObjectNode json) throws NotThisForm {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        if (!names.equals(MEMBERS) || !json.path("type").asText().equals(TYPE)) {
            throw new NotThisForm(
                    "members " + shown(names.toString()) + " (expected: " + MEMBERS + " of type " + TYPE + ")");
        }
        JsonNode level = json.path("level");
        if (!level.isIntegralNumber() || level.longValue() < 0 || level.longValue() > MAX_LEVEL) {
            throw new NotThisForm("level: " + shown(level.toString()) + " (expected: 0 to " + MAX_LEVEL + ")");
        }
        String home = text(json, "home");
        String account = text(json, "account");
        if (!Subject.of(Subject.Kind.ACCOUNT, account + "@" + home)
                .filter(who -> who.value().equals(account + "@" + home))
                .isPresent()) {
            throw new NotThisForm("account, home: " + shown(account + "@" + home)
                    + " (expected: canonical, such as alice@home.example)");
        }
        return new Vouch(
                home,
                key(json, "key"),
                account,
                level.intValue(),
                key(json, "visitor"),
                key(json, "destination"),
                nonce(json),
                time(json, "issued"),
                time(json, "expires"));
    }

    private static String key(ObjectNode json, String name) throws NotThisForm {
        String key = text(json, name);
        if (!Ed25519.isKey(key)) {
            throw new NotThisForm(name + ": " + shown(key) + " (expected: an Ed25519 public key)");
        }
        return key;
    }

    private static String nonce(ObjectNode json) throws NotThisForm {
        String nonce = text(json, "nonce");
        if (nonce.length() < 22 || nonce.length() > 64 || bytes(nonce).isEmpty()) {
            throw new NotThisForm("nonce: " + shown(nonce) + " (expected: 22 to 64 characters of base64url)");
        }
        return nonce;
    }

    private static Instant time(ObjectNode json, String name) throws NotThisForm {
        String text = text(json, name);
        try {
            Instant time = Instant.parse(text);
            if (time.truncatedTo(ChronoUnit.SECONDS).toString().equals(text)) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, as any other text
        }
        throw new NotThisForm(name + ": " + shown(text) + " (expected: such as 2026-11-20T12:00:00Z)");
    }

    private static String text(ObjectNode json, String name) throws NotThisForm {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new NotThisForm(name + ": " + shown(value.toString()) + " (expected: text)");
        }
        return value.textValue();
    }

    private static String header(String key) {
        ObjectNode header = JsonNodeFactory.instance.objectNode()
                .put("alg", "Ed25519")
                .put("kid", Thumbprint.of(key))
                .put("typ", TYPE);
        return base64Url(Jcs.bytes(header));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return base64Url(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
    }

    /** Says what was found; never leaves this class. */
    private static final class NotThisForm extends Exception {
        private static final long serialVersionUID = 1L;

        NotThisForm(String message) {
            super(message, null, false, false);
        }
    }
}
