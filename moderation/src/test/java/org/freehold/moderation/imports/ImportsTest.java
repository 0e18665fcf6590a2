// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.freehold.moderation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans of other programs, as they export them. */
final class ImportsTest {
    private static final Set<Subject> KNOWN = Set.of(
            Subject.parse("account:known@home.example").orElseThrow(),
            Subject.parse("home:hidden.example").orElseThrow());

    @Test
    void readsThePolicyListOfAMatrixRoom() {
        Imported imported = ImportFormat.MATRIX.read(fixture("draupnir-state.json"), KNOWN);

        assertEquals(
                List.of(
                        "2 account:spammer@bad.example deny spam",
                        "3 account:old@bad.example deny other",
                        "4 account:older@bad.example deny other",
                        "5 home:evil.example deny other",
                        "7 home:worse.example deny other",
                        "12 account:down@bad.example monitor other",
                        "13 account:known@home.example deny spam"),
                shown(imported));
        assertEquals(Set.of(1, 6, 8, 9, 10, 11, 14, 15, 16), skippedLines(imported));
        assertEquals(Instant.parse("2023-11-14T22:13:21Z"), imported.drafts().getFirst().since());
        assertTrue(imported.drafts().get(5).note().contains("never happens by itself"));
    }

    @Test
    void takesTheNewestOfTwoEventsWhereverItStands() {
        String ban = event(2000, "{\"entity\":\"@a:b.example\",\"recommendation\":\"m.ban\"}");
        String none = event(1000, "{}");

        assertEquals(1, ImportFormat.MATRIX.read("[" + ban + "," + none + "]", Set.of()).drafts().size());
        assertEquals(
                0,
                ImportFormat.MATRIX.read("{\"state\":[" + ban.replace("2000", "500") + "," + none + "]}", Set.of())
                        .drafts()
                        .size());
    }

    @Test
    void readsDomainBlocksOfMastodon() {
        Imported imported = ImportFormat.MASTODON.read(fixture("mastodon-export.csv"), Set.of());

        assertEquals(
                List.of(
                        "2 home:bad.example deny harassment",
                        "3 home:loud.example quarantine other",
                        "4 home:quiet.example monitor other"),
                shown(imported));
        assertEquals("floods, \"daily\"", imported.drafts().get(1).reason());
        assertEquals(Set.of(5, 6, 7, 8), skippedLines(imported));
    }

    @Test
    void readsDomainBlocksOfOtherTools() {
        Imported imported = ImportFormat.MASTODON.read(fixture("fediblockhole.csv"), KNOWN);

        assertEquals(
                List.of(
                        "2 home:limited.example quarantine spam",
                        "3 home:unsaid.example monitor other",
                        "4 home:strange.example monitor other",
                        "5 home:hidden.example deny other"),
                shown(imported));
        assertTrue(imported.drafts().stream().noneMatch(draft -> draft.toString().contains("between us")));
        assertEquals(Set.of(6), skippedLines(imported));
    }

    @Test
    void watchesDomainsThatStandWithoutASeverity() {
        Imported imported = ImportFormat.MASTODON.read("\uFEFFbad.example\nworse.example\r\n", Set.of());

        assertEquals(List.of("1 home:bad.example monitor other", "2 home:worse.example monitor other"),
                shown(imported));
    }

    @Test
    void leavesItToAPersonWhoAPlayerIs() {
        Imported imported = ImportFormat.MINECRAFT.read(fixture("banned-players.json"), Set.of());

        assertEquals(2, imported.drafts().size());
        Draft first = imported.drafts().getFirst();
        assertNull(first.subject());
        assertEquals("Notch (069a79f4-44e9-4726-a5be-fca90e38aaf5)", first.original());
        assertEquals(Instant.parse("2024-03-01T09:20:30Z"), first.since());
        assertNull(first.expires());
        assertEquals(Instant.parse("2030-01-01T00:00:00Z"), imported.drafts().get(1).expires());
        assertEquals(Set.of(3, 4), skippedLines(imported));
    }

    @Test
    void readsBansOfOpenSimWithoutBanningEverybodyForABlankLine() {
        Imported imported = ImportFormat.PLAIN.read(fixture("bans.txt"), Set.of());

        assertEquals(
                List.of(
                        "3 nobody deny other",
                        "4 nobody deny other",
                        "5 home:evilgrid.example:8002 deny other",
                        "6 account:mallory@bad.example deny other",
                        "7 home:other.example deny other",
                        "8 key:7Qk1c2Wq0mG3o2Qe3p5m8n1b4v6x9z2c5v8b1n4m7Qk deny other"),
                shown(imported));
        assertEquals(Set.of(1, 2, 9, 10, 11, 12), skippedLines(imported));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyNothingComesOfSomethingElse(ImportFormat format) {
        for (String text : List.of("<html><body>404</body></html>", "{}", "[1,\"a\",null,[]]", "\"unclosed")) {
            Imported imported = format.read(text, Set.of());
            assertEquals(List.of(), imported.drafts(), text);
            assertTrue(!imported.skipped().isEmpty(), text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void standsWhateverBytes(ImportFormat format) {
        Random random = new Random(20261120);
        List<String> seeds = List.of(
                fixture("draupnir-state.json"), fixture("mastodon-export.csv"), fixture("fediblockhole.csv"),
                fixture("banned-players.json"), fixture("bans.txt"));
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int change = random.nextInt(8); change >= 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                    case 1 -> text.deleteCharAt(at);
                    case 2 -> text.insert(at, "\"*:,@{[\n\u202e".charAt(random.nextInt(9)));
                    default -> text.setLength(at + 1);
                }
            }
            for (Draft draft : format.read(text.toString(), KNOWN).drafts()) {
                Subject subject = draft.subject();
                assertTrue(subject == null || Subject.parse(subject.text()).equals(Optional.of(subject)));
                assertTrue(draft.reason().codePointCount(0, draft.reason().length()) <= 280);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 200_000})
    void refusesDeepNesting(int depth) {
        Imported imported = ImportFormat.MATRIX.read("[".repeat(depth) + "]".repeat(depth), Set.of());

        assertEquals(Set.of(0), skippedLines(imported));
    }

    @Test
    void cutsReasonsToWhatAListMaySay() {
        String content = "{\"entity\":\"@a:b.example\",\"recommendation\":\"m.ban\",\"reason\":\""
                + "\uD83D\uDE00".repeat(500) + "\"}";

        Draft draft = ImportFormat.MATRIX.read("[" + event(1, content) + "]", Set.of()).drafts().getFirst();

        assertEquals(280, draft.reason().codePointCount(0, draft.reason().length()));
    }

    private static String event(long time, String content) {
        return "{\"type\":\"m.policy.rule.user\",\"state_key\":\"k\",\"origin_server_ts\":" + time + ",\"content\":"
                + content + "}";
    }

    private static List<String> shown(Imported imported) {
        return imported.drafts().stream()
                .map(draft -> draft.line() + " " + (draft.subject() == null ? "nobody" : draft.subject().text()) + " "
                        + draft.action().text() + " " + draft.category().text())
                .toList();
    }

    private static Set<Integer> skippedLines(Imported imported) {
        return imported.skipped().stream()
                .map(Imported.Skipped::line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String fixture(String name) {
        try (InputStream in = ImportsTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": no such fixture");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
