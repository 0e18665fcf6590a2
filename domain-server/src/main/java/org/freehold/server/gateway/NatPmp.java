// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.freehold.server.gateway.NatPmpMessage.AddressAnswer;
import org.freehold.server.gateway.NatPmpMessage.AddressRequest;
import org.freehold.server.gateway.NatPmpMessage.Answer;
import org.freehold.server.gateway.NatPmpMessage.MapAnswer;
import org.freehold.server.gateway.NatPmpMessage.MapRequest;
import org.freehold.server.gateway.NatPmpMessage.Refusal;
import org.jspecify.annotations.Nullable;

/** Asks by NAT-PMP (RFC 6886). */
final class NatPmp implements RouterProtocol {
    private static final int UNSUPPORTED_VERSION = 1;

    private final RouterLine line;
    private final Epoch epoch = new Epoch();

    NatPmp(RouterLine line) {
        this.line = line;
    }

    @Override
    public String name() {
        return "NAT-PMP";
    }

    @Override
    public Lease open(int port, Duration lifetime, @Nullable Lease before) throws RouterFault {
        InetAddress outside = outside();
        int suggested = before == null ? port : before.outside().getPort();
        return switch (ask(
                new MapRequest(port, suggested, lifetime.toSeconds()), answer -> isFor(port, answer))) {
            case MapAnswer answer -> new Lease(
                    port, new InetSocketAddress(outside, answer.outsidePort()), Duration.ofSeconds(answer.lifetime()));
            case Refusal refusal -> throw refused(refusal.code());
            case AddressAnswer _ -> throw new IllegalStateException("not an answer to this");
        };
    }

    @Override
    public boolean holds(Lease lease) {
        try {
            // A new address outside is as good as a new router.
            return line.ask(NatPmpCodec.write(new AddressRequest()), NatPmpCodec::read)
                    .map(answer -> goesOn(answer)
                            && !(answer instanceof AddressAnswer address
                                    && !address.outside().equals(lease.outside().getAddress())))
                    .orElse(true);
        } catch (IOException e) {
            return true; // says nothing now; the renewal will tell
        }
    }

    @Override
    public void withdraw(Lease lease) {
        try {
            // Section 3.4: no port outside, and no time.
            ask(new MapRequest(lease.port(), 0, 0), answer -> isFor(lease.port(), answer));
        } catch (RouterFault e) {
            // It forgets by itself when the time is over.
        }
    }

    private InetAddress outside() throws RouterFault {
        return switch (ask(new AddressRequest(), answer -> !(answer instanceof MapAnswer))) {
            case AddressAnswer answer -> answer.outside();
            case Refusal refusal -> throw refused(refusal.code());
            case MapAnswer _ -> throw new IllegalStateException("not an answer to this");
        };
    }

    private Answer ask(NatPmpMessage.Request request, Predicate<Answer> isFor) throws RouterFault {
        Optional<Answer> answer;
        try {
            answer = line.ask(NatPmpCodec.write(request), packet -> NatPmpCodec.read(packet).filter(isFor));
        } catch (IOException e) {
            throw RouterFault.notOffered("the router does not offer it");
        }
        Answer found = answer.orElseThrow(() -> RouterFault.notOffered("the router does not answer"));
        goesOn(found);
        return found;
    }

    private boolean goesOn(Answer answer) {
        return epoch.goesOn(answer.epoch(), line.nanoClock().getAsLong());
    }

    private static boolean isFor(int port, Answer answer) {
        return switch (answer) {
            case MapAnswer map -> map.port() == port;
            case Refusal _ -> true;
            case AddressAnswer _ -> false;
        };
    }

    /** RFC 6886 section 3.5. */
    private static RouterFault refused(int code) {
        return switch (code) {
            case UNSUPPORTED_VERSION -> RouterFault.notOffered("the router does not offer it");
            case 2 -> RouterFault.refused("the router does not allow it; it may have to be allowed in its settings");
            case 3 -> RouterFault.refused("the router has no address outside at the moment");
            case 4 -> RouterFault.refused("the router has no room for it at the moment");
            case 5 -> RouterFault.refused("the router can't open ports of this kind");
            default -> RouterFault.refused("the router refused with code " + code);
        };
    }
}
