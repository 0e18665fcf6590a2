// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.moderation.Thumbprint;

/**
 * How a link names a host that is met at a rendezvous (docs/protocol.md section 14.1).
 *
 * @param name for people to read, such as {@code harbour}; decides nothing
 * @param keyPart what the host's key is checked against
 */
public record HostLink(String name, String keyPart) {
    /** What the paths of such links begin with. */
    public static final String PATH = "/d/";

    /** Five bits each. */
    private static final int KEY_PART_CHARACTERS = 26;

    private static final int MAX_NAME = 32;
    private static final String NAMELESS = "domain";
    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern KEY_PART = Pattern.compile("[a-z2-7]{" + KEY_PART_CHARACTERS + "}");
    private static final Pattern FORM =
            Pattern.compile(PATH + "(?:([^/]{0,200})-)?([a-z2-7]{" + KEY_PART_CHARACTERS + "})");

    /** The link of the host that has this name and public key. */
    public static HostLink of(String domainName, String publicKey) {
        return new HostLink(readable(domainName), keyPart(publicKey));
    }

    /** The link with this path; empty when it is no such path. */
    public static Optional<HostLink> at(String path) {
        Matcher form = FORM.matcher(path);
        return form.matches()
                ? Optional.of(new HostLink(form.group(1) == null ? "" : form.group(1), form.group(2)))
                : Optional.empty();
    }

    /** The part that stands for this public key. */
    public static String keyPart(String publicKey) {
        return base32(Base64.getUrlDecoder().decode(Thumbprint.of(publicKey)));
    }

    /** Whether the text can be a key part. */
    public static boolean isKeyPart(String text) {
        return KEY_PART.matcher(text).matches();
    }

    /** The path, such as {@code /d/harbour-abcdefghijklmnopqrstuvwxyz}. */
    public String path() {
        return PATH + (name.isEmpty() ? "" : name + "-") + keyPart;
    }

    private static String readable(String domainName) {
        String ascii = Normalizer.normalize(domainName, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = ascii.substring(0, Math.min(ascii.length(), MAX_NAME)).replaceAll("^-|-$", "");
        return cut.isEmpty() ? NAMELESS : cut;
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(KEY_PART_CHARACTERS);
        int bits = 0;
        int held = 0;
        for (int i = 0; text.length() < KEY_PART_CHARACTERS; i++) {
            held = ((held << Byte.SIZE) | (bytes[i] & 0xff)) & 0xfff;
            for (bits += Byte.SIZE; bits >= 5 && text.length() < KEY_PART_CHARACTERS; bits -= 5) {
                text.append(BASE_32.charAt((held >> (bits - 5)) & 31));
            }
        }
        return text.toString();
    }
}
