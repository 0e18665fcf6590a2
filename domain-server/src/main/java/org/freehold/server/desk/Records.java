// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.RulebookDocuments;
import org.freehold.moderation.audit.AuditRecord;
import org.freehold.server.session.AccessPolicy;
import org.freehold.server.session.Inside;
import org.freehold.server.session.Visits;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;
import org.freehold.server.wire.ServerMessage.Notice;
import org.jspecify.annotations.Nullable;

/**
 * What decides, as it is kept: the one way to change it. A change is stored with its line in the audit log in one transaction; then the
 * rulebook is swapped, and everybody inside is decided about anew. Virtual threads; blocks; one change at a time.
 */
public final class Records {
    private final ModerationStore store;
    private final InstantSource clock;
    private final AuditLog audit;
    private final AccessPolicy policy;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Affected affected = notices -> 0;
    private volatile UnaryOperator<Rulebook> completing = rulebook -> rulebook;

    /** Makes another rulebook of the one before. */
    @FunctionalInterface
    public interface Change {
        Rulebook of(Rulebook before) throws Fault, Refusal;
    }

    /** Decides anew about everybody inside; how many that concerned. */
    @FunctionalInterface
    public interface Affected {
        int reconsider(Function<Inside, @Nullable Notice> notices);
    }

    /**
     * What is stored with a change beside the rulebook itself.
     *
     * @param changed documents by name
     * @param documents bytes that are found by their hash from now on
     */
    public record Beside(Map<String, String> changed, Set<String> removed, List<byte[]> documents) {
        /** Nothing. */
        public static final Beside NOTHING = new Beside(Map.of(), Set.of(), List.of());
    }

    /**
     * What was done, for the audit log.
     *
     * @param subject about whom; empty for nobody
     * @param details strings, integers, objects and arrays only
     */
    public record Entry(String what, String subject, ObjectNode details) {

        /** One without further details. */
        public static Entry of(String what, String subject) {
            return new Entry(what, subject, JsonNodeFactory.instance.objectNode());
        }
    }

    private Records(ModerationStore store, InstantSource clock, AuditLog audit, AccessPolicy policy) {
        this.store = store;
        this.clock = clock;
        this.audit = audit;
        this.policy = policy;
    }

    /**
     * Reads what decides. Blocks.
     *
     * @param initial what holds as long as nothing was set
     * @param owners keys as on the wire that owned the domain before there was a roster, and since when
     */
    public static Records open(
            ModerationStore store,
            Rulebook initial,
            Map<String, Instant> owners,
            Visits visits,
            InstantSource clock)
            throws StorageException, Fault {
        Map<String, String> stored = store.readAll("");
        Rulebook rulebook = RulebookDocuments.read(initial, stored);
        Records records =
                new Records(store, clock, AuditLog.open(store), new AccessPolicy(rulebook, visits, clock));
        if (!stored.containsKey("roster") && !owners.isEmpty()) {
            try {
                records.takeOver(owners);
            } catch (Refusal refusal) {
                throw new IllegalStateException(refusal.getMessage(), refusal);
            }
        }
        return records;
    }

    /** What visitors are decided by. */
    public AccessPolicy policy() {
        return policy;
    }

    /** What decides now. */
    public Rulebook rulebook() {
        return policy.rulebook();
    }

    public ModerationStore store() {
        return store;
    }

    public AuditLog audit() {
        return audit;
    }

    /** The time of now. */
    public Instant now() {
        return clock.instant();
    }

    /** From now on everybody inside is decided about anew after each change. */
    public void tell(Affected everybodyInside) {
        affected = everybodyInside;
    }

    /** From now on what of a rulebook follows from the rest of it is put right so with each change. */
    public void complete(UnaryOperator<Rulebook> how) {
        completing = how;
    }

    /**
     * Makes a change.
     *
     * @return how many of those inside it concerned
     * @throws Refusal when nothing was changed, and why
     */
    public int change(Caller caller, Entry entry, Change change) throws Refusal {
        return change(caller, entry, Beside.NOTHING, inside -> null, change);
    }

    /**
     * Makes a change.
     *
     * @param notices what each of those whom it concerns is told instead of the usual words; null for those
     * @return how many of those inside it concerned
     * @throws Refusal when nothing was changed, and why
     */
    public int change(
            Caller caller, Entry entry, Beside beside, Function<Inside, @Nullable Notice> notices, Change change)
            throws Refusal {
        changing.lock();
        try {
            Rulebook before = rulebook();
            Rulebook after = completing.apply(change.of(before));
            Map<String, String> changed = new LinkedHashMap<>(RulebookDocuments.changes(before, after));
            changed.putAll(beside.changed());
            audit.write(
                    new AuditRecord(now(), by(caller), entry.what(), entry.subject(), entry.details()),
                    changed,
                    beside.removed(),
                    beside.documents());
            policy.replace(after);
            return affected.reconsider(notices);
        } catch (Fault fault) {
            throw new Refusal(
                    fault.code().text(), fault.sentence(), "Nothing was changed. Correct it and ask again.",
                    fault.code().status());
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        } finally {
            changing.unlock();
        }
    }

    /** Does something while nothing is changed, so that whom a change concerns hears of it by the words of the change. Blocks. */
    public void betweenChanges(Runnable something) {
        changing.lock();
        try {
            something.run();
        } finally {
            changing.unlock();
        }
    }

    /** Notes what was done and changes nothing that decides. */
    public void note(Caller caller, Entry entry) throws Refusal {
        change(caller, entry, before -> before);
    }

    /** Owners of a domain that was made before there was a roster. */
    private void takeOver(Map<String, Instant> owners) throws StorageException, Fault, Refusal {
        Roster roster = rulebook().roster();
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Instant> owner : owners.entrySet()) {
            Subject subject = new Subject(Subject.Kind.KEY, Thumbprint.of(owner.getKey()));
            roster = roster.with(new Roster.Entry(subject, Standing.OWNER, null, owner.getValue(), "owner link"));
            details.withArray("owners").add(subject.text());
        }
        Rulebook after = rulebook().with(roster);
        audit.write(
                new AuditRecord(now(), Caller.SHELL.name(), "role/take-over", "", details),
                RulebookDocuments.changes(rulebook(), after),
                Set.of(),
                List.of());
        policy.replace(after);
    }

    private static String by(Caller caller) {
        return caller.key().isEmpty() ? caller.name() : "key:" + caller.key();
    }
}
