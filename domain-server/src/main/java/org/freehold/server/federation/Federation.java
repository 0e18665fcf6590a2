// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.Permission;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.session.Sessions;
import org.freehold.server.storage.StorageException;
import org.freehold.server.wire.ServerMessage.Notice;

/** Lists of this domain and of others, together: what the server starts, asks and stops. */
public final class Federation implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(30);

    private final Records records;
    private final PublishedLists lists;
    private final SubscriptionKeeper keeper;
    private final List<Operation> operations;
    private final Thread schedule;

    private Federation(
            Records records, PublishedLists lists, SubscriptionKeeper keeper, List<Operation> operations) {
        this.records = records;
        this.lists = lists;
        this.keeper = keeper;
        this.operations = List.copyOf(operations);
        this.schedule = Thread.ofVirtual().name("lists").unstarted(this::rounds);
    }

    /**
     * Reads what is stored and puts it in force; {@link #begin} starts fetching. Blocks.
     *
     * @param base the address of this domain, without a slash at the end; asked when a list is made
     */
    public static Federation open(
            Records records,
            Signer signer,
            Sessions sessions,
            Fetcher fetcher,
            Supplier<String> base,
            RandomGenerator random)
            throws StorageException {
        PublishedLists lists = PublishedLists.open(records, signer);
        SubscriptionKeeper keeper = SubscriptionKeeper.open(
                records, fetcher, signer.thumbprint(), sessions::inside,
                text -> sessions.tell(
                        who -> who.decision().permissions().contains(Permission.MODERATE),
                        new Notice("ban-list", false, text)),
                random);
        PublishingOperations publishing = new PublishingOperations(records, lists, base);
        List<Operation> operations = new ArrayList<>(publishing.all());
        operations.addAll(new SubscriptionOperations(records, keeper, publishing).all());
        operations.addAll(new ExchangeOperations(records, lists, sessions::inside).all());
        operations.addAll(new AppealOperations(records, lists).all());
        return new Federation(records, lists, keeper, operations);
    }

    /** How strangers' servers are asked by default. */
    public static Fetcher fetcher(boolean privateAddresses) {
        return new Fetcher(
                Resolver.system(), (SSLSocketFactory) SSLSocketFactory.getDefault(), privateAddresses,
                Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /** What can be asked at the desk. */
    public List<Operation> operations() {
        return operations;
    }

    /** What is served under {@code /lists/}. */
    public PublishedLists lists() {
        return lists;
    }

    /** What the domain says of itself: its published lists, and where to appeal. Any thread; does not block. */
    public ObjectNode declared() {
        ObjectNode declared = ListAnswers.object();
        ArrayNode all = declared.putArray("lists");
        for (PublishedLists.Served served : lists.all().values()) {
            if (served.newest() != null) {
                all.addObject().put("url", served.own().url()).put("title", served.own().title());
            }
        }
        return declared;
    }

    /** Starts the schedule. */
    public void begin() {
        schedule.start();
    }

    private void rounds() {
        while (!Thread.currentThread().isInterrupted()) {
            keeper.tick();
            try {
                lists.reissue(SubscriptionKeeper.SCHEDULE, records.now());
            } catch (Refusal refusal) {
                // The disk takes nothing now; the world's own health says so, and the next round tries again.
            }
            try {
                Thread.sleep(ROUND);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Stops the schedule; a fetch that is under way ends by itself and stores nothing more after the store is closed. */
    @Override
    public void close() {
        schedule.interrupt();
    }
}
