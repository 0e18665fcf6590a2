// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.freehold.moderation.Decision;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Outgoing;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;

/** Says of our own people who they are, to a domain that they want to visit, if the outgoing policy lets them. Blocks. */
final class VouchIssuer {
    private static final int NONCE_BYTES = 16;

    private final Supplier<? extends Signer> domainKey;
    private final Records records;
    private final PinnedHomes destinations;
    private final Predicate<String> isOurName;
    private final SecureRandom random;

    /**
     * For a domain.
     *
     * @param domainKey the one of now
     * @param destinations who is where, when the outgoing policy has to know
     * @param isOurName whether the domain goes by a canonical name of a host
     */
    VouchIssuer(
            Supplier<? extends Signer> domainKey,
            Records records,
            PinnedHomes destinations,
            Predicate<String> isOurName,
            SecureRandom random) {
        this.domainKey = domainKey;
        this.records = records;
        this.destinations = destinations;
        this.isOurName = isOurName;
        this.random = random;
    }

    /** {@code home/account}: who the caller is at this home. */
    ObjectNode account(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        Members.Account account = accountOf(caller);
        return JsonNodeFactory.instance.objectNode().put("account", account.name()).put("level", account.level());
    }

    /** {@code home/vouch}. */
    ObjectNode vouch(Caller caller, Arguments arguments) throws Refusal {
        String home = host(arguments, "home");
        String host = host(arguments, "address");
        String destination = key(arguments, "destination");
        String visitor = key(arguments, "visitor");
        arguments.end();
        Members.Account account = accountOf(caller);
        if (!isOurName.test(home)) {
            throw Refusal.badValue(
                    "home: \"%s\" (expected: a name of this domain)".formatted(home),
                    "Open this page under the name that the domain goes by.");
        }
        checkJourney(account, host, destination);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Instant now = records.now();
        Signer signer = domainKey.get();
        Vouch vouch = new Vouch(
                home, signer.publicKey(), account.name(), account.level(), visitor, destination,
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce), now, now.plus(Vouch.LIFE));
        return JsonNodeFactory.instance.objectNode()
                .put("account", account.name() + "@" + home)
                .put("vouch", vouch.sign(signer))
                .put("expires", vouch.expires().toString());
    }

    /** A destination is what its key is; that it has the name that it is called by is checked where a rule may be about the name. */
    private void checkJourney(Members.Account account, String host, String destination) throws Refusal {
        Outgoing outgoing = records.rulebook().outgoing();
        if (outgoing.levels().isEmpty()) {
            return;
        }
        if (!(destinations.check(host, destination) instanceof PinnedHomes.Right(Set<String> former))) {
            throw refused("Your home lets its people go only where it knows who is there, and could not check that "
                    + host + " is the domain " + Thumbprint.shortForm(Thumbprint.of(destination)) + ".");
        }
        Set<String> keys = new HashSet<>(former);
        keys.add(Thumbprint.of(destination));
        Optional<Decision.Refusal> refusal = outgoing.refuses(account.level(), host, keys);
        if (refusal.isPresent()) {
            throw refused(refusal.get().sentence());
        }
    }

    private Members.Account accountOf(Caller caller) throws Refusal {
        return Members.of(records.rulebook().roster(), caller.key())
                .orElseThrow(() -> Refusal.notFound(
                        "the key %s has no account at this home".formatted(caller.name()),
                        "Ask an owner of this domain to make you a member: freehold role set key:%s member --name NAME"
                                .formatted(caller.key())));
    }

    private static String host(Arguments arguments, String name) throws Refusal {
        String text = arguments.text(name);
        return HostName.canonical(text).orElseThrow(() -> Refusal.badValue(
                "%s: not the name of a host (expected: such as a.example)".formatted(name), "Correct it."));
    }

    private static String key(Arguments arguments, String name) throws Refusal {
        String key = arguments.text(name);
        if (!Ed25519.isKey(key)) {
            throw Refusal.badValue(
                    "%s: not an Ed25519 public key (expected: 32 bytes as base64url)".formatted(name), "Correct it.");
        }
        return key;
    }

    private static Refusal refused(String sentence) {
        return new Refusal("home-refused", sentence, "Ask the owner of your home, or go there without your home.", 403);
    }
}
