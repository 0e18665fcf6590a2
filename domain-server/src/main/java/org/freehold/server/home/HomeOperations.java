// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Permission;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;
import org.freehold.server.storage.StorageException;

/** What a desk can be asked about homes: this one's own people, and the homes of visitors. */
public final class HomeOperations {
    private final Records records;
    private final PinnedHomes homes;
    private final VouchIssuer issuer;

    /**
     * For a domain.
     *
     * @param domainKey its key of now
     * @param isOurName whether it goes by a canonical name of a host
     */
    public HomeOperations(
            Records records,
            PinnedHomes homes,
            Supplier<? extends Signer> domainKey,
            Predicate<String> isOurName,
            SecureRandom random) {
        this.records = records;
        this.homes = homes;
        this.issuer = new VouchIssuer(domainKey, records, homes, isOurName, random);
    }

    /** All of them. */
    public List<Operation> all() {
        return List.of(
                Simple.reading("home/account", null, issuer::account),
                Simple.reading("home/vouch", null, issuer::vouch),
                Simple.reading("home/list", Permission.ADMINISTER, this::list),
                Simple.changing("home/forget", Permission.ADMINISTER, this::forget));
    }

    private ObjectNode list(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("homes");
        new TreeMap<>(homes.all()).forEach((home, pin) -> {
            ObjectNode one = list.addObject()
                    .put("home", home)
                    .put("key", String.join(" ", pin.keys().keys()))
                    .put("since", pin.since().toString());
            if (!pin.former().isEmpty()) {
                pin.former().stream().sorted().forEach(one.putArray("former")::add);
            }
        });
        return answer;
    }

    private ObjectNode forget(Caller caller, Arguments arguments) throws Refusal {
        String home = arguments.text("home");
        arguments.end();
        String name = HostName.canonical(home).orElse(home);
        try {
            boolean forgotten = homes.forget(name);
            if (forgotten) {
                records.note(caller, Records.Entry.of("home/forget", "home:" + name));
            }
            return JsonNodeFactory.instance.objectNode().put("removed", forgotten);
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }
}
