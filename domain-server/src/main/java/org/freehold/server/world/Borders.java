// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.Collection;
import java.util.Optional;
import org.freehold.moderation.Decision;
import org.freehold.moderation.ReadableTime;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps people out of the places that are closed to them: who walks up to one stays at its border, and who is in one when it closes, or
 * when it is made or moved around them, is put outside. Owned by the world thread.
 */
final class Borders {
    private static final double APART_METRES = 1;

    /** Between two notices about the same place, seconds. */
    private static final int TOLD_SECONDS = 5;

    private static final String WHAT_TO_DO = "Go on elsewhere in this domain.";

    private final Zones zones;
    private final Places places;
    private final long toldTicks;

    Borders(Zones zones, Places places, int tickHz) {
        this.zones = zones;
        this.places = places;
        this.toldTicks = (long) TOLD_SECONDS * tickHz;
    }

    /** Takes over the newest pose that came, if one did and it leads nowhere that is closed; {@code scratch} is used for it. */
    void takePose(Visitor visitor, QuantisedPose scratch, TickTime now) {
        if (!visitor.takePose(scratch, now)) {
            return;
        }
        Rights rights = visitor.rights();
        String closed = rights.closed().isEmpty()
                ? null
                : closedAt(rights, new Vec3(scratch.x, scratch.y, scratch.z));
        if (closed == null) {
            visitor.stand(scratch, now.tick());
        } else {
            visitor.jumpTo(visitor.avatar().position(), now);
            tell(visitor, closed, now);
        }
    }

    /**
     * Puts a visitor outside of what is closed to them; ends the visit when everything is.
     *
     * @param people in the world
     */
    void look(Visitor visitor, Collection<Visitor> people, TickTime now) {
        if (visitor.rights().closed().isEmpty()) {
            return;
        }
        Vec3 position = visitor.avatar().position();
        String closed = closedAt(visitor.rights(), position);
        if (closed == null) {
            return;
        }
        Optional<Vec3> open = open(visitor.rights(), ArrivalSpots.free(places.entryPosition(), people), position);
        if (open.isPresent()) {
            visitor.jumpTo(open.get(), now);
            tell(visitor, closed, now);
        } else {
            keepOut(visitor.link(), visitor.rights());
        }
    }

    /** Ends a visit for which no place is open. */
    void keepOut(VisitorLink link, Rights rights) {
        String why = rights.closed().values().stream().findFirst().map(Decision.Refusal::sentence).orElse("");
        link.end(ErrorCode.NOT_PERMITTED, (why + " There is no place here that is open to you.").strip(),
                "Ask the owner of this domain.");
    }

    /**
     * Where somebody may be instead of where they are or want to be: at the entry, or right outside. Empty when that is closed to
     * them too.
     */
    Optional<Vec3> open(Rights rights, Vec3 entry, Vec3 wanted) {
        String atEntry = closedAt(rights, entry);
        if (atEntry == null) {
            return Optional.of(entry);
        }
        String there = closedAt(rights, wanted);
        return zones.waysOut(there == null ? atEntry : there, there == null ? entry : wanted, APART_METRES).stream()
                .filter(Simulation::isInWorld)
                .filter(way -> closedAt(rights, way) == null)
                .findFirst();
    }

    /** Canonical name of the closed place that somebody would be in there; null for none. */
    @Nullable
    String closedAt(Rights rights, Vec3 soles) {
        for (String place : rights.closed().keySet()) {
            if (zones.holds(place, soles)) {
                return place;
            }
        }
        return null;
    }

    /** Tells why, but not with each step. */
    void tell(Visitor visitor, String place, TickTime now) {
        if (!visitor.shouldHearOf(place, now.tick(), toldTicks)) {
            return;
        }
        Decision.Refusal refusal = visitor.rights().closed().get(place);
        if (refusal != null) {
            visitor.link().send(notice(refusal));
        }
    }

    /** Tells which places are closed to a visitor now, and which are open again. */
    void tellChanges(Visitor visitor, Rights before, TickTime now) {
        Rights rights = visitor.rights();
        rights.closed().forEach((place, refusal) -> {
            if (!refusal.equals(before.closed().get(place))) {
                tell(visitor, place, now);
            }
        });
        for (String place : before.closed().keySet()) {
            if (!rights.closed().containsKey(place)) {
                visitor.link().send(new ServerMessage.Notice(
                        "place-open", false, zones.name(place) + " is open to you again."));
            }
        }
    }

    /** That a place is closed to somebody. */
    static ServerMessage.Notice notice(Decision.Refusal refusal) {
        return refusal.until() == null
                ? new ServerMessage.Notice("place-closed", true, refusal.sentence(), whatToDo(refusal, ""), null)
                : new ServerMessage.Notice(
                        "place-closed", true, refusal.sentence(),
                        whatToDo(refusal, "It ends on " + ReadableTime.ofEnd(refusal.until()) + ". "),
                        refusal.until().toEpochMilli());
    }

    private static String whatToDo(Decision.Refusal refusal, String end) {
        return end + (refusal.appeal() == null ? WHAT_TO_DO : "You may object at " + refusal.appeal() + ".");
    }
}
