// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.Permission;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.session.HomeVouches;
import org.freehold.server.session.Sessions;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.storage.StorageException;
import org.freehold.server.wire.ServerMessage.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists of this domain and of others, together: what the server starts, asks and stops. */
public final class Federation implements AutoCloseable {
    /** In whose name the schedule acts. */
    static final Caller SCHEDULE = new Caller("", "schedule", true);

    private static final Logger LOG = LoggerFactory.getLogger(Federation.class);
    private static final Duration ROUND = Duration.ofSeconds(30);
    /** What is superseded meanwhile stays on the disk: at most a document of each list for each fetch. */
    private static final Duration FORGETTING = Duration.ofMinutes(10);

    private final Records records;
    private final PublishedLists lists;
    private final Evidence evidence;
    private final SubscriptionUpdates updates;
    private final Consumer<String> moderators;
    private final List<Operation> operations;
    private final Thread schedule;
    private Instant nextForgetting = Instant.MIN;
    private volatile String notReissued = "";

    private Federation(
            Records records,
            PublishedLists lists,
            Evidence evidence,
            SubscriptionUpdates updates,
            Consumer<String> moderators,
            List<Operation> operations) {
        this.records = records;
        this.moderators = moderators;
        this.lists = lists;
        this.evidence = evidence;
        this.updates = updates;
        this.operations = List.copyOf(operations);
        this.schedule = Thread.ofVirtual().name("lists").unstarted(this::rounds);
    }

    /**
     * Reads what is stored and puts it in force; {@link #begin} starts fetching. Blocks.
     *
     * @param domainKey the one of now
     * @param homes whether what a home says of who appeals is true
     * @param base the address of this domain, without a slash at the end; asked when a list is made
     */
    public static Federation open(
            Records records,
            Supplier<? extends Signer> domainKey,
            Sessions sessions,
            HomeVouches homes,
            Fetcher fetcher,
            Supplier<String> base,
            SecureRandom random)
            throws StorageException {
        ListWork work = new ListWork();
        SubscriptionKeeper keeper = SubscriptionKeeper.open(records, sessions::inside, work);
        PublishedLists lists = PublishedLists.open(records, domainKey, new RelaySources(keeper));
        Consumer<String> moderators = text -> sessions.tell(
                who -> who.decision().permissions().contains(Permission.MODERATE),
                new Notice("ban-list", false, text));
        SubscriptionUpdates updates = new SubscriptionUpdates(
                records, keeper,
                new ListSource(fetcher, () -> new RequestSigner(domainKey.get(), records::now, random), work),
                moderators,
                random);
        Evidence evidence = new Evidence(records.store(), lists);
        PublishingOperations publishing = new PublishingOperations(records, lists, keeper, evidence, base);
        List<Operation> operations = new ArrayList<>(publishing.all());
        operations.addAll(new SubscriptionOperations(records, keeper, updates, publishing).all());
        operations.add(new Repinning(records, keeper, updates).operation());
        operations.addAll(new ExchangeOperations(records, lists, sessions::inside).all());
        operations.addAll(new AppealOperations(records, lists, evidence, homes).all());
        return new Federation(records, lists, evidence, updates, moderators, operations);
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

    /** What stands behind entries of published lists. */
    public Evidence evidence() {
        return evidence;
    }

    /** What the domain says of itself: its lists for everybody, and where to appeal. Any thread; does not block. */
    public ObjectNode declared() {
        ObjectNode declared = ListAnswers.object();
        ArrayNode all = declared.putArray("lists");
        for (PublishedLists.Served served : lists.all().values()) {
            if (served.newest() != null && served.own().readers().isEmpty()) {
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
            try {
                round();
            } catch (RuntimeException e) {
                // An exception would end all further rounds.
                LOG.error("A round of ban lists failed", e);
            }
            try {
                Thread.sleep(ROUND);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void round() {
        updates.tick();
        signAnew();
        Instant now = records.now();
        if (!now.isBefore(nextForgetting)) {
            forget();
            nextForgetting = now.plus(FORGETTING);
        }
    }

    /** Signs again what would expire soon or is signed with another key than that of now. Blocks. */
    public void signAnew() {
        Instant now = records.now();
        try {
            lists.reissue(SCHEDULE, now);
            notReissued = "";
        } catch (Refusal refusal) {
            // The next round tries again; moderators hear of each reason once.
            String why = String.valueOf(refusal.getMessage());
            if (!why.equals(notReissued)) {
                moderators.accept("A ban list of this domain could not be issued again: " + why);
            }
            notReissued = why;
        }
    }

    private void forget() {
        try {
            records.store().forgetUnmentioned();
        } catch (StorageException e) {
            LOG.warn("Old documents of ban lists could not be deleted: {}", e.getMessage());
        }
    }

    /** Stops the schedule; a fetch that is under way ends by itself and stores nothing more after the store is closed. */
    @Override
    public void close() {
        schedule.interrupt();
    }
}
