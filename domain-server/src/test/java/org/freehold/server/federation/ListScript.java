// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.LongStream;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Settings;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and follows one document of a list after the other until it is killed, and prints the number of each that is in force. Document
 * n has {@link #FIRST} + n entries, and is issued n times six minutes after noon.
 */
final class ListScript {
    static final int FIRST = 400;
    static final String ID = "main";

    private ListScript() {}

    /** Arguments: the world's file, and that of what was published last, with which the publisher goes on after a kill. */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().start(ListScript::endWithTheTest);
        Path published = Path.of(args[1]);
        Following.Clock clock = new Following.Clock();
        Publisher publisher = new Publisher(key(1), clock);
        BanListPublisher.Next newest = read(published);
        try (Following domain = Following.open(Path.of(args[0]), clock, key(2))) {
            for (long seq = newest == null ? 1 : newest.list().seq(); true; seq++) {
                clock.set(at(seq));
                if (newest == null || newest.list().seq() < seq) {
                    newest = publisher.after(newest, entries(newest == null ? 0 : FIRST + seq - 1, FIRST + seq));
                    write(published, newest.bytes());
                }
                publisher.serve(newest);
                take(domain, publisher, seq);
                Subscription taken = domain.keeper.find(ID);
                Head good = taken.good();
                if (good == null || good.seq() != seq) {
                    throw new IllegalStateException(seq + " was not taken over: " + taken);
                }
                System.out.println(seq);
            }
        }
    }

    /** When a document is issued and looked at. */
    static Instant at(long seq) {
        return Following.NOON.plus(Duration.ofMinutes(6).multipliedBy(seq));
    }

    /** An entry of all documents from number {@code n} - {@link #FIRST} + 1 on. */
    static String subject(long n) {
        return "account:n" + n + "@bad.example";
    }

    static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return SigningKey.ofSeed(seed);
    }

    private static void take(Following domain, Publisher publisher, long seq) throws Refusal {
        Subscription before = domain.keeper.all().get(ID);
        if (before == null) {
            domain.follow(ID, publisher);
            return;
        }
        if (!before.url().equals(publisher.url())) {
            // The publisher of this process listens at another port than that of the last one.
            domain.keeper.change(Caller.SHELL, "banlist/moved", ID, each -> each.withUrl(publisher.url()));
        }
        // The last process may have come so far and not have been able to say so.
        Head.Mark highest = before.highest();
        if (highest == null || highest.seq() < seq) {
            domain.updates.fetch(ID);
        }
        if (before.good() == null) {
            Settings settings = domain.keeper.find(ID).settings();
            domain.keeper.apply(Caller.SHELL, ID, settings, domain.keeper.preview(ID, settings).hash());
        }
    }

    private static BanListPublisher.Change[] entries(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> new BanListPublisher.Add(
                        Subject.parse(subject(n)).orElseThrow(), Action.DENY, Set.of(Category.FLOODING),
                        "object flood " + n, null, null, null))
                .toArray(BanListPublisher.Change[]::new);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static BanListPublisher.@Nullable Next read(Path file) throws Exception {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        return switch (BanListReader.read(bytes)) {
            case BanListReader.Read read -> new BanListPublisher.Next(read.list(), bytes);
            case BanListReader.Refused refused -> throw new IllegalStateException(refused.fault().toString());
        };
    }

    private static void endWithTheTest() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to this process.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(1);
    }
}
