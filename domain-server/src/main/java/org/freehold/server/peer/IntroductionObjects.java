// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.IceCredentials;
import org.freehold.webrtc.ice.IceNegotiation;
import org.jspecify.annotations.Nullable;

/** The objects of docs/protocol.md section 13.1, read and written by both ends. */
public final class IntroductionObjects {
    /** Bytes of an object. */
    public static final int MAX_BYTES = 8192;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{22,64}");
    private static final int SHOWN_CHARACTERS = 40;

    private IntroductionObjects() {}

    /**
     * What one end says of itself.
     *
     * @param candidates those that can be used: no names, nothing but UDP
     */
    public record Description(IceCredentials credentials, Fingerprint fingerprint, List<Candidate> candidates) {
        public Description {
            candidates = List.copyOf(candidates);
        }

        void addTo(ObjectNode object) {
            object.put("ufrag", credentials.ufrag())
                    .put("pwd", credentials.password())
                    .put("fingerprint", fingerprint.text());
            ArrayNode lines = object.putArray("candidates");
            candidates.forEach(candidate -> lines.add(candidate.line()));
        }
    }

    /** The name of the introduction; null where there is none that could be one. */
    static @Nullable String name(JsonNode object) {
        JsonNode name = object.path("introduction");
        return name.isTextual() && NAME.matcher(name.textValue()).matches() ? name.textValue() : null;
    }

    /** An {@code offer}. */
    public static ObjectNode offer(String introduction, Description visitor, boolean restart) {
        ObjectNode offer = JsonNodeFactory.instance.objectNode().put("type", "offer").put("introduction", introduction);
        visitor.addTo(offer);
        return restart ? offer.put("restart", true) : offer;
    }

    /** {@code candidates} that were found later, and no others will be. */
    public static ObjectNode more(String introduction, List<Candidate> candidates) {
        ObjectNode more = JsonNodeFactory.instance.objectNode()
                .put("type", "candidates").put("introduction", introduction).put("last", true);
        ArrayNode lines = more.putArray("candidates");
        candidates.forEach(candidate -> lines.add(candidate.line()));
        return more;
    }

    /** An {@code answer}, without its {@code domain}. */
    static ObjectNode answer(String introduction, Description host) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("type", "answer").put("introduction", introduction);
        host.addTo(answer);
        return answer;
    }

    /**
     * Reads what an offer or an answer says of who sent it.
     *
     * @throws IntroductionRefusal when something is missing or wrong
     */
    public static Description description(JsonNode object) throws IntroductionRefusal {
        String ufrag = text(object, "ufrag");
        String password = text(object, "pwd");
        if (!IceCredentials.isUfrag(ufrag)) {
            throw wrong("ufrag", ufrag, "4 to 256 of A-Z, a-z, 0-9, + and /");
        }
        if (!IceCredentials.isPassword(password)) {
            throw IntroductionRefusal.badValue(
                    "pwd: %d characters (expected: 22 to 256 of A-Z, a-z, 0-9, + and /)".formatted(password.length()));
        }
        String print = text(object, "fingerprint");
        Fingerprint fingerprint = Fingerprint.parse(print)
                .orElseThrow(() -> wrong("fingerprint", print, "32 bytes as base64url without padding"));
        return new Description(new IceCredentials(ufrag, password), fingerprint, candidates(object));
    }

    /** Those of the candidates that can be used; the others are passed over, as a browser's names have to be. */
    static List<Candidate> candidates(JsonNode object) throws IntroductionRefusal {
        JsonNode lines = object.path("candidates");
        if (!lines.isArray() || lines.size() > IceNegotiation.MAX_CANDIDATES) {
            throw IntroductionRefusal.badValue("candidates: %s (expected: an array of at most %d texts)".formatted(
                    lines.isArray() ? lines.size() + " of them" : lines.isMissingNode() ? "missing" : "no array",
                    IceNegotiation.MAX_CANDIDATES));
        }
        List<Candidate> read = new ArrayList<>();
        for (JsonNode line : lines) {
            if (!line.isTextual()) {
                throw IntroductionRefusal.badValue("candidates: one is no text (expected: candidate attributes)");
            }
            Candidate.parse(line.textValue()).ifPresent(read::add);
        }
        return read;
    }

    static String text(JsonNode object, String name) throws IntroductionRefusal {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw IntroductionRefusal.badValue(
                    name + ": " + (value.isMissingNode() ? "missing" : "no text") + " (expected: text)");
        }
        return value.textValue();
    }

    static IntroductionRefusal wrong(String name, String value, String expected) {
        String shown = value.length() > SHOWN_CHARACTERS ? value.substring(0, SHOWN_CHARACTERS) + "…" : value;
        return IntroductionRefusal.badValue("%s: \"%s\" (expected: %s)".formatted(name, shown, expected));
    }
}
