// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.RemoteCandidate;
import org.jspecify.annotations.Nullable;

/**
 * The search for a path to one peer, and then the keeping of it. {@link #start}, {@link #add} and {@link #close} may block for some
 * milliseconds; the rest may be called on any thread.
 */
public final class IceNegotiation implements AutoCloseable {
    /** Addresses that one peer may come from; a browser has a handful. */
    static final int MAX_REMOTES = 32;

    /** Candidates of the other end that are heeded. */
    public static final int MAX_CANDIDATES = 16;

    /** Checks to addresses that have not shown themselves: some for each candidate of a browser, which names two or three that are public. */
    private static final int MAX_UNPROVEN_CHECKS = 32;

    private static final String STREAM = "data";

    private final IceEngine engine;
    private final IceCredentials local;
    private final boolean controlling;
    private final boolean trusting;
    private final CheckBudget taken;
    private final Listener listener;
    private final Set<InetSocketAddress> proven = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unprovenChecks = new AtomicInteger();
    private final AtomicInteger candidates = new AtomicInteger();
    private volatile @Nullable IceCredentials remote;
    private volatile boolean closed;

    /** Guarded by this. */
    private @Nullable Agent agent;

    /** Guarded by this. */
    private @Nullable Component component;

    /** What comes of it. Called on ice4j's threads; must not block. */
    public interface Listener {

        /** There is a path to this address, and the one to use. */
        void selected(InetSocketAddress remote);
    }

    IceNegotiation(
            IceEngine engine, IceCredentials local, boolean controlling, boolean trusting, CheckBudget taken,
            Listener listener) {
        this.engine = engine;
        this.local = local;
        this.controlling = controlling;
        this.trusting = trusting;
        this.taken = taken;
        this.listener = listener;
    }

    /** What the other end has to know. */
    public IceCredentials local() {
        return local;
    }

    /** Who is told what comes of it. */
    public Listener listener() {
        return listener;
    }

    @Nullable
    IceCredentials remote() {
        return remote;
    }

    /** Begins, with what is known of the other end; its candidates may come later, or none at all. */
    public synchronized void start(IceCredentials theirs, List<Candidate> first) {
        Agent begun = agent;
        if (begun == null || closed) {
            return;
        }
        remote = theirs;
        IceMediaStream stream = begun.getStream(STREAM);
        stream.setRemoteUfrag(theirs.ufrag());
        stream.setRemotePassword(theirs.password());
        addTo(component, first);
        begun.startConnectivityEstablishment();
    }

    /** More candidates of the other end; those that are too many are passed over. */
    public synchronized void add(List<Candidate> more) {
        Component begun = component;
        if (begun != null && !closed) {
            addTo(begun, more);
            begun.updateRemoteCandidates();
        }
    }

    private void addTo(@Nullable Component begun, List<Candidate> more) {
        if (begun == null) {
            return;
        }
        boolean started = begun.getParentStream().getParentAgent().isStarted();
        for (Candidate candidate : more) {
            if (isHeeded(candidate)) {
                RemoteCandidate read = new RemoteCandidate(
                        new TransportAddress(candidate.address(), Transport.UDP), begun, type(candidate.kind()),
                        Integer.toString(candidates.get()), candidate.priority(), null);
                if (started) {
                    begun.addUpdateRemoteCandidates(read);
                } else {
                    begun.addRemoteCandidate(read);
                }
            }
        }
    }

    private boolean isHeeded(Candidate candidate) {
        return engine.reaches(candidate.address())
                && (trusting || PublicAddress.is(candidate.address().getAddress()))
                && candidates.incrementAndGet() <= MAX_CANDIDATES;
    }

    private static CandidateType type(Candidate.Kind kind) {
        return switch (kind) {
            case HOST -> CandidateType.HOST_CANDIDATE;
            case SRFLX -> CandidateType.SERVER_REFLEXIVE_CANDIDATE;
            case PRFLX -> CandidateType.PEER_REFLEXIVE_CANDIDATE;
            case RELAY -> CandidateType.RELAYED_CANDIDATE;
        };
    }

    /**
     * A message came that names this negotiation, or comes from where it has sent to. True when the signature is right: then ice4j gets it, and
     * the address is proven to be the other end's. All share ice4j's one reader, so that each gets so many a second taken and no more.
     */
    public boolean received(StunPacket packet, InetSocketAddress from) {
        if (closed || !taken.take()) {
            return false;
        }
        IceCredentials theirs = remote;
        boolean isSigned = switch (packet.kind()) {
            case REQUEST -> packet.isSignedWith(local.password());
            case RESPONSE -> theirs != null && packet.isSignedWith(theirs.password());
            case INDICATION -> false;
        };
        if (!isSigned || (!isProven(from) && proven.size() >= MAX_REMOTES)) {
            return false;
        }
        proven.add(from);
        engine.received(packet, from);
        return true;
    }

    /** Whether somebody who knows the password has sent from there. */
    boolean isProven(InetSocketAddress address) {
        return proven.contains(address);
    }

    /** Whether ice4j may send a check there. */
    boolean mayCheck(InetSocketAddress to) {
        if (closed || !engine.reaches(to)) {
            return false;
        }
        if (isProven(to)) {
            return true;
        }
        return trusting || (PublicAddress.is(to.getAddress())
                && unprovenChecks.incrementAndGet() <= MAX_UNPROVEN_CHECKS
                && engine.budget().take());
    }

    synchronized void makeAgent() {
        if (closed) {
            return;
        }
        OnePortAgent made = new OnePortAgent(engine.stack(), local);
        made.setUseDynamicPorts(false);
        made.setTrickling(true);
        made.setControlling(controlling);
        made.setPerformConsentFreshness(true);
        made.addCandidateHarvester(engine.harvester());
        try {
            component = made.createComponent(made.createMediaStream(STREAM), KeepAliveStrategy.SELECTED_ONLY, false);
        } catch (IOException e) {
            throw new IllegalStateException("the candidates are there already", e);
        }
        agent = made;
        made.addStateChangeListener(change -> changed(made, change.getNewValue()));
    }

    /** A thread of ice4j's. */
    private void changed(Agent of, Object state) {
        if (state == IceProcessingState.COMPLETED) {
            Component settled = of.getStream(STREAM).getComponent(Component.RTP);
            CandidatePair pair = settled == null ? null : settled.getSelectedPair();
            if (pair != null && !closed) {
                TransportAddress address = pair.getRemoteCandidate().getTransportAddress();
                listener.selected(new InetSocketAddress(address.getAddress(), address.getPort()));
            }
        } else if (state == IceProcessingState.FAILED && !closed) {
            // None of what the other end has named answers; it may still come from somewhere else.
            Thread.ofVirtual().name("ice-again").start(this::startAgain);
        }
    }

    private synchronized void startAgain() {
        IceCredentials theirs = remote;
        Agent failed = agent;
        if (!closed && theirs != null && failed != null) {
            failed.free();
            makeAgent();
            start(theirs, List.of());
        }
    }

    /** Forgets the peer, and frees what ice4j holds. */
    @Override
    public void close() {
        closed = true;
        engine.forget(this);
        Agent last;
        synchronized (this) {
            last = agent;
            agent = null;
            component = null;
        }
        if (last != null) {
            last.free();
        }
    }
}
