// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;
import org.ice4j.socket.IceSocketWrapper;

/** Gives each agent the one port as its only candidates, one for each family of addresses. */
final class OnePortHarvester extends AbstractCandidateHarvester {
    private final List<PortSocket> sockets;

    OnePortHarvester(List<PortSocket> sockets) {
        this.sockets = List.copyOf(sockets);
    }

    @Override
    public boolean isHostHarvester() {
        return true;
    }

    @Override
    public Collection<LocalCandidate> harvest(Component component) {
        List<LocalCandidate> candidates = new ArrayList<>();
        for (PortSocket socket : sockets) {
            LocalCandidate candidate = new PortCandidate(socket, component);
            component.addLocalCandidate(candidate);
            candidates.add(candidate);
        }
        return candidates;
    }

    private static final class PortCandidate extends HostCandidate {
        private final PortSocket socket;

        PortCandidate(PortSocket socket, Component component) {
            super(new TransportAddress(socket.getLocalAddress(), socket.getLocalPort(), Transport.UDP), component);
            this.socket = socket;
        }

        @Override
        public IceSocketWrapper getCandidateIceSocketWrapper() {
            return socket;
        }

        /** The port stays: others use it. */
        @Override
        protected void free() {
            // Nothing of it is this candidate's own.
        }
    }
}
