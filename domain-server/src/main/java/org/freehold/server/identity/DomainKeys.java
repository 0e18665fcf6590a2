// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.SignedDocument;
import org.freehold.moderation.signed.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Ed25519 key by which a domain is known, and how it came after those before: who holds the file {@value #FILE} is the domain. Any thread.
 *
 * <p>A change of the key is a key set (docs/ban-list-format.md section 4), signed by the old key and the new one. On disk it takes three
 * steps, each whole or not at all: the new secret beside the old one, the set in the chain, the new secret in the place of the old. The
 * second is what counts: whoever starts after a crash finishes what was signed, and forgets what was not. The old secret is gone then;
 * nothing needs it any more, and a thief could.
 */
public final class DomainKeys {
    /** Name of the file in the data directory with the secret key: PKCS#8 in PEM. */
    public static final String FILE = "domain.key";
    /** Name of the file with the key sets, as they are published; there when the key was ever changed. */
    public static final String CHAIN_FILE = "key-sets.json";

    private static final Logger LOG = LoggerFactory.getLogger(DomainKeys.class);
    private static final String NEXT_FILE = "domain.key.next";

    private final Path folder;
    private volatile State state;

    private record State(SigningKey key, KeyChain chain, Set<String> fingerprints) {

        static State of(SigningKey key, KeyChain chain) throws DocumentFault {
            Set<String> all = new TreeSet<>(chain.everyKey());
            all.add(key.thumbprint());
            return new State(key, chain, Set.copyOf(all));
        }
    }

    /** A key that can be the domain's next. */
    public static final class Successor {
        private final State before;
        private final State after;

        private Successor(State before, State after) {
            this.before = before;
            this.after = after;
        }

        /** Its fingerprint. */
        public String fingerprint() {
            return after.key().thumbprint();
        }
    }

    private DomainKeys(Path folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    /**
     * The keys of this data directory; the first is made at the first start. Finishes a change that was interrupted. Blocks.
     *
     * @throws IdentityException when a file cannot be read or written, is not what it should be, or others may read it
     */
    public static DomainKeys open(Path dataDirectory, SecureRandom random) throws IdentityException {
        KeyChain chain = chain(dataDirectory.resolve(CHAIN_FILE));
        Path file = dataDirectory.resolve(FILE);
        try {
            Optional<KeySet> last = chain.last();
            finish(dataDirectory, last);
            if (last.isEmpty() && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                SecretFile.write(file, PemKey.write(SigningKey.create(random)));
            }
            SigningKey key = key(file);
            if (last.isPresent() && !last.get().keys().contains(key.thumbprint())) {
                throw new IdentityException(
                        "%s is not the key that %s ends with. Restore both from one backup: with another key nobody would know this domain again."
                                .formatted(file, CHAIN_FILE));
            }
            return new DomainKeys(dataDirectory, State.of(key, chain));
        } catch (DocumentFault fault) {
            throw damaged(dataDirectory.resolve(CHAIN_FILE), fault);
        }
    }

    /** The key of now, which signs. Whoever signs more than once for one thing asks once. */
    public SigningKey current() {
        return state.key();
    }

    /** Fingerprints of the key of now and of all before it. */
    public Set<String> fingerprints() {
        return state.fingerprints();
    }

    /** How the key of now came after those before, for publication. */
    public KeyChain chain() {
        return state.chain();
    }

    /**
     * Makes a key that can follow the one of now; nothing knows it yet.
     *
     * @throws IdentityException when the domain has changed its key as often as it can
     */
    public Successor successor(SecureRandom random) throws IdentityException {
        State before = state;
        SigningKey next = SigningKey.create(random);
        try {
            int version = before.chain().last().map(KeySet::version).orElse(0) + 1;
            SignedDocument.Publication set = SignedDocument.sign(
                    new KeySet(version, 1, Set.of(next.thumbprint())).members(), List.of(before.key(), next));
            KeyChain longer = before.chain().with(new KeySet.Step(set.bytes(), set.jws()));
            return new Successor(before, State.of(next, longer));
        } catch (DocumentFault | IllegalArgumentException e) {
            throw new IdentityException("the key sets cannot become more: " + e.getMessage(), e);
        }
    }

    /**
     * Makes it the domain's key. When this returns, it is on disk and in force; when it throws, all is as before. Blocks.
     *
     * @throws IdentityException when it cannot be written
     */
    public synchronized void rotate(Successor to) throws IdentityException {
        if (!to.before.equals(state)) {
            throw new IdentityException("the key was changed meanwhile (expected: one change at a time). Ask again.");
        }
        Path nextFile = folder.resolve(NEXT_FILE);
        SecretFile.write(nextFile, PemKey.write(to.after.key()));
        try {
            SecretFile.write(
                    folder.resolve(CHAIN_FILE), new String(to.after.chain().bytes(), StandardCharsets.US_ASCII));
        } catch (IdentityException e) {
            SecretFile.deleteQuietly(nextFile);
            throw e;
        }
        state = to.after;
        try {
            SecretFile.move(nextFile, folder.resolve(FILE));
        } catch (IdentityException e) {
            LOG.warn("The new key is in force and still in {}: {} The next start puts that right.", nextFile,
                    e.getMessage());
        }
    }

    private static void finish(Path folder, Optional<KeySet> last) throws IdentityException {
        Path nextFile = folder.resolve(NEXT_FILE);
        if (!Files.exists(nextFile, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        SigningKey next = key(nextFile);
        if (last.isPresent() && last.get().keys().contains(next.thumbprint())) {
            SecretFile.move(nextFile, folder.resolve(FILE));
            LOG.info("A change of the domain's key that was interrupted is finished; it is {} now", next.thumbprint());
        } else {
            SecretFile.deleteQuietly(nextFile);
        }
    }

    private static SigningKey key(Path file) throws IdentityException {
        try {
            return PemKey.read(SecretFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new IdentityException(
                    "%s: %s (expected: an Ed25519 private key as PKCS#8 in PEM). Restore the file from a backup; a new key would make this a new domain to everybody who knows it."
                            .formatted(file, e.getMessage()));
        }
    }

    private static KeyChain chain(Path file) throws IdentityException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return KeyChain.NONE;
        }
        try {
            return KeyChain.read(SecretFile.read(file, KeyChain.MAX_BYTES).getBytes(StandardCharsets.US_ASCII));
        } catch (DocumentFault fault) {
            throw damaged(file, fault);
        }
    }

    private static IdentityException damaged(Path file, DocumentFault fault) {
        return new IdentityException(
                "%s: %s (expected: the key sets of this domain). Restore it and %s from one backup."
                        .formatted(file, fault.getMessage(), FILE));
    }
}
