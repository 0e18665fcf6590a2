// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;

/** What this domain itself does about people. Looked up by subject, so that a long list costs a decision nothing. */
public final class Bans {
    /** Nothing about anybody. */
    public static final Bans NONE = new Bans(List.of(), List.of());

    private static final int MAX_ENTRIES = 100_000;
    private static final Set<String> MEMBERS = Set.of("bans", "mutes");

    private final List<Ban> bans;
    private final List<Mute> mutes;
    private final Map<Subject, List<Ban>> bansOf = new LinkedHashMap<>();
    private final Map<Subject, Mute> muteOf = new LinkedHashMap<>();

    private Bans(List<Ban> bans, List<Mute> mutes) {
        this.bans = List.copyOf(bans);
        this.mutes = List.copyOf(mutes);
        for (Ban ban : bans) {
            ban.subjects()
                    .forEach(each -> bansOf.computeIfAbsent(each, subject -> new ArrayList<>(1)).add(ban));
        }
        for (Mute mute : mutes) {
            mute.subjects().forEach(subject -> muteOf.put(subject, mute));
        }
    }

    /** All bans, warnings and quarantines, those that are over too, oldest first. */
    public List<Ban> bans() {
        return bans;
    }

    /** All mutes, those that are over too, oldest first. */
    public List<Mute> mutes() {
        return mutes;
    }

    /** What holds now about any of the subjects, in the domain and in its places; each once. */
    public List<Ban> about(List<Subject> subjects, Instant now) {
        return about(subjects, new Moment(now));
    }

    List<Ban> about(List<Subject> subjects, Moment now) {
        Set<Ban> found = new LinkedHashSet<>();
        for (Subject subject : subjects) {
            for (Ban ban : bansOf.getOrDefault(subject, List.of())) {
                if (ban.holds(now)) {
                    found.add(ban);
                }
            }
        }
        return List.copyOf(found);
    }

    /** The mutes that hold now for any of the subjects. */
    List<Mute> mutesOf(List<Subject> subjects, Moment now) {
        Set<Mute> found = new LinkedHashSet<>();
        for (Subject subject : subjects) {
            Mute mute = muteOf.get(subject);
            if (mute != null && mute.holds(now)) {
                found.add(mute);
            }
        }
        return List.copyOf(found);
    }

    /**
     * The same with this ban, which replaces what earlier ones of the same action and place say about its subjects.
     *
     * @throws Fault when the subject is no person or home, or a text is too long
     */
    public Bans with(Ban ban) throws Fault {
        ban.check("ban");
        List<Ban> more = new ArrayList<>(bans.size() + 1);
        for (Ban other : bans) {
            boolean isOfTheKind = other.action() == ban.action() && Objects.equals(other.place(), ban.place());
            List<Subject> left = isOfTheKind
                    ? Subjects.without(other.subjects(), ban.subjects())
                    : other.subjects();
            if (!left.isEmpty()) {
                more.add(left.size() == other.subjects().size() ? other : other.about(left));
            }
        }
        more.add(ban);
        checkCount(more.size());
        return new Bans(more, mutes);
    }

    /** The same without any of these; mutes stay. */
    public Bans without(Collection<Ban> lifted) {
        return new Bans(bans.stream().filter(ban -> !lifted.contains(ban)).toList(), mutes);
    }

    /** The same without any ban, warning and quarantine that is about this subject, each as a whole; mutes stay. */
    public Bans without(Subject subject) {
        return without(bansOf.getOrDefault(subject, List.of()));
    }

    /** The same without whatever is about this subject by this one action, each as a whole. */
    public Bans without(Subject subject, Action action) {
        return without(bansOf.getOrDefault(subject, List.of()).stream()
                .filter(ban -> ban.action() == action)
                .toList());
    }

    /**
     * The same with this mute, which replaces what earlier ones say about its subjects.
     *
     * @throws Fault when the subject is no person or home, or a text is too long
     */
    public Bans with(Mute mute) throws Fault {
        mute.check("mute");
        List<Mute> more = new ArrayList<>(mutes.size() + 1);
        for (Mute other : mutes) {
            List<Subject> left = Subjects.without(other.subjects(), mute.subjects());
            if (!left.isEmpty()) {
                more.add(left.size() == other.subjects().size() ? other : other.about(left));
            }
        }
        more.add(mute);
        checkCount(more.size());
        return new Bans(bans, more);
    }

    /** The same without a mute that is about this subject, as a whole. */
    public Bans withoutMute(Subject subject) {
        return new Bans(
                bans, mutes.stream().filter(mute -> !mute.subjects().contains(subject)).toList());
    }

    /** The same without what is over. */
    public Bans withoutEnded(Instant now) {
        return new Bans(
                bans.stream().filter(ban -> ban.holds(now)).toList(),
                mutes.stream().filter(mute -> mute.holds(now)).toList());
    }

    /** The document {@code bans}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        ArrayNode all = json.putArray("bans");
        bans.forEach(ban -> all.add(ban.toJson()));
        ArrayNode silenced = json.putArray("mutes");
        mutes.forEach(mute -> silenced.add(mute.toJson()));
        return json;
    }

    /**
     * Reads it.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Bans fromJson(JsonNode json) throws Fault {
        Members members = Members.of(json, "bans", MEMBERS);
        return new Bans(
                members.list("bans", MAX_ENTRIES, Ban::fromJson), members.list("mutes", MAX_ENTRIES, Mute::fromJson));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bans that && bans.equals(that.bans) && mutes.equals(that.mutes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bans, mutes);
    }

    @Override
    public String toString() {
        return "Bans[bans=" + bans + ", mutes=" + mutes + "]";
    }

    private static void checkCount(int count) throws Fault {
        if (count > MAX_ENTRIES) {
            throw Fault.badValue("bans", count, "at most " + MAX_ENTRIES + "; remove those that are over");
        }
    }
}
